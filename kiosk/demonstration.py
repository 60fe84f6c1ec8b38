"""Kiosks of the demonstration: one well, one silent, one that misses ratings, one to be tried."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import NamedTuple
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from sqlalchemy.orm import Session

from kiosk import codes, hours, register
from kiosk.register import KioskDetails
from survey.audit import Actor
from survey.clock import OFFICE_ZONE, local_day
from survey.demonstration import featured
from survey.models.kiosk import Kiosk, KioskDay, KioskDevice, KioskStretch
from survey.models.point import ServicePoint
from survey.queries import kiosks
from survey.settings import current_settings

PIN = "2468"
DAYS = 35
RELEASE = "0demo"


class Part(NamedTuple):
    """What a kiosk of the story is like."""

    name: str
    stretches: tuple[tuple[int, int], ...]
    silent_days: int = 0
    queued: int = 0
    battery: int | None = 86


STORY = (
    Part("Máy ở cửa ra vào", ((1, 412),)),
    Part("Máy ở quầy kết quả", ((1, 238),), silent_days=3, queued=17, battery=9),
    Part("Máy ở tầng 2", ((1, 120), (129, 305)), battery=None),
)
TO_TRY = "Máy để dùng thử"


def ensure(session: Session, *, now: datetime) -> Mapping[str, str]:
    """What is missing is made; each start brings the story up to now and a fresh code."""
    point = featured.point(session)
    standing = kiosks.at_point(session, point_id=point.id, since=local_day(now))
    known = {row.name: row.id for row in standing}
    for part in STORY:
        if part.name not in known:
            _enrol(session, _kiosk(session, part.name, point=point, now=now), part=part, now=now)
        else:
            _refresh(session, kiosk_id=known[part.name], part=part, now=now)
    if TO_TRY not in known:
        known[TO_TRY] = _kiosk(session, TO_TRY, point=point, now=now).id
    tried = session.get_one(Kiosk, known[TO_TRY])
    code = register.new_code(session, kiosk=tried, agency_id=point.agency_id, by=Actor(None, now))
    base = current_settings().base_url
    return {
        "kiosk_url": f"{base}/kiosk/#code={code}",
        "kiosk_code": codes.grouped(code),
        "kiosk_page": f"{base}/kiosks/{tried.id}",
        "kiosk_pin": PIN,
    }


def _kiosk(session: Session, name: str, *, point: ServicePoint, now: datetime) -> Kiosk:
    details = KioskDetails(name=name, pin=PIN)
    kiosk = register.create(session, point=point, details=details, by=Actor(None, now))
    kiosk.created_at = now - timedelta(days=DAYS)
    kiosks.place_of(session, kiosk_id=kiosk.id).began_on = local_day(kiosk.created_at)
    return kiosk


def _enrol(session: Session, kiosk: Kiosk, *, part: Part, now: datetime) -> None:
    device = KioskDevice(
        id=uuid4(),
        kiosk_id=kiosk.id,
        public_key=_a_key(),
        enrolled_at=kiosk.created_at,
        seen_at=kiosk.created_at,
    )
    session.add(device)
    session.flush()
    session.add_all(
        KioskStretch(device_id=device.id, first_number=first, last_number=last)
        for first, last in part.stretches
    )
    _refresh(session, kiosk_id=kiosk.id, part=part, now=now)


def _refresh(session: Session, *, kiosk_id: int, part: Part, now: datetime) -> None:
    """As if its tablet had just been heard of, or for the last time some days ago."""
    heard = now - timedelta(days=part.silent_days)
    (device, *_earlier) = kiosks.devices_of(session, kiosk_id=kiosk_id)
    device.seen_at = device.told_at = heard
    device.queued, device.set_aside, device.storage_fails = part.queued, 0, False
    device.release, device.battery, device.skew_seconds = RELEASE, part.battery, 3
    for number in range(DAYS):
        _tell(session, device=device, part=part, at=heard - timedelta(days=number))
    session.flush()


def _tell(session: Session, *, device: KioskDevice, part: Part, at: datetime) -> None:
    day = local_day(at)
    opened = datetime.combine(day, time(), OFFICE_ZONE)
    minutes = hours.open_minutes(hours.USUAL, since=opened, until=at)
    if not minutes or session.get(KioskDay, (device.id, day)) is not None:
        return
    able = minutes * (97 - day.day % 5) // 100  # a few minutes of each day are lost
    session.add(
        KioskDay(
            device_id=device.id,
            day=day,
            minutes=able,
            screen_minutes=minutes,
            heartbeats=minutes // 5,
            most_queued=part.queued,
            lowest_battery=part.battery,
            widest_skew=3,
        )
    )


def _a_key() -> bytes:
    """Of a tablet that does not exist: nobody has the other half."""
    public = generate_private_key(SECP256R1()).public_key()
    return public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
