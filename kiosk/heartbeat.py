"""What a device tells of itself, so that a silent or full one is seen."""

from datetime import date, datetime, timedelta
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy.orm import Session

from kiosk.refusals import Refused
from survey.clock import local_day
from survey.models.kiosk import KioskDay, KioskDevice

SILENT_AFTER = timedelta(hours=1)
"""A device speaks every few minutes; then something is wrong with it or with its network."""
MINUTES_KEPT = timedelta(days=35)
Count = Annotated[int, Field(ge=0, le=10_000_000)]
TEN_YEARS = 315_576_000  # seconds


class Heartbeat(BaseModel):
    """Entries that a later device adds are passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    queued: Count
    set_aside: Count
    release: Annotated[str, Field(max_length=40)]
    battery: Annotated[int, Field(ge=0, le=100)] | None = None
    skew_seconds: Annotated[int, Field(ge=-TEN_YEARS, le=TEN_YEARS)] | None = None
    minutes: Annotated[dict[date, Annotated[int, Field(ge=0, le=1440)]], Field(max_length=40)] = {}


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
    device.skew_seconds = told.skew_seconds
    today = local_day(now)
    for day, minutes in told.minutes.items():
        if today - MINUTES_KEPT <= day <= today:
            _keep(session, device=device, day=day, minutes=minutes)


def _keep(session: Session, *, device: KioskDevice, day: date, minutes: int) -> None:
    """The most that was told: a tablet whose memory was cleared begins its day anew."""
    row = session.get(KioskDay, (device.id, day))
    if row is None:
        session.add(KioskDay(device_id=device.id, day=day, minutes=minutes))
    else:
        row.minutes = max(row.minutes, minutes)
