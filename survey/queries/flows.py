"""Flows: dossiers closed per point, procedure and day."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from survey.models.flow import Flow
from survey.models.procedure import Procedure


class DayCount(NamedTuple):
    """Dossiers closed for a procedure on a day."""

    procedure_id: int
    day: date
    closed: int


class CountedProcedure(NamedTuple):
    """A procedure that was counted at a point, with its total."""

    procedure_id: int
    national_code: str | None
    name_vi: str
    name_en: str | None
    closed: int


def of_point(session: Session, *, point_id: int, first: date, last: date) -> list[DayCount]:
    """Counts from the first to the last day named."""
    rows = session.execute(
        select(Flow.procedure_id, Flow.day, Flow.closed)
        .where(Flow.point_id == point_id, Flow.day.between(first, last))
        .order_by(Flow.procedure_id, Flow.day)
    )
    return [DayCount(*row) for row in rows]


def procedures_of_point(
    session: Session, *, point_id: int, first: date, last: date
) -> list[CountedProcedure]:
    """Procedures with a count in these days, by name."""
    rows = session.execute(
        select(
            Procedure.id,
            Procedure.national_code,
            Procedure.name_vi,
            Procedure.name_en,
            func.sum(Flow.closed),
        )
        .join(Flow, Flow.procedure_id == Procedure.id)
        .where(Flow.point_id == point_id, Flow.day.between(first, last))
        .group_by(
            Procedure.id,
            Procedure.national_code,
            Procedure.name_vi,
            Procedure.name_en,
            Procedure.search,
        )
        .order_by(Procedure.search, Procedure.id)
    )
    return [CountedProcedure(*row) for row in rows]


def of_day(session: Session, *, point_id: int, day: date) -> list[Flow]:
    """The rows themselves, to be changed."""
    statement = select(Flow).where(Flow.point_id == point_id, Flow.day == day)
    return list(session.execute(statement.order_by(Flow.procedure_id)).scalars())


def days_from(session: Session, *, point_ids: list[int], day: date) -> int:
    """On how many days, from this one on, something was counted at these points."""
    statement = select(func.count(Flow.day.distinct())).where(
        Flow.point_id.in_(point_ids), Flow.day >= day
    )
    return session.execute(statement).scalar_one()


def closed_by_procedure(
    session: Session, *, point_id: int, first: date, last: date
) -> dict[int, int]:
    """Totals of these days; procedures without a count are not named."""
    rows = session.execute(
        select(Flow.procedure_id, func.sum(Flow.closed))
        .where(Flow.point_id == point_id, Flow.day.between(first, last))
        .group_by(Flow.procedure_id)
    )
    return {procedure_id: int(closed) for procedure_id, closed in rows}


class RecentCount(NamedTuple):
    """What was closed at a point in some days, and the last of them with a count."""

    closed: int
    last_day: date


def recent(
    session: Session, *, point_ids: Sequence[int], first: date, last: date
) -> dict[int, RecentCount]:
    """By point; a point without a count is not named."""
    rows = session.execute(
        select(Flow.point_id, func.sum(Flow.closed), func.max(Flow.day))
        .where(Flow.point_id.in_(point_ids), Flow.day.between(first, last))
        .group_by(Flow.point_id)
    )
    return {point_id: RecentCount(int(closed), day) for point_id, closed, day in rows}
