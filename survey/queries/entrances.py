"""The ways in to the citizen's page: what a slip or a poster leads to."""

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Date, Integer, LargeBinary, String, bindparam, select
from sqlalchemy.orm import Session

from survey.models.agency import Agency
from survey.models.point import ServicePoint
from survey.models.procedure import Procedure
from survey.models.rating import Channel, PendingRating
from survey.models.slip import Slip, SlipPool
from survey.queries.offers import chosen_at
from survey.queries.questionnaires import asked_by


class Entrance(NamedTuple):
    """Where a rating will belong, and the dates that decide whether it is still open."""

    channel: Channel
    slip_digest: bytes | None
    agency_id: int
    point_id: int
    poster_code: str
    point_from: date | None
    point_to: date | None
    version_id: int | None
    """What is asked here on the day of the visit; empty when nothing is."""
    chosen_id: int | None
    """The procedure chosen on the page; empty when none was, or the point does not handle it."""
    procedure_id: int | None = None
    field_id: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    used_on: date | None = None
    rated_on: date | None = None
    """Day of the rating that waits to be sealed; empty when there is none."""


class Sign(NamedTuple):
    """What stands at the head of the page."""

    point_vi: str
    point_en: str | None
    agency_vi: str
    agency_en: str | None
    procedure_vi: str | None = None
    procedure_en: str | None = None


def _place(field_id: ColumnElement[int] | None = None) -> tuple[ColumnElement[Any], ...]:
    """The columns of every entrance; not the names, which only a page that is made anew shows."""
    point = ServicePoint.__table__.c
    return (
        point.agency_id,
        point.id,
        point.poster_code,
        point.valid_from,
        point.valid_to,
        asked_by(point.agency_id),
        chosen_at(point.id, field_id=field_id),
    )


_BY_SLIP = (
    select(
        *_place(SlipPool.__table__.c.field_id),
        SlipPool.procedure_id,
        SlipPool.field_id,
        SlipPool.valid_from,
        SlipPool.valid_to,
        Slip.used_on,
        PendingRating.day,
    )
    .select_from(Slip)
    .join(SlipPool, SlipPool.id == Slip.pool_id)
    .join(ServicePoint, ServicePoint.id == SlipPool.point_id)
    .outerjoin(PendingRating, PendingRating.slip_digest == Slip.digest)
    .where(Slip.digest == bindparam("digest", type_=LargeBinary))
)
_BY_POSTER = select(*_place()).where(ServicePoint.poster_code == bindparam("code", type_=String))
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
    select(*_place(bindparam("field_id", type_=Integer)))
    .join(_ONWARDS, _ONWARDS.c.id == ServicePoint.id)
    .where(ServicePoint.valid_on(bindparam("day", type_=Date)))
    .order_by(ServicePoint.id.desc())
    .limit(1)
)


# Every request of a citizen asks one of these. They go past the session, to its connection: what
# it would do beyond that, for mapped objects, takes as long as the query itself.
def by_slip(session: Session, *, digest: bytes, day: date, chosen: int | None) -> Entrance | None:
    """The slip of a counter that goes on under an heir leads there, as its poster does."""
    asked = {"digest": digest, "day": day, "chosen": chosen}
    row = session.connection().execute(_BY_SLIP, asked).first()
    if row is None:
        return None
    entrance = Entrance(Channel.SLIP, digest, *row)
    if entrance.point_to is None or day <= entrance.point_to:
        return entrance
    there = {"point_id": entrance.point_id, "field_id": entrance.field_id}
    heir = session.execute(_HEIR, asked | there).first()
    return Entrance._make((Channel.SLIP, digest, *heir, *row[len(heir) :])) if heir else entrance


def by_poster(session: Session, *, code: str, day: date, chosen: int | None) -> Entrance | None:
    row = (
        session.connection()
        .execute(_BY_POSTER, {"code": code, "day": day, "chosen": chosen})
        .first()
    )
    return Entrance(Channel.POSTER, None, *row) if row else None


def by_kiosk(session: Session, *, point_id: int, day: date, chosen: int | None) -> Entrance | None:
    """The counter a kiosk stands at on that day, or the one it goes on as under an heir."""
    asked = {"point_id": point_id, "field_id": None, "day": day, "chosen": chosen}
    row = session.connection().execute(_HEIR, asked).first()
    return Entrance(Channel.KIOSK, None, *row) if row else None


def agencies_of(session: Session, *, point_id: int) -> list[int]:
    """The agency of a counter, and those that had it before."""
    statement = select(ServicePoint.agency_id).join(_BACKWARDS, _BACKWARDS.c.id == ServicePoint.id)
    return list(session.execute(statement, {"point_id": point_id}).scalars())


def sign(session: Session, *, point_id: int, procedure_id: int | None) -> Sign:
    statement = (
        select(
            ServicePoint.name_vi,
            ServicePoint.name_en,
            Agency.name_vi,
            Agency.name_en,
            Procedure.name_vi,
            Procedure.name_en,
        )
        .join(Agency, Agency.id == ServicePoint.agency_id)
        .outerjoin(Procedure, Procedure.id == procedure_id)
        .where(ServicePoint.id == point_id)
    )
    return Sign(*session.execute(statement).one())
