"""Recording a rating exactly once: the poster, the slip and the kiosk all come through here."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from survey import db
from survey.clock import local_day
from survey.errors.citizen import SlipClosed, SlipUnknown, SubmissionConflict
from survey.leaf import canonical
from survey.models.answer_sheet import Answer
from survey.models.rating import (
    Channel,
    PendingRating,
    RepeatedSubmission,
    SupersededSubmission,
    key_digest,
)
from survey.queries import ratings

_INBOX: Table = PendingRating.__table__  # type: ignore[assignment]
# Built once, for it runs at each rating.
_INSERT = {
    "sqlite": sqlite.insert(_INBOX).on_conflict_do_nothing().returning(_INBOX.c.submission_key),
    "postgresql": postgresql.insert(_INBOX)
    .on_conflict_do_nothing()
    .returning(_INBOX.c.submission_key),
}
_REPEATED: Table = RepeatedSubmission.__table__  # type: ignore[assignment]
_INSERT_REPEATS = {
    name: insert.on_conflict_do_update(
        index_elements=[_REPEATED.c.agency_id],
        set_={"times": _REPEATED.c.times + insert.excluded.times},
    )
    for name, insert in (
        ("sqlite", sqlite.insert(_REPEATED)),
        ("postgresql", postgresql.insert(_REPEATED)),
    )
}
SEALED = "this submission or slip is sealed"
"""What PostgreSQL's trigger on the inbox says."""
REVOTE_WINDOW = timedelta(days=1)
"""A slip can be answered again until the end of the day after its first answer."""


class AlreadySealed(Exception):
    """Found after the insert, which is then taken back."""


@dataclass(frozen=True)
class Submission:
    """One rating as its sender made it; `key` was chosen by the sender."""

    key: UUID
    channel: Channel
    agency_id: int
    point_id: int
    version_id: int
    language: str
    answers: dict[str, Answer]
    procedure_id: int | None = None
    slip_digest: bytes | None = None
    day: date | None = None
    """Only where it was given before it arrived."""
    is_late: bool = False
    """Its day is not certain, or had closed when it arrived."""

    @cached_property
    def answers_text(self) -> str:
        return canonical(self.answers)

    @property
    def content_hash(self) -> bytes:
        slip = self.slip_digest.hex() if self.slip_digest else ""
        # Not the point: a retry after midnight may find the counter under the heir of its agency.
        parts = (slip, self.procedure_id, self.version_id, self.answers_text)
        return hashlib.sha256(json.dumps(parts).encode()).digest()


def receive(submission: Submission, *, now: datetime) -> None:
    """Record a rating that arrived, and return once it is durable; raises as `record` does.

    Nearly every rating is a slip's first: one statement is enough for it where the engine
    commits each by itself.
    """
    if db.commits_each_statement() and _inserted_alone(submission, now=now):
        return
    with db.transaction() as session:
        if not record(session, submission=submission, now=now):
            note_repeats(session, agency_ids=[submission.agency_id])


def note_repeats(session: Session, *, agency_ids: Iterable[int]) -> None:
    """What came again changes nothing, but how often it does is told with the next batch."""
    insert = _INSERT_REPEATS[session.get_bind().dialect.name]
    for agency_id, times in sorted(Counter(agency_ids).items()):
        session.connection().execute(insert, {"agency_id": agency_id, "times": times})


def record(session: Session, *, submission: Submission, now: datetime) -> bool:
    """Record a rating, or recognise it as one that an earlier attempt recorded: then it is False.

    A later answer of the same slip takes the place of the earlier one, silently, until the
    window closes. Other content under a key that was used raises SubmissionConflict; an
    answer after the window raises SlipClosed; one with a slip that was withdrawn SlipUnknown.
    Whatever is raised, the transaction goes on as if it had not been tried.
    """
    try:
        with session.connection().begin_nested():
            if _insert(session, submission=submission, now=now):
                _refuse_if_sealed(session, submission=submission)
                return True
    except (AlreadySealed, IntegrityError) as refused:
        _require_sealed(session, refused, submission=submission)
        _refuse_unless_the_same(session, submission=submission)
        return False
    earlier = ratings.by_key(session, key=submission.key)
    if earlier is not None:
        _same_or_conflict(earlier.content_hash, submission)
        return False
    return _revote(session, submission=submission, now=now)


