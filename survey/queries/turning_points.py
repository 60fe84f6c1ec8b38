"""When what is offered changed: what was asked about is then no longer the same."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from survey.models.point import Offering, ServicePoint
from survey.queries.slices import Slice


class Offered(NamedTuple):
    """So many points offer the procedure between these days, both included."""

    procedure_id: int
    valid_from: date | None
    valid_to: date | None
    offers: int


def offers(session: Session, *, agency_ids: Collection[int], of: Slice) -> list[Offered]:
    """Of the points of these agencies, narrowed by the filters of the slice."""
    statement = (
        select(Offering.procedure_id, Offering.valid_from, Offering.valid_to, func.count())
        .join(ServicePoint, ServicePoint.id == Offering.point_id)
        .where(ServicePoint.agency_id.in_(agency_ids))
        .group_by(Offering.procedure_id, Offering.valid_from, Offering.valid_to)
    )
    if of.point_id is not None:
        statement = statement.where(Offering.point_id == of.point_id)
    if of.procedure_ids is not None:
        statement = statement.where(Offering.procedure_id.in_(of.procedure_ids))
    return [Offered(*row) for row in session.execute(statement)]
