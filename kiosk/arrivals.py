"""Which running numbers arrived from a device, so that one that never comes is seen."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from kiosk.stretches import Stretch, merged
from survey.models.kiosk import KioskDevice, KioskRefusal, KioskStretch
from survey.queries import kiosks


class Arrival(NamedTuple):
    """A record that arrived, and why it was refused if it was."""

    number: int
    refused: str | None
    is_late: bool


def note(session: Session, *, device_id: UUID, arrived: Sequence[Arrival], today: date) -> None:
    """Nothing is counted twice, however often a batch comes."""
    device = session.get_one(KioskDevice, device_id, with_for_update=True)
    known = stretches(session, device_id=device_id)
    news = [one for one in arrived if not any(a <= one.number <= z for a, z in known)]
    device.late += sum(one.is_late for one in news)
    session.add_all(
        KioskRefusal(device_id=device_id, number=one.number, code=one.refused, on_day=today)
        for one in {one.number: one for one in news}.values()
        if one.refused is not None
    )
    numbers = merged([*known, *(Stretch(one.number, one.number) for one in news)])
    if numbers != known:
        _keep(session, device_id=device_id, numbers=numbers)


def stretches(session: Session, *, device_id: UUID) -> list[Stretch]:
    rows = kiosks.stretches_of(session, device_id=device_id)
    return [Stretch(row.first_number, row.last_number) for row in rows]


def _keep(session: Session, *, device_id: UUID, numbers: list[Stretch]) -> None:
    session.execute(delete(KioskStretch).where(KioskStretch.device_id == device_id))
    session.execute(
        insert(KioskStretch),
        [
            {"device_id": device_id, "first_number": first, "last_number": last}
            for first, last in numbers
        ],
    )
