"""Taking what a device kept: each rating once, and a receipt that says what may be deleted.

One record that cannot be taken is named with its reason and does not hold up the others.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from kiosk import arrivals, envelope, records, slips
from kiosk.arrivals import Arrival
from kiosk.envelope import Unreadable
from kiosk.records import Record, Taken
from kiosk.refusals import RecordRefused
from kiosk.signing import decoded
from survey import db
from survey.citizen import questions, rating
from survey.citizen.submission import Submission, receive
from survey.clock import local_day, start_of_day
from survey.closing import earliest_open
from survey.errors import SlipClosed, SubmissionConflict
from survey.models.kiosk import KioskDevice, KioskPlacement
from survey.queries import entrances, kiosks
from survey.queries.entrances import Entrance

LONGEST_OFFLINE = timedelta(days=35)
"""Questions that a device may still ask which has not heard from the server."""


@dataclass
class Receipt:
    """Keys that are recorded, and those that a person must look at with the reason."""

    recorded: list[str] = field(default_factory=list)
    refused: list[dict[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Dated:
    """The day a rating was given, the day it is counted for, and whether that is in doubt."""

    given: date
    counted: date
    is_late: bool


def accept(found: Iterable[Any], *, sender: KioskDevice, now: datetime) -> Receipt:
    """Record what can be recorded; all of it is durable when the receipt is returned."""
    receipt = Receipt()
    arrived: dict[UUID, list[Arrival]] = defaultdict(list)
    sent = [records.read(one) for one in found]
    # By their random keys: where rows lie in the inbox tells nothing about who came first.
    for record in sorted(filter(None, sent), key=lambda record: record.key):
        arrival = _take(record, sender=sender, receipt=receipt, now=now)
        if arrival is not None:
            arrived[record.device].append(arrival)
    with db.transaction() as session:
        for device_id, its in arrived.items():
            arrivals.note(session, device_id=device_id, arrived=its, today=local_day(now))
    return receipt


def _take(
    record: Record, *, sender: KioskDevice, receipt: Receipt, now: datetime
) -> Arrival | None:
    try:
        is_late = _record(record, sender=sender, now=now)
    except RecordRefused as refusal:
        receipt.refused.append({"key": str(record.key), "code": refusal.code})
        is_known = refusal.code != "device_unknown"
        return Arrival(record.number, refusal.code, is_late=False) if is_known else None
    receipt.recorded.append(str(record.key))
    return Arrival(record.number, None, is_late=is_late)


def _record(record: Record, *, sender: KioskDevice, now: datetime) -> bool:
    """Whether the day of the rating is in doubt; raises RecordRefused."""
    session = db.session()
    device = _taken_by(record, sender=sender)
    taken = _unsealed(session, record=record)
    place = kiosks.placement(session, placement_id=taken.placement)
    if place is None or place.kiosk_id != device.kiosk_id:
        raise RecordRefused("place_unknown")
    dated = _dated(taken, place=place, today=local_day(now))
    submission = _submission(session, record=record, taken=taken, place=place, dated=dated)
    try:
        receive(submission, now=now)
    except SubmissionConflict:
        raise RecordRefused("conflict") from None
    except SlipClosed:
        raise RecordRefused("slip_closed") from None
    return dated.is_late


def _taken_by(record: Record, *, sender: KioskDevice) -> KioskDevice:
    """A tablet that was enrolled anew still holds what it took under its earlier enrolment."""
    if record.device == sender.id:
        return sender
    device = kiosks.device(db.session(), device_id=record.device)
    if device is None or device.kiosk_id != sender.kiosk_id:
        raise RecordRefused("device_unknown")
    return device


def _unsealed(session: Session, *, record: Record) -> Taken:
    key = kiosks.sealing_key(session, key_id=record.sealed_for)
    if key is None:
        raise RecordRefused("unreadable")
    beside = envelope.bound_to(
        device_id=record.device, number=record.number, key=record.key, sealed_for=key.id
    )
    try:
        content = envelope.unsealed(decoded(record.sealed), key=key, bound_to=beside)
    except (Unreadable, ValueError):
        raise RecordRefused("unreadable") from None
    return records.opened(content)


def _dated(taken: Taken, *, place: KioskPlacement, today: date) -> Dated:
    """No day before the kiosk stood there, none to come, none that has closed."""
    given = min(max(taken.day, place.began_on), place.ended_on or today, today)
    counted = max(given, earliest_open(today))
    return Dated(given, counted, taken.late or given != taken.day or counted != given)


def _submission(
    session: Session, *, record: Record, taken: Taken, place: KioskPlacement, dated: Dated
) -> Submission:
    entrance = _entrance(session, record=record, taken=taken, place=place, given=dated.given)
    asked = questions.of_page(
        session,
        version_id=taken.version,
        entrance=entrance,
        now=start_of_day(dated.given),
        open_for=LONGEST_OFFLINE,
    )
    if asked is None:
        raise RecordRefused("questionnaire_unknown")
    checked = rating.check(
        taken.answers,
        key=record.key,
        place=entrance,
        asked=asked,
        language=taken.language,
        day=dated.counted,
    )
    if checked.submission is None:
        raise RecordRefused("answers_wrong")
    return checked.submission


def _entrance(
    session: Session, *, record: Record, taken: Taken, place: KioskPlacement, given: date
) -> Entrance:
    """A slip leads to where it was handed out, wherever the tablet stands that read it."""
    chosen = taken.procedure
    if taken.slip is not None:
        return slips.entrance(session, code=taken.slip, key=record.key, given=given, chosen=chosen)
    found = entrances.by_kiosk(session, point_id=place.point_id, day=given, chosen=chosen)
    if found is None:
        raise RecordRefused("place_closed")
    return found
