"""What batches say beside their rows: counted when they were sealed."""

from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from survey.models.response import Batch
from survey.queries.slices import Members, belongs


class Arrivals(NamedTuple):
    """How ratings came that were sealed in a period."""

    late: int
    repeated: int
    missing: int
    """The most that were missing at once, added up over agencies."""


def arrivals(session: Session, *, members: tuple[Members, ...]) -> Arrivals:
    """Of the batches whose last day lies in the months of these members."""
    by_agency = (
        select(
            func.sum(Batch.late).label("late"),
            func.sum(Batch.repeated).label("repeated"),
            func.max(Batch.kiosk_missing).label("missing"),
        )
        .where(belongs(members, agency=Batch.agency_id, day=Batch.last_day))
        .group_by(Batch.agency_id)
        .subquery()
    )
    columns = (by_agency.c.late, by_agency.c.repeated, by_agency.c.missing)
    row = session.execute(select(*(func.coalesce(func.sum(column), 0) for column in columns))).one()
    return Arrivals(*map(int, row))
