"""What a device tells of itself, so that a silent or full one is seen."""

from datetime import date, datetime, timedelta
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy.orm import Session

from kiosk.refusals import Refused
from survey.clock import local_day
from survey.models.kiosk import KioskDay, KioskDevice

MINUTES_KEPT = timedelta(days=35)
Count = Annotated[int, Field(ge=0, le=10_000_000)]
Minutes = Annotated[dict[date, Annotated[int, Field(ge=0, le=1440)]], Field(max_length=40)]
TEN_YEARS = 315_576_000  # seconds


class Heartbeat(BaseModel):
    """Entries that a later device adds are passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    queued: Count
    set_aside: Count
    release: Annotated[str, Field(max_length=40)]
    battery: Annotated[int, Field(ge=0, le=100)] | None = None
    skew_seconds: Annotated[int, Field(ge=-TEN_YEARS, le=TEN_YEARS)] | None = None
    storage_fails: bool | None = None
    minutes: Minutes = {}
    screen_minutes: Minutes = {}


def read(body: dict[str, Any]) -> Heartbeat:
    """Raises Refused for what is not a heartbeat."""
    try:
        return Heartbeat.model_validate(body)
    except ValidationError:
        raise Refused from None


def note(session: Session, *, device: KioskDevice, told: Heartbeat, now: datetime) -> None:
    device.told_at = now
    device.queued, device.set_aside = told.queued, told.set_aside
    device.release, device.battery = told.release, told.battery
    device.skew_seconds, device.storage_fails = told.skew_seconds, told.storage_fails
    today = local_day(now)
    _keep_extremes(_day(session, device=device, day=today), told)
    for day in told.minutes.keys() | told.screen_minutes.keys():
        if today - MINUTES_KEPT <= day <= today:
            _keep_minutes(_day(session, device=device, day=day), told)


def _day(session: Session, *, device: KioskDevice, day: date) -> KioskDay:
    row = session.get(KioskDay, (device.id, day))
    if row is None:
        row = KioskDay(device_id=device.id, day=day, minutes=0, heartbeats=0)
        session.add(row)
    return row


def _keep_minutes(row: KioskDay, told: Heartbeat) -> None:
    """The most that was told: a tablet whose memory was cleared begins its day anew."""
    row.minutes = max(row.minutes, told.minutes.get(row.day, 0))
    if row.day in told.screen_minutes:
        row.screen_minutes = max(row.screen_minutes or 0, told.screen_minutes[row.day])


def _keep_extremes(row: KioskDay, told: Heartbeat) -> None:
    row.heartbeats += 1
    row.most_queued = max(row.most_queued or 0, told.queued)
    if told.battery is not None:
        known = told.battery if row.lowest_battery is None else row.lowest_battery
        row.lowest_battery = min(told.battery, known)
    if told.skew_seconds is not None:
        row.widest_skew = max(told.skew_seconds, row.widest_skew or 0, key=abs)
