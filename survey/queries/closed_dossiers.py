"""How many dossiers were closed: the denominator of every response rate."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from survey.models.flow import MonthlyFlow
from survey.models.point import ServicePoint
from survey.queries.slices import Column, Group, Key, Slice, belongs

COLUMNS: dict[Group, Column] = {
    Group.MONTH: MonthlyFlow.period,
    Group.AGENCY: ServicePoint.agency_id,
    Group.POINT: MonthlyFlow.point_id,
    Group.PROCEDURE: MonthlyFlow.procedure_id,
}


class Closed(NamedTuple):
    """Dossiers closed in a group."""

    key: Key
    closed: int


def closed(session: Session, *, of: Slice, by: Sequence[Group]) -> list[Closed]:
    """A group of which no day was counted has no row: that is not the same as 0."""
    columns = [COLUMNS[group] for group in by]
    statement = (
        select(*columns, func.sum(MonthlyFlow.closed))
        .select_from(MonthlyFlow)
        .join(ServicePoint, ServicePoint.id == MonthlyFlow.point_id)
        .where(belongs(of.members, agency=ServicePoint.agency_id, day=MonthlyFlow.period))
        .group_by(*columns)
    )
    if of.point_id is not None:
        statement = statement.where(MonthlyFlow.point_id == of.point_id)
    if of.procedure_ids is not None:
        statement = statement.where(MonthlyFlow.procedure_id.in_(of.procedure_ids))
    return [
        Closed(tuple(keys), closed)
        for *keys, closed in session.execute(statement)
        if closed is not None
    ]
