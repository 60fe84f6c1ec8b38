"""How many slips were printed and how many came back, by the month in which they became valid."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import false, func, select
from sqlalchemy.orm import Session

from survey.models.point import ServicePoint
from survey.models.slip import SlipPool
from survey.queries.slices import (
    Column,
    Group,
    Key,
    Slice,
    belongs,
    month_number,
    with_months,
)

COLUMNS: dict[Group, Column] = {
    Group.MONTH: month_number(SlipPool.valid_from),
    Group.AGENCY: ServicePoint.agency_id,
    Group.POINT: SlipPool.point_id,
    Group.PROCEDURE: SlipPool.procedure_id,
    Group.FIELD: SlipPool.field_id,
}


class Printed(NamedTuple):
    """Slips of a group: printed, and used in a rating that is sealed."""

    key: Key
    printed: int
    used: int


def printed(session: Session, *, of: Slice, by: Sequence[Group]) -> list[Printed]:
    """A filter on a procedure or field finds the pools that were printed for it alone."""
    columns = [COLUMNS[group] for group in by]
    statement = (
        select(*columns, func.sum(SlipPool.printed), func.sum(SlipPool.used))
        .select_from(SlipPool)
        .join(ServicePoint, ServicePoint.id == SlipPool.point_id)
        .where(belongs(of.members, agency=ServicePoint.agency_id, day=SlipPool.valid_from))
        .group_by(*columns)
    )
    if of.point_id is not None:
        statement = statement.where(SlipPool.point_id == of.point_id)
    if of.procedure_ids is not None:
        theirs = SlipPool.procedure_id.in_(of.procedure_ids)
        whole_field = SlipPool.field_id == of.field_id if of.field_id else false()
        statement = statement.where(theirs | whole_field)
    return [
        Printed(with_months(keys, by=by), printed, used)
        for *keys, printed, used in session.execute(statement)
        if printed is not None
    ]
