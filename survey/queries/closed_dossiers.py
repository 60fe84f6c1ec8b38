"""How many dossiers were closed: the denominator of every response rate.

Every question is put to the coarsest table that can answer it.
"""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from survey.models.flow import MonthlyFlow, PointFlow
from survey.models.point import ServicePoint
from survey.queries.slices import Column, Group, Key, Slice, belongs


class Closed(NamedTuple):
    """Dossiers closed in a group."""

    key: Key
    closed: int


def closed(session: Session, *, of: Slice, by: Sequence[Group]) -> list[Closed]:
    """A group of which no day was counted has no row: that is not the same as 0."""
    by_procedure = Group.PROCEDURE in by or of.procedure_ids is not None
    table = MonthlyFlow if by_procedure else PointFlow
    columns = [_column(table, group) for group in by]
    statement = (
        select(*columns, func.sum(table.closed))
        .select_from(table)
        .join(ServicePoint, ServicePoint.id == table.point_id)
        .where(belongs(of.members, agency=ServicePoint.agency_id, day=table.period))
        .group_by(*columns)
    )
    if of.point_id is not None:
        statement = statement.where(table.point_id == of.point_id)
    if of.procedure_ids is not None:
        statement = statement.where(MonthlyFlow.procedure_id.in_(of.procedure_ids))
    return [
        Closed(tuple(keys), closed)
        for *keys, closed in session.execute(statement)
        if closed is not None
    ]


def _column(table: type[MonthlyFlow | PointFlow], group: Group) -> Column:
    """Raises KeyError for a group that closed dossiers are not counted by."""
    columns: dict[Group, Column] = {
        Group.MONTH: table.period,
        Group.AGENCY: ServicePoint.agency_id,
        Group.POINT: table.point_id,
        Group.PROCEDURE: MonthlyFlow.procedure_id,
    }
    return columns[group]
