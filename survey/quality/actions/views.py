"""Pages of corrective actions: all of an agency, one with its rounds, its steps."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from survey import db
from survey.models.account import Account
from survey.models.agency import Agency
from survey.models.corrective_action import ActionRound, CorrectiveAction, Origin
from survey.models.finding import Finding
from survey.models.point import ServicePoint
from survey.models.procedure import Procedure
from survey.quality import stages, trails
from survey.quality.actions import readings, rounds
from survey.quality.actions.showing import question_words, shown_baseline
from survey.quality.blueprint import bp
from survey.quality.steps import asked_step
from survey.queries import agencies, corrective_actions, findings, public_changes
from survey.settings import current_settings
from survey.staff.pages import on_to
from survey.staff.standing import actor, found, the_agency, today


@bp.get("/quality-system/<agency_code>/actions", endpoint="actions")
def browse(agency_code: str) -> ResponseReturnValue:
    agency = the_agency(agency_code)
    listed = corrective_actions.of_agency(db.session(), agency_id=agency.id)
    return render_template(
        "quality/actions/index.html",
        agency=agency,
        trail=trails.to_actions(agency),
        actions=listed,
        today=today(),
    )


@bp.get("/quality-system/actions/<int:action_id>", endpoint="action")
def show(action_id: int) -> ResponseReturnValue:
    """A test whose day has come is read before it is shown."""
    action, agency = the_action(action_id)
    if readings.is_due(action.current, today=today()):
        with db.transaction() as session:
            readings.read(
                session,
                action=action,
                suppress_below=current_settings().suppress_below,
                now=actor().now,
            )
    session = db.session()
    return render_template(
        "quality/actions/action.html",
        action=action,
        finding=_finding(action),
        agency=agency,
        trail=trails.to_action(agency, action=action),
        following=stages.following(action.current),
        rounds=[_shown(attempt) for attempt in reversed(action.rounds)],
        baseline=shown_baseline(
            session, action=action, suppress_below=current_settings().suppress_below
        ),
        published=public_changes.of_action(session, action_id=action.id),
        today=today(),
    )


@bp.post("/quality-system/actions/<int:action_id>/advance", endpoint="advance_action")
def advance(action_id: int) -> ResponseReturnValue:
    action, _agency = the_action(action_id)
    with db.transaction() as session:
        rounds.advance(session, action=action, to=asked_step(), by=actor())
    return on_to("quality.action", told=_("The step was taken."), action_id=action.id)


@bp.post("/quality-system/actions/<int:action_id>/reopen", endpoint="reopen_action")
def reopen(action_id: int) -> ResponseReturnValue:
    action, _agency = the_action(action_id)
    with db.transaction() as session:
        rounds.reopen(session, action=action, by=actor())
    told = _("Another round begins. Write its cause, action and test.")
    return on_to("quality.edit_round", told=told, action_id=action.id)


def the_action(action_id: int) -> tuple[CorrectiveAction, Agency]:
    action = found(corrective_actions.by_id(db.session(), action_id=action_id))
    return action, found(agencies.by_id(db.session(), agency_id=action.agency_id))


def _finding(action: CorrectiveAction) -> Finding | None:
    """Of inspectors, that the action was opened on."""
    if action.origin is not Origin.FINDING or action.reference is None:
        return None
    return findings.by_reference(
        db.session(), agency_id=action.agency_id, reference=action.reference
    )


def _shown(attempt: ActionRound) -> dict[str, object]:
    session = db.session()
    return {
        "attempt": attempt,
        "owner": session.get(Account, attempt.owner_id) if attempt.owner_id else None,
        "point": session.get(ServicePoint, attempt.point_id) if attempt.point_id else None,
        "procedure": session.get(Procedure, attempt.procedure_id) if attempt.procedure_id else None,
        "question": question_words(session, attempt=attempt),
        "reading": readings.reading_of(attempt),
    }
