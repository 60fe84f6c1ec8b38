"""The announced test is read by the system on its day, once, and its figures are frozen."""

import logging
from datetime import date, datetime

from sqlalchemy.orm import Session

from survey import db
from survey.audit import Actor
from survey.clock import local_day
from survey.measures import effects
from survey.measures.effect_months import Asked
from survey.measures.effects import Announced, Reading
from survey.models.corrective_action import ActionRound, CorrectiveAction
from survey.models.staged import Stage
from survey.quality.actions import rounds
from survey.queries import corrective_actions
from survey.settings import current_settings

TENTHS = 10
log = logging.getLogger(__name__)


def is_due(attempt: ActionRound, *, today: date) -> bool:
    return (
        attempt.stage is Stage.CARRIED_OUT
        and attempt.read_on is not None
        and attempt.read_on <= today
    )


def read(session: Session, *, action: CorrectiveAction, suppress_below: int, now: datetime) -> None:
    """The verdict is nobody's: it comes from what was announced and from sealed answers."""
    db.hold(session, action)
    attempt = action.current
    if not is_due(attempt, today=local_day(now)):
        return
    found = effects.read(session, announced(action, attempt), suppress_below=suppress_below)
    attempt.outcome = found.outcome
    attempt.result = effects.FROZEN.dump_json(found).decode()
    rounds.step(session, action=action, to=Stage.JUDGED, by=Actor(None, now))


def read_all_due(session: Session, *, suppress_below: int, now: datetime) -> int:
    """How many were read."""
    due = corrective_actions.to_read(session, today=local_day(now))
    for action in due:
        read(session, action=action, suppress_below=suppress_below, now=now)
    return len(due)


def reading_of(attempt: ActionRound) -> Reading | None:
    return effects.FROZEN.validate_json(attempt.result) if attempt.result else None


def announced(action: CorrectiveAction, attempt: ActionRound) -> Announced:
    """Of a round in which nothing is missing."""
    asked = asked_by(action, attempt)
    if asked is None or attempt.design is None or attempt.direction is None:
        raise LookupError(attempt.id)
    return Announced(
        asked,
        attempt.design,
        attempt.direction,
        expected=(attempt.expected_tenths or 0) / TENTHS,
        answers=attempt.answers or 0,
    )


def asked_by(action: CorrectiveAction, attempt: ActionRound) -> Asked | None:
    """What the round counts; None while that is not told."""
    if (
        attempt.measured is None
        or attempt.question is None
        or attempt.channel is None
        or attempt.first_month is None
        or attempt.changed_on is None
        or attempt.read_on is None
    ):
        return None
    return Asked(
        agency_id=action.agency_id,
        measured=attempt.measured,
        question=attempt.question,
        channel=attempt.channel,
        version_id=attempt.version_id,
        point_id=attempt.point_id,
        procedure_id=attempt.procedure_id,
        first_month=attempt.first_month,
        changed_on=attempt.changed_on,
        read_on=attempt.read_on,
        signal_month=action.signal_month,
    )


def read_today(now: datetime) -> None:
    """The worker's chore."""
    with db.transaction() as session:
        count = read_all_due(session, suppress_below=current_settings().suppress_below, now=now)
    if count:
        log.info("%d tests of corrective actions read", count)
