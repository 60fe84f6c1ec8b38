"""Taking what a device kept: each rating once, and a receipt that says what may be deleted.

A request is one transaction, so a receipt names nothing that is not durable. One record that
cannot be taken is named with its reason and does not hold up the others.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError
from sqlalchemy.orm import Session

from kiosk import arrivals, records
from kiosk.arrivals import Arrival
from kiosk.opening import Opener
from kiosk.records import Record
from kiosk.refusals import RecordRefused
from survey import bugs, db
from survey.citizen.submission import Submission, note_repeats
from survey.citizen.submission import record as keep
from survey.clock import local_day
from survey.errors.citizen import SlipClosed, SlipUnknown, SubmissionConflict
from survey.models.kiosk import KioskDevice

Tried = tuple[Record, Submission | RecordRefused]


class Receipt(NamedTuple):
    """Keys that are recorded, and those that a person must look at with the reason."""

    recorded: list[str]
    refused: list[dict[str, str]]


class Settled(NamedTuple):
    """What became of one record."""

    record: Record
    refused: str | None
    is_late: bool = False
    repeated_at: int | None = None
    """The agency that had it already."""


def accept(found: Iterable[Any], *, sender: KioskDevice, now: datetime) -> Receipt:
    """Record what can be recorded; all of it is durable when the receipt is returned."""
    sent = filter(None, map(records.read, found))
    # Opened before the transaction begins: nobody else has to wait for the deciphering.
    opener = Opener(db.session(), sender, now)
    tried = _in_order((one, _opened(one, opener=opener)) for one in sent)
    with db.transaction() as session:
        settled = [_settled(session, record, found, now=now) for record, found in tried]
        _note(session, settled, today=local_day(now))
    return Receipt(
        [str(one.record.key) for one in settled if one.refused is None],
        [
            {"key": str(one.record.key), "code": one.refused}
            for one in settled
            if one.refused is not None
        ],
    )


def _in_order(tried: Iterable[Tried]) -> list[Tried]:
    """By their random keys: where rows lie in the inbox tells nothing about who came first.

    Only the answers of one slip stay in the order in which they were given: the last one counts.
    """
    by_key = sorted(tried, key=lambda one: one[0].key)
    first: dict[bytes, UUID] = {}
    for record, found in by_key:
        if isinstance(found, Submission) and found.slip_digest is not None:
            first.setdefault(found.slip_digest, record.key)

    def turn(one: Tried) -> tuple[UUID, int]:
        record, found = one
        slip = found.slip_digest if isinstance(found, Submission) else None
        return (first[slip] if slip is not None else record.key, record.number)

    return sorted(by_key, key=turn)


def _opened(record: Record, *, opener: Opener) -> Submission | RecordRefused:
    try:
        return opener.opened(record)
    except RecordRefused as refusal:
        return refusal
    except SQLAlchemyError:
        raise  # the database is away, or a bug of ours that meets every record
    except Exception as bug:  # one that this record brings out must not hold up those behind it
        return _bug(bug)


def _settled(
    session: Session, record: Record, found: Submission | RecordRefused, *, now: datetime
) -> Settled:
    if isinstance(found, RecordRefused):
        return Settled(record, found.code)
    try:
        with session.begin_nested():
            is_new = keep(session, submission=found, now=now)
    except SubmissionConflict:
        return Settled(record, "conflict")
    except SlipClosed:
        return Settled(record, "slip_closed")
    except SlipUnknown:
        return Settled(record, "slip_unknown")
    except (DataError, IntegrityError) as bug:
        return Settled(record, _bug(bug).code)
    return Settled(record, None, found.is_late, None if is_new else found.agency_id)


def _bug(bug: Exception) -> RecordRefused:
    bugs.note(bug)
    return RecordRefused("failure")


def _note(session: Session, settled: Sequence[Settled], *, today: date) -> None:
    repeated = (one.repeated_at for one in settled if one.repeated_at is not None)
    note_repeats(session, agency_ids=repeated)
    arrived: dict[UUID, list[Arrival]] = defaultdict(list)
    for one in settled:
        if one.refused != "device_unknown":
            arrival = Arrival(one.record.number, one.refused, is_late=one.is_late)
            arrived[one.record.device].append(arrival)
    for device_id in sorted(arrived):  # two requests at once wait for each other in one order
        arrivals.note(session, device_id=device_id, arrived=arrived[device_id], today=today)
