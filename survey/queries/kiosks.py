"""Kiosks, the devices enrolled for them, and what arrived from each."""

from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Integer, ScalarSelect, Select, bindparam, cast, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from survey.models.agency import Agency
from survey.models.kiosk import (
    Kiosk,
    KioskCode,
    KioskDay,
    KioskDevice,
    KioskPlacement,
    KioskRefusal,
    KioskSealingKey,
    KioskStretch,
)
from survey.models.point import ServicePoint
from survey.queries.territory import Territory

DAYS_SHOWN = 35


class KioskRow(NamedTuple):
    """A kiosk where it stands, with the device that serves there."""

    id: int
    name: str
    point_code: str
    point_vi: str
    point_en: str | None
    agency_vi: str
    agency_en: str | None
    created_at: datetime
    opening_hours: str | None
    enrolled_at: datetime | None
    seen_at: datetime | None
    queued: int | None
    set_aside: int | None
    release: str | None
    battery: int | None
    skew_seconds: int | None
    storage_fails: bool | None
    late: int | None
    minutes: int | None
    """In which citizens could rate, over the days asked for."""
    screen_minutes: int | None


class Refused(NamedTuple):
    """Records of a device that could not be taken, for one reason."""

    code: str
    records: int
    first_on: date
    last_on: date


_MISSING_OF_DEVICE = (
    select(
        KioskDevice.kiosk_id,
        (
            func.max(KioskStretch.last_number)
            - func.sum(KioskStretch.last_number - KioskStretch.first_number + 1)
        ).label("numbers"),
    )
    .join(KioskStretch, KioskStretch.device_id == KioskDevice.id)
    .group_by(KioskDevice.id, KioskDevice.kiosk_id)
    .subquery()
)
_MISSING = cast(func.sum(_MISSING_OF_DEVICE.c.numbers), Integer)
_MISSING_OF_AGENCY = (
    select(_MISSING)
    .join(KioskPlacement, KioskPlacement.kiosk_id == _MISSING_OF_DEVICE.c.kiosk_id)
    .join(ServicePoint, ServicePoint.id == KioskPlacement.point_id)
    .where(
        KioskPlacement.ended_on.is_(None),
        ServicePoint.agency_id == bindparam("agency_id", type_=Integer),
    )
)


def by_id(session: Session, *, kiosk_id: int) -> Kiosk | None:
    return session.get(Kiosk, kiosk_id)


def of_code(session: Session, *, digest: bytes, now: datetime) -> KioskCode | None:
    """The code, while it can be used."""
    statement = select(KioskCode).where(KioskCode.digest == digest, KioskCode.expires_at > now)
    return session.execute(statement.with_for_update()).scalar_one_or_none()


def placement(session: Session, *, placement_id: int) -> KioskPlacement | None:
    return session.get(KioskPlacement, placement_id)


def place_of(session: Session, *, kiosk_id: int) -> KioskPlacement:
    """Where it stands now: it always stands somewhere."""
    statement = select(KioskPlacement).where(
        KioskPlacement.kiosk_id == kiosk_id, KioskPlacement.ended_on.is_(None)
    )
    return session.execute(statement).scalar_one()


def device(session: Session, *, device_id: UUID) -> KioskDevice | None:
    return session.get(KioskDevice, device_id)


def devices_of(session: Session, *, kiosk_id: int) -> list[KioskDevice]:
    """The newest first; the one in service, if there is one, is the first."""
    statement = (
        select(KioskDevice)
        .where(KioskDevice.kiosk_id == kiosk_id)
        .order_by(KioskDevice.enrolled_at.desc())
    )
    return list(session.execute(statement).scalars())


def stretches_of(session: Session, *, device_id: UUID) -> list[KioskStretch]:
    """In order, held until the transaction ends where it writes."""
    statement = select(KioskStretch).where(KioskStretch.device_id == device_id)
    return list(session.execute(statement.order_by(KioskStretch.first_number)).scalars())


def missing_of(session: Session, *, agency_id: int) -> int:
    """Running numbers below the last that arrived which did not arrive, of an agency's kiosks."""
    return session.connection().execute(_MISSING_OF_AGENCY, {"agency_id": agency_id}).scalar() or 0


