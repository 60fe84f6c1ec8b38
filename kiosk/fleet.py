"""How kiosks fare: who is silent, and for how much of the opening hours citizens could rate."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol

from kiosk import arrivals, hours, stretches
from kiosk.hours import Week
from kiosk.stretches import Stretch
from survey import db
from survey.clock import local_day, start_of_day
from survey.models.kiosk import Kiosk, KioskDay, KioskDevice
from survey.queries import kiosks
from survey.queries.kiosks import KioskRow, Refused

LAST_DAYS = timedelta(days=6)  # with today, a week


class Heard(Protocol):
    """What was heard of a tablet; nothing where there is none."""

    @property
    def seen_at(self) -> datetime | None: ...


class Silence(NamedTuple):
    """Since when nothing was heard, and how many minutes of opening hours that is."""

    since: datetime
    minutes: int


class Standing(NamedTuple):
    """A kiosk of the fleet; minutes are those of the last seven days."""

    row: KioskRow
    silence: Silence | None
    open_minutes: int
    missing: int
    """Running numbers that should have arrived and did not."""

    @property
    def share(self) -> float | None:
        """Of the opening hours, in how much citizens could rate; None before there were any."""
        if self.row.enrolled_at is None or not self.open_minutes:
            return None
        return min(1.0, (self.row.minutes or 0) / self.open_minutes)


class DeviceState(NamedTuple):
    """An enrolment with what arrived from it, what is missing and what was refused."""

    device: KioskDevice
    silence: Silence | None
    arrived: int
    missing: list[Stretch]
    refused: list[Refused]
    days: list[KioskDay]


def standings(rows: Iterable[KioskRow], *, now: datetime, patience: int) -> list[Standing]:
    """`patience`: for how many minutes of opening hours a kiosk may say nothing."""
    missing = kiosks.missing_by_kiosk(db.session())
    return [
        _standing(row, now=now, patience=patience, missing=missing.get(row.id, 0)) for row in rows
    ]


def states(kiosk: Kiosk, *, now: datetime, patience: int) -> list[DeviceState]:
    """Of every tablet that served as this kiosk, the newest first."""
    week = hours.of_text(kiosk.opening_hours)
    return [
        _state(device, silence=silence(device, week=week, now=now, patience=patience))
        for device in kiosks.devices_of(db.session(), kiosk_id=kiosk.id)
    ]


def silence(heard: Heard, *, week: Week, now: datetime, patience: int) -> Silence | None:
    """None while it may still be quiet: at night and on days off nothing is expected."""
    if heard.seen_at is None:
        return None
    minutes = hours.open_minutes(week, since=heard.seen_at, until=now)
    return Silence(heard.seen_at, minutes) if minutes > patience else None


def _standing(row: KioskRow, *, now: datetime, patience: int, missing: int) -> Standing:
    week = hours.of_text(row.opening_hours)
    begins = start_of_day(local_day(now) - LAST_DAYS)
    since = max(begins, row.created_at)
    return Standing(
        row,
        silence(row, week=week, now=now, patience=patience),
        hours.open_minutes(week, since=since, until=now),
        missing,
    )


def _state(device: KioskDevice, *, silence: Silence | None) -> DeviceState:
    session = db.session()
    arrived = arrivals.stretches(session, device_id=device.id)
    return DeviceState(
        device=device,
        silence=silence,
        arrived=stretches.length(arrived),
        missing=stretches.gaps(arrived),
        refused=kiosks.refusals_of(session, device_id=device.id),
        days=kiosks.days_of(session, device_id=device.id),
    )
