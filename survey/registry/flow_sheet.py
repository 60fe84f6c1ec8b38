"""The counts of a point and a month, laid out by procedure and by day."""

from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from survey.queries import flows
from survey.queries.flows import CountedProcedure
from survey.staff.months import Month


class DayTotal(NamedTuple):
    day: date
    closed: int
    procedures: int
    """How many have a count, zero included."""


class Sheet(NamedTuple):
    """`counts` by procedure and day; a cell without a count is not in it."""

    month: Month
    procedures: list[CountedProcedure]
    days: list[DayTotal]
    counts: dict[tuple[int, date], int]
    total: int


def sheet(session: Session, *, point_id: int, month: Month, today: date) -> Sheet:
    """Days to come are left out."""
    counted = flows.of_point(session, point_id=point_id, first=month.first, last=month.last)
    counts = {(row.procedure_id, row.day): row.closed for row in counted}
    return Sheet(
        month=month,
        procedures=flows.procedures_of_point(
            session, point_id=point_id, first=month.first, last=month.last
        ),
        days=[_total(day, counts) for day in month.days if day <= today],
        counts=counts,
        total=sum(counts.values()),
    )


def _total(day: date, counts: dict[tuple[int, date], int]) -> DayTotal:
    of_day = [closed for (_, counted_on), closed in counts.items() if counted_on == day]
    return DayTotal(day, sum(of_day), len(of_day))
