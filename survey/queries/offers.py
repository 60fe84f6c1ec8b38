"""What a service point handles, what it handles most first."""

from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    ScalarSelect,
    bindparam,
    func,
    select,
)
from sqlalchemy.orm import Session

from survey.models.flow import Flow
from survey.models.point import Offering
from survey.models.procedure import Procedure

RECENT = timedelta(days=90)


class Offer(NamedTuple):
    procedure_id: int
    name_vi: str
    name_en: str | None
    search: str


def at_point(
    session: Session, *, point_id: int, day: date, field_id: int | None = None
) -> list[Offer]:
    """Procedures offered on that day, by the dossiers closed in the 90 days before it."""
    handled = (
        select(Flow.procedure_id, func.sum(Flow.closed).label("closed"))
        .where(Flow.point_id == point_id, Flow.day > day - RECENT, Flow.day <= day)
        .group_by(Flow.procedure_id)
        .subquery()
    )
    statement = (
        select(Procedure.id, Procedure.name_vi, Procedure.name_en, Procedure.search)
        .join(Offering, Offering.procedure_id == Procedure.id)
        .outerjoin(handled, handled.c.procedure_id == Procedure.id)
        .where(Offering.point_id == point_id, Offering.valid_on(day), Procedure.valid_on(day))
        .group_by(
            Procedure.id, Procedure.name_vi, Procedure.name_en, Procedure.search, handled.c.closed
        )
        .order_by(func.coalesce(handled.c.closed, 0).desc(), Procedure.name_vi)
    )
    if field_id is not None:
        statement = statement.where(Procedure.field_id == field_id)
    return [Offer(*row) for row in session.execute(statement)]


def chosen_at(
    point_id: ColumnElement[int], *, field_id: ColumnElement[int] | None
) -> ScalarSelect[int]:
    """As a column of a larger query: the procedure `chosen`, if it is offered there on `day`.

    Both are parameters; the field, where there is one, is the only one that counts.
    """
    day = bindparam("day", type_=Date)
    statement = (
        select(Procedure.id)
        .join(Offering, Offering.procedure_id == Procedure.id)
        .where(
            Offering.point_id == point_id,
            Procedure.id == bindparam("chosen", type_=Integer),
            Offering.valid_on(day),
            Procedure.valid_on(day),
        )
        .limit(1)
    )
    if field_id is not None:
        statement = statement.where(
            func.coalesce(field_id, Procedure.field_id) == Procedure.field_id
        )
    return statement.scalar_subquery()
