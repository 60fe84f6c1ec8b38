"""Because of you: what was changed is told to the public in one sentence, and can be taken back."""

from sqlalchemy.orm import Session

from survey import audit, db
from survey.audit import Actor
from survey.clock import local_day
from survey.measures.remarks import REVEALING
from survey.models.corrective_action import CorrectiveAction
from survey.models.public_change import PublicChange
from survey.quality.actions.refusals import NotChangedYet, PersonNamed
from survey.queries import public_changes


def require_changed(action: CorrectiveAction) -> None:
    if not any(attempt.carried_out_on for attempt in action.rounds):
        raise NotChangedYet


def publish(
    session: Session, *, action: CorrectiveAction, vi: str, en: str, by: Actor
) -> PublicChange:
    """In place of the sentence that stood before, which is taken back."""
    db.hold(session, action)
    require_changed(action)
    if REVEALING.search(vi) or REVEALING.search(en):
        raise PersonNamed
    withdraw(session, action=action, by=by)
    change = PublicChange(
        action_id=action.id,
        agency_id=action.agency_id,
        sentence_vi=vi,
        sentence_en=en,
        published_on=local_day(by.now),
    )
    session.add(change)
    session.flush()
    _note(session, change, did="published", by=by, after={"sentence_vi": vi, "sentence_en": en})
    return change


def withdraw(session: Session, *, action: CorrectiveAction, by: Actor) -> None:
    change = public_changes.of_action(session, action_id=action.id)
    if change is None:
        return
    change.withdrawn_on = local_day(by.now)
    session.flush()
    _note(session, change, did="withdrawn", by=by)


def _note(
    session: Session,
    change: PublicChange,
    *,
    did: str,
    by: Actor,
    after: audit.Values | None = None,
) -> None:
    audit.record(
        session,
        by=by,
        action=f"action.{did}",
        subject={"action": change.action_id},
        agency_id=change.agency_id,
        after=after,
    )
