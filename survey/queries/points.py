"""Service points, of an agency or found by words."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.models.agency import Agency
from survey.models.point import PointKind, ServicePoint
from survey.queries.paging import Stretch, Window, stretch
from survey.queries.searching import holds_words
from survey.queries.territory import Territory

ORDERS = {
    "name": (ServicePoint.search, ServicePoint.id),
    "-name": (ServicePoint.search.desc(), ServicePoint.id.desc()),
    "code": (ServicePoint.code,),
    "-code": (ServicePoint.code.desc(),),
    "agency": (Agency.search, ServicePoint.search, ServicePoint.id),
    "-agency": (Agency.search.desc(), ServicePoint.search, ServicePoint.id),
}


class PointFilter(NamedTuple):
    """What is looked for; words may stand in the name of the point or of its agency."""

    day: date
    within: Territory | None = None
    agency_id: int | None = None
    words: str = ""
    kind: PointKind | None = None
    any_time: bool = False


class PointRow(NamedTuple):
    id: int
    code: str
    kind: PointKind
    name_vi: str
    name_en: str | None
    valid_from: date | None
    valid_to: date | None
    agency_id: int
    agency_vi: str
    agency_en: str | None


def found(
    session: Session, *, where: PointFilter, order: str = "agency", window: Window
) -> Stretch[PointRow]:
    """Raises KeyError for an order that is not in ORDERS."""
    statement = (
        select(
            ServicePoint.id,
            ServicePoint.code,
            ServicePoint.kind,
            ServicePoint.name_vi,
            ServicePoint.name_en,
            ServicePoint.valid_from,
            ServicePoint.valid_to,
            Agency.id,
            Agency.name_vi,
            Agency.name_en,
        )
        .join(Agency, Agency.id == ServicePoint.agency_id)
        # Names of points repeat ("Quầy số 1"), so people add the place they mean.
        .where(holds_words(ServicePoint.search, Agency.search, words=where.words))
        .order_by(*ORDERS[order])
    )
    if not where.any_time:
        statement = statement.where(ServicePoint.valid_on(where.day))
    if where.within is not None:
        statement = statement.where(where.within.holds(ServicePoint.agency_id))
    if where.agency_id is not None:
        statement = statement.where(ServicePoint.agency_id == where.agency_id)
    if where.kind is not None:
        statement = statement.where(ServicePoint.kind == where.kind)
    return stretch(session, statement=statement, window=window, make=PointRow)


def by_id(session: Session, *, point_id: int) -> ServicePoint | None:
    return session.get(ServicePoint, point_id)


def agency_of(session: Session, *, point_id: int) -> int | None:
    statement = select(ServicePoint.agency_id).where(ServicePoint.id == point_id)
    return session.execute(statement).scalar()


def by_id_locked(session: Session, *, point_id: int) -> ServicePoint | None:
    """Held until the transaction ends, so that two changes of its counts follow each other."""
    return session.get(ServicePoint, point_id, with_for_update=True)


def by_code(session: Session, *, code: str) -> ServicePoint | None:
    statement = select(ServicePoint).where(ServicePoint.code == code)
    return session.execute(statement).scalar_one_or_none()


def of_agencies(session: Session, *, agency_ids: list[int], day: date) -> list[ServicePoint]:
    """Those that hold on the day or begin later."""
    return list(
        session.execute(
            select(ServicePoint)
            .where(ServicePoint.agency_id.in_(agency_ids))
            .where((ServicePoint.valid_to >= day) | ServicePoint.valid_to.is_(None))
            .order_by(ServicePoint.search, ServicePoint.id)
        ).scalars()
    )
