"""What a service point handles, what it handles most first."""

from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import Date, Integer, bindparam, func, or_, select
from sqlalchemy.orm import Session

from survey.models.flow import Flow
from survey.models.point import Offering
from survey.models.procedure import Procedure

RECENT = timedelta(days=90)


_DAY = bindparam("day", type_=Date)
_FIELD_ID = bindparam("field_id", type_=Integer)
# Built once: it is asked each time a rating arrives.
_IS_OFFERED = (
    select(Offering.id)
    .join(Procedure, Procedure.id == Offering.procedure_id)
    .where(
        Offering.point_id == bindparam("point_id", type_=Integer),
        Procedure.id == bindparam("procedure_id", type_=Integer),
        Offering.valid_on(_DAY),
        Procedure.valid_on(_DAY),
        or_(_FIELD_ID.is_(None), Procedure.field_id == _FIELD_ID),
    )
    .limit(1)
)


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


def is_offered(
    session: Session, *, point_id: int, procedure_id: int, day: date, field_id: int | None = None
) -> bool:
    asked = {
        "point_id": point_id,
        "procedure_id": procedure_id,
        "day": day,
        "field_id": field_id,
    }
    return session.execute(_IS_OFFERED, asked).first() is not None