def _inserted_alone(submission: Submission, *, now: datetime) -> bool:
    """False where it is not the first of its kind: `record` finds out what it is."""
    try:
        return _insert(db.session(), submission=submission, now=now)
    except IntegrityError as refused:
        _require_sealed(db.session(), refused, submission=submission)
        return False


def _insert(session: Session, *, submission: Submission, now: datetime) -> bool:
    """Insert first and look afterwards: two attempts at once cannot both win."""
    insert = _INSERT[session.get_bind().dialect.name]
    row = inbox_row(submission, now=now)
    return session.connection().execute(insert, row).first() is not None


def inbox_row(submission: Submission, *, now: datetime) -> dict[str, Any]:
    """The columns of a rating that arrives now."""
    return {
        "submission_key": submission.key,
        "content_hash": submission.content_hash,
        "slip_digest": submission.slip_digest,
        "agency_id": submission.agency_id,
        "point_id": submission.point_id,
        "procedure_id": submission.procedure_id,
        "channel": submission.channel,
        "version_id": submission.version_id,
        "language": submission.language,
        "day": submission.day or local_day(now),
        "answers": submission.answers_text,
        "revotes": 0,
        "arrived_at": now,
        "is_late": submission.is_late,
    }


def _require_sealed(
    session: Session, refused: AlreadySealed | IntegrityError, *, submission: Submission
) -> None:
    """PostgreSQL looks itself, by a trigger, and refuses what is sealed; the rest are bugs.

    But for a slip whose pool was withdrawn since it was looked for.
    """
    if isinstance(refused, AlreadySealed) or SEALED in str(refused.orig):
        return
    slip = submission.slip_digest
    if slip is not None and not ratings.slip_exists(session, digest=slip):
        raise SlipUnknown from None
    raise refused


def _refuse_if_sealed(session: Session, *, submission: Submission) -> None:
    """A seal that ran at the same moment shows only after the insert, in a statement of its own."""
    if session.get_bind().dialect.name == "postgresql":
        return  # the trigger has looked, with the same eyes
    digest = key_digest(submission.key.bytes)
    if ratings.is_sealed(session, key_digest=digest, slip_digest=submission.slip_digest):
        raise AlreadySealed


def _refuse_unless_the_same(session: Session, *, submission: Submission) -> None:
    digest = key_digest(submission.key.bytes)
    if not ratings.submission_is_sealed(session, key_digest=digest):
        raise SlipClosed


def _same_or_conflict(recorded_hash: bytes, submission: Submission) -> None:
    if recorded_hash != submission.content_hash:
        raise SubmissionConflict


def _revote(session: Session, *, submission: Submission, now: datetime) -> bool:
    if submission.slip_digest is None:
        return False  # the row it collided with is the same submission, sealed a moment ago
    waiting = ratings.of_slip_locked(session, digest=submission.slip_digest)
    replaced = ratings.superseded(session, key=submission.key)
    if replaced is not None:
        _same_or_conflict(replaced.content_hash, submission)
        return False
    if waiting is None or local_day(now) > waiting.day + REVOTE_WINDOW:
        raise SlipClosed
    if waiting.submission_key == submission.key:
        _same_or_conflict(waiting.content_hash, submission)
        return False
    _replace(session, waiting=waiting, submission=submission, now=now)
    return True


def _replace(
    session: Session, *, waiting: PendingRating, submission: Submission, now: datetime
) -> None:
    session.add(
        SupersededSubmission(
            submission_key=waiting.submission_key,
            content_hash=waiting.content_hash,
            slip_digest=waiting.slip_digest,
        )
    )
    waiting.submission_key = submission.key
    waiting.content_hash = submission.content_hash
    waiting.procedure_id = submission.procedure_id
    waiting.version_id = submission.version_id
    waiting.language = submission.language
    waiting.answers = submission.answers_text
    waiting.revotes += 1
    waiting.arrived_at = now
    waiting.is_late = submission.is_late
    session.flush()