def missing_by_kiosk(session: Session) -> dict[int, int]:
    """The same of each kiosk that misses any."""
    kiosk_id = _MISSING_OF_DEVICE.c.kiosk_id
    statement = select(kiosk_id, _MISSING.label("missing")).group_by(kiosk_id).having(_MISSING > 0)
    return {row.kiosk_id: row.missing for row in session.execute(statement)}


def refusals_of(session: Session, *, device_id: UUID) -> list[Refused]:
    statement = (
        select(
            KioskRefusal.code,
            func.count(),
            func.min(KioskRefusal.on_day),
            func.max(KioskRefusal.on_day),
        )
        .where(KioskRefusal.device_id == device_id)
        .group_by(KioskRefusal.code)
        .order_by(KioskRefusal.code)
    )
    return [Refused(*row) for row in session.execute(statement)]


def days_of(session: Session, *, device_id: UUID) -> list[KioskDay]:
    """What it told day by day, the newest first."""
    statement = (
        select(KioskDay)
        .where(KioskDay.device_id == device_id)
        .order_by(KioskDay.day.desc())
        .limit(DAYS_SHOWN)
    )
    return list(session.execute(statement).scalars())


def at_point(session: Session, *, point_id: int, since: date) -> list[KioskRow]:
    statement = _standing(since).where(KioskPlacement.point_id == point_id)
    return _rows(session, statement)


def standing_in(session: Session, *, within: Territory | None, since: date) -> list[KioskRow]:
    """Those of a part of the tree; `within` is None where that is everything.

    The longest silent come first, then those without a tablet. Minutes are counted from `since`.
    """
    statement = (
        _standing(since)
        .order_by(None)
        .order_by(KioskDevice.seen_at.is_(None), KioskDevice.seen_at, Kiosk.id)
    )
    if within is not None:
        statement = statement.where(within.holds(ServicePoint.agency_id))
    return _rows(session, statement)


def newest_sealing_key(session: Session) -> KioskSealingKey | None:
    statement = select(KioskSealingKey).order_by(KioskSealingKey.id.desc()).limit(1)
    return session.execute(statement).scalar_one_or_none()


def sealing_key(session: Session, *, key_id: int) -> KioskSealingKey | None:
    return session.get(KioskSealingKey, key_id)


def _standing(since: date) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Kiosk.id,
            Kiosk.name,
            ServicePoint.code,
            ServicePoint.name_vi,
            ServicePoint.name_en,
            Agency.name_vi,
            Agency.name_en,
            Kiosk.created_at,
            Kiosk.opening_hours,
            KioskDevice.enrolled_at,
            KioskDevice.seen_at,
            KioskDevice.queued,
            KioskDevice.set_aside,
            KioskDevice.release,
            KioskDevice.battery,
            KioskDevice.skew_seconds,
            KioskDevice.storage_fails,
            KioskDevice.late,
            _summed(KioskDay.minutes, since=since),
            _summed(KioskDay.screen_minutes, since=since),
        )
        .join(KioskPlacement, KioskPlacement.kiosk_id == Kiosk.id)
        .join(ServicePoint, ServicePoint.id == KioskPlacement.point_id)
        .join(Agency, Agency.id == ServicePoint.agency_id)
        .outerjoin(
            KioskDevice,
            (KioskDevice.kiosk_id == Kiosk.id)
            & KioskDevice.replaced_at.is_(None)
            & KioskDevice.revoked_at.is_(None),
        )
        .where(KioskPlacement.ended_on.is_(None))
        .order_by(Agency.search, ServicePoint.search, Kiosk.name, Kiosk.id)
    )


def _summed(column: InstrumentedAttribute[Any], *, since: date) -> ScalarSelect[int]:
    """Of all tablets that served at the kiosk."""
    tablet = aliased(KioskDevice)
    return (
        select(func.sum(column))
        .join(tablet, tablet.id == KioskDay.device_id)
        .where(tablet.kiosk_id == Kiosk.id, KioskDay.day >= since)
        .correlate(Kiosk)
        .scalar_subquery()
    )


def _rows(session: Session, statement: Select[*tuple[Any, ...]]) -> list[KioskRow]:
    return [KioskRow(*row) for row in session.execute(statement)]
