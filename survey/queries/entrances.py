"""The ways in to the citizen's page: what a slip or a poster leads to."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import Date, Integer, LargeBinary, String, bindparam, select
from sqlalchemy.orm import Session

from survey.models.agency import Agency
from survey.models.point import ServicePoint
from survey.models.procedure import Procedure
from survey.models.rating import Channel, PendingRating
from survey.models.slip import Slip, SlipPool
from survey.queries.questionnaires import asked_by


class Entrance(NamedTuple):
    """Where a rating will belong, and the dates that decide whether it is still open."""

    channel: Channel
    slip_digest: bytes | None
    agency_id: int
    agency_vi: str
    agency_en: str | None
    point_id: int
    point_vi: str
    point_en: str | None
    point_from: date | None
    point_to: date | None
    version_id: int | None
    """What is asked here on the day of the visit; empty when nothing is."""
    procedure_id: int | None = None
    procedure_vi: str | None = None
    procedure_en: str | None = None
    field_id: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    used_on: date | None = None
    rated_on: date | None = None
    """Day of the rating that waits to be sealed; empty when there is none."""


_PLACE = (
    Agency.id,
    Agency.name_vi,
    Agency.name_en,
    ServicePoint.id,
    ServicePoint.name_vi,
    ServicePoint.name_en,
    ServicePoint.valid_from,
    ServicePoint.valid_to,
    asked_by(Agency.__table__.c.id),
)

_BY_SLIP = (
    select(
        *_PLACE,
        Procedure.id,
        Procedure.name_vi,
        Procedure.name_en,
        SlipPool.field_id,
        SlipPool.valid_from,
        SlipPool.valid_to,
        Slip.used_on,
        PendingRating.day,
    )
    .select_from(Slip)
    .join(SlipPool, SlipPool.id == Slip.pool_id)
    .join(ServicePoint, ServicePoint.id == SlipPool.point_id)
    .join(Agency, Agency.id == ServicePoint.agency_id)
    .outerjoin(Procedure, Procedure.id == SlipPool.procedure_id)
    .outerjoin(PendingRating, PendingRating.slip_digest == Slip.digest)
    .where(Slip.digest == bindparam("digest", type_=LargeBinary))
)
_BY_POSTER = (
    select(*_PLACE)
    .join(Agency, Agency.id == ServicePoint.agency_id)
    .where(ServicePoint.poster_code == bindparam("code", type_=String))
)
_THE_POINT = select(bindparam("point_id", type_=Integer).label("id"))
_ONWARDS = _THE_POINT.cte("onwards", recursive=True)
_ONWARDS = _ONWARDS.union_all(
    select(ServicePoint.id).join(_ONWARDS, _ONWARDS.c.id == ServicePoint.continues_id)
)
_BACKWARDS = _THE_POINT.cte("backwards", recursive=True)
_BACKWARDS = _BACKWARDS.union_all(
    select(ServicePoint.continues_id)
    .join(_BACKWARDS, _BACKWARDS.c.id == ServicePoint.id)
    .where(ServicePoint.continues_id.is_not(None))
)
_HEIR = (
    select(*_PLACE)
    .join(_ONWARDS, _ONWARDS.c.id == ServicePoint.id)
    .join(Agency, Agency.id == ServicePoint.agency_id)
    .where(ServicePoint.valid_on(bindparam("day", type_=Date)))
    .order_by(ServicePoint.id.desc())
    .limit(1)
)


def by_slip(session: Session, *, digest: bytes, day: date) -> Entrance | None:
    """The slip of a counter that goes on under an heir leads there, as its poster does."""
    row = session.execute(_BY_SLIP, {"digest": digest, "day": day}).first()
    if row is None:
        return None
    entrance = Entrance(Channel.SLIP, digest, *row)
    if entrance.point_to is None or day <= entrance.point_to:
        return entrance
    heir = session.execute(_HEIR, {"point_id": entrance.point_id, "day": day}).first()
    return Entrance._make((Channel.SLIP, digest, *heir, *row[len(heir) :])) if heir else entrance


def by_poster(session: Session, *, code: str, day: date) -> Entrance | None:
    row = session.execute(_BY_POSTER, {"code": code, "day": day}).first()
    return Entrance(Channel.POSTER, None, *row) if row else None


def agencies_of(session: Session, *, point_id: int) -> list[int]:
    """The agency of a counter, and those that had it before."""
    statement = select(ServicePoint.agency_id).join(_BACKWARDS, _BACKWARDS.c.id == ServicePoint.id)
    return list(session.execute(statement, {"point_id": point_id}).scalars())
