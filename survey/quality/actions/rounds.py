"""Upkeep of corrective actions: open one, write a round, announce it, take its steps."""

from datetime import date
from typing import Any, NamedTuple

from flask_babel import format_date
from sqlalchemy import inspect
from sqlalchemy.orm import Session

from survey import audit, db
from survey.audit import Actor
from survey.clock import local_day
from survey.models.agency import Agency
from survey.models.corrective_action import ActionRound, CorrectiveAction, Origin, Outcome
from survey.models.staged import Stage
from survey.quality import stages
from survey.quality.actions.refusals import (
    ChangeNotAhead,
    FixedOnceAnnounced,
    NotReopened,
    NotWholeYet,
)

NEEDED = (
    "root_cause",
    "remedy",
    "owner_id",
    "due_on",
    "measured",
    "channel",
    "version_id",
    "question",
    "direction",
    "expected_tenths",
    "answers",
    "first_month",
    "changed_on",
    "read_on",
    "design",
)
"""Without which no round is announced."""
OF_ONE_ROUND = frozenset(
    {
        "id",
        "action_id",
        "number",
        "remedy",
        "due_on",
        "changed_on",
        "read_on",
        "design",
        "answers",
        "created_on",
        "announced_on",
        "carried_out_on",
        "judged_on",
        "closed_on",
        "outcome",
        "result",
    }
)
"""What the next round does not begin with."""


class Opening(NamedTuple):
    """What happened, and what the action was opened on."""

    title: str
    happened: str
    origin: Origin = Origin.HAND
    reference: str | None = None
    case_id: int | None = None
    signal_month: date | None = None


def create(session: Session, *, agency: Agency, opening: Opening, by: Actor) -> CorrectiveAction:
    today = local_day(by.now)
    action = CorrectiveAction(agency_id=agency.id, opened_on=today, **opening._asdict())
    action.rounds.append(ActionRound(number=1, created_on=today))
    session.add(action)
    session.flush()
    _note(session, action, did="created", after=audit.snapshot(action), by=by)
    return action


def edit(
    session: Session, *, action: CorrectiveAction, title: str, happened: str, by: Actor
) -> None:
    db.hold(session, action)
    require_none_announced(action)
    before = audit.snapshot(action)
    action.title, action.happened = title, happened
    _note(session, action, did="edited", before=before, after=audit.snapshot(action), by=by)


def write(session: Session, *, action: CorrectiveAction, values: dict[str, Any], by: Actor) -> None:
    """Cause, remedy and test of the present round, until it is announced."""
    db.hold(session, action)
    require_not_announced(action)
    attempt = action.current
    before = _said(attempt)
    for name, value in values.items():
        setattr(attempt, name, value)
    _note(session, action, did="written", before=before, after=_said(attempt), by=by)


def advance(session: Session, *, action: CorrectiveAction, to: Stage, by: Actor) -> None:
    """The steps that people take; the verdict is the system's."""
    db.hold(session, action)
    attempt, today = action.current, local_day(by.now)
    if to is Stage.ANNOUNCED and attempt.stage is Stage.DRAFT:
        _require_whole(attempt, today=today)
    step(session, action=action, to=to, by=by)


def step(session: Session, *, action: CorrectiveAction, to: Stage, by: Actor) -> None:
    before = _said(action.current)
    stages.advance(action.current, to=to, day=local_day(by.now))
    session.flush()
    after = _said(action.current)
    _note(session, action, did=to.value, before=before, after=after, by=by)


def reopen(session: Session, *, action: CorrectiveAction, by: Actor) -> ActionRound:
    """Another round with what is known of the cause; the one before stays as it was."""
    db.hold(session, action)
    last = action.current
    if last.judged_on is None or last.outcome is Outcome.WORKED:
        raise NotReopened
    if last.closed_on is None:
        step(session, action=action, to=Stage.CLOSED, by=by)
    kept = {column.key for column in inspect(ActionRound).column_attrs} - OF_ONE_ROUND
    attempt = ActionRound(
        number=last.number + 1,
        created_on=local_day(by.now),
        **{name: getattr(last, name) for name in kept},
    )
    action.rounds.append(attempt)
    session.flush()
    _note(session, action, did="reopened", after={"number": attempt.number}, by=by)
    return attempt


def require_none_announced(action: CorrectiveAction) -> None:
    if any(attempt.announced_on for attempt in action.rounds):
        raise FixedOnceAnnounced


def require_not_announced(action: CorrectiveAction) -> None:
    """The present round; those before it were announced all."""
    if action.current.announced_on is not None:
        raise FixedOnceAnnounced


def _require_whole(attempt: ActionRound, *, today: date) -> None:
    if any(getattr(attempt, name) is None for name in NEEDED):
        raise NotWholeYet
    if attempt.changed_on is not None and attempt.changed_on < today:
        raise ChangeNotAhead(day=format_date(today))


def _said(attempt: ActionRound) -> dict[str, object]:
    """What the trail notes of a round; the figures of its reading stand in the round for good."""
    return {name: value for name, value in audit.snapshot(attempt).items() if name != "result"}


def _note(
    session: Session,
    action: CorrectiveAction,
    *,
    did: str,
    by: Actor,
    before: audit.Values | None = None,
    after: audit.Values | None = None,
) -> None:
    audit.record(
        session,
        by=by,
        action=f"action.{did}",
        subject={"action": action.id},
        agency_id=action.agency_id,
        before=before,
        after=after,
    )
