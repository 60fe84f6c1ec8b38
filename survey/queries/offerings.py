"""What is offered where: the upkeep's view, with dates."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from survey.models.agency import Agency
from survey.models.point import Offering, ServicePoint
from survey.models.procedure import Field, Procedure
from survey.queries.paging import Stretch, Window, stretch
from survey.queries.searching import holds_words


class OfferedProcedure(NamedTuple):
    """A procedure at a point, from when to when."""

    id: int
    """Of the offering."""
    procedure_id: int
    national_code: str | None
    name_vi: str
    name_en: str | None
    field_vi: str
    field_en: str | None
    valid_from: date | None
    valid_to: date | None


class OfferingPoint(NamedTuple):
    """A point that offers a procedure, from when to when."""

    point_id: int
    code: str
    name_vi: str
    name_en: str | None
    agency_id: int
    agency_vi: str
    agency_en: str | None
    valid_from: date | None
    valid_to: date | None


def at_point(
    session: Session,
    *,
    point_id: int,
    day: date,
    words: str = "",
    any_time: bool = False,
    window: Window,
) -> Stretch[OfferedProcedure]:
    """Offerings that hold on the day, or all there ever were."""
    statement = (
        select(
            Offering.id,
            Procedure.id,
            Procedure.national_code,
            Procedure.name_vi,
            Procedure.name_en,
            Field.name_vi,
            Field.name_en,
            Offering.valid_from,
            Offering.valid_to,
        )
        .join(Procedure, Procedure.id == Offering.procedure_id)
        .join(Field, Field.id == Procedure.field_id)
        .where(Offering.point_id == point_id, holds_words(Procedure.search, words=words))
        .order_by(Procedure.search, Offering.id)
    )
    if not any_time:
        statement = statement.where(Offering.valid_on(day))
    return stretch(session, statement=statement, window=window, make=OfferedProcedure)


def counts(session: Session, *, point_ids: Collection[int], day: date) -> dict[int, int]:
    """How many procedures each of these points offers; one that offers none is not named."""
    statement = (
        select(Offering.point_id, func.count())
        .join(Procedure, Procedure.id == Offering.procedure_id)
        .where(Offering.point_id.in_(point_ids))
        .where(Offering.valid_on(day), Procedure.valid_on(day))
        .group_by(Offering.point_id)
    )
    return dict(session.execute(statement).all())


def of_procedure(
    session: Session, *, procedure_id: int, day: date, window: Window
) -> Stretch[OfferingPoint]:
    """Where a procedure is offered on the day."""
    offered = and_(Offering.procedure_id == procedure_id, Offering.valid_on(day))
    statement = (
        select(
            ServicePoint.id,
            ServicePoint.code,
            ServicePoint.name_vi,
            ServicePoint.name_en,
            Agency.id,
            Agency.name_vi,
            Agency.name_en,
            Offering.valid_from,
            Offering.valid_to,
        )
        .join(ServicePoint, ServicePoint.id == Offering.point_id)
        .join(Agency, Agency.id == ServicePoint.agency_id)
        .where(offered, ServicePoint.valid_on(day))
        .order_by(Agency.search, ServicePoint.search, Offering.id)
    )
    # Those of communes are offered everywhere. PostgreSQL, which expects few points, would look
    # up one after another to count them; those that are closed it reads once.
    closed = select(ServicePoint.id).where(~ServicePoint.valid_on(day))
    matching = select(Offering.id).where(offered, Offering.point_id.not_in(closed))
    return stretch(
        session, statement=statement, matching=matching, window=window, make=OfferingPoint
    )


def open_on(
    session: Session,
    *,
    day: date,
    point_ids: Sequence[int] | None = None,
    procedure_ids: Sequence[int] | None = None,
) -> list[Offering]:
    """Offerings of these points or procedures that hold on the day or begin later."""
    statement = select(Offering).where(or_(Offering.valid_to.is_(None), Offering.valid_to >= day))
    if point_ids is not None:
        statement = statement.where(Offering.point_id.in_(point_ids))
    if procedure_ids is not None:
        statement = statement.where(Offering.procedure_id.in_(procedure_ids))
    return list(session.execute(statement.order_by(Offering.id)).scalars())


def by_ids(session: Session, *, point_id: int, offering_ids: Sequence[int]) -> list[Offering]:
    """Those of the numbered offerings that belong to the point."""
    statement = select(Offering).where(Offering.point_id == point_id, Offering.id.in_(offering_ids))
    return list(session.execute(statement).scalars())
