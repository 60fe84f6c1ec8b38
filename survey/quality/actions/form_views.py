"""Pages on which corrective actions are written: opened, corrected, their rounds."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from survey import db
from survey.clock import months_before
from survey.models.agency import Agency
from survey.models.case import Case
from survey.models.corrective_action import ActionRound, Origin
from survey.quality import trails
from survey.quality.actions import rounds, testing
from survey.quality.actions.forms import ActionForm, FindingForm, RoundForm, written
from survey.quality.actions.offers import offers
from survey.quality.actions.rounds import Opening
from survey.quality.actions.views import the_action
from survey.quality.blueprint import bp
from survey.queries import cases
from survey.settings import current_settings
from survey.staff.form_base import saved
from survey.staff.months import MONTH
from survey.staff.pages import form_page, on_to
from survey.staff.standing import actor, found, the_agency, today

MONTHS_BEFORE = 12
RULE = re.compile(r"[a-z_]{1,40}")


@bp.route(
    "/quality-system/<agency_code>/actions/new", methods=["GET", "POST"], endpoint="new_action"
)
def enter(agency_code: str) -> ResponseReturnValue:
    """By hand, or on what the address names: a case, a signal's month and rule, a finding."""
    agency, kind = the_agency(agency_code), _asked_origin()
    opened_on = _opened_on(agency, kind=kind)
    form = _form(kind)
    done = saved(
        form,
        lambda session: rounds.create(
            session, agency=agency, opening=_opening(form, kind=kind, of=opened_on), by=actor()
        ),
    )
    if done:
        told = _("The action was opened. Write its cause, action and test.")
        return on_to("quality.action", told=told, action_id=done.result.id)
    trail = trails.to_actions(agency)
    return form_page(
        "quality/actions/enter.html", form=form, agency=agency, trail=trail, kind=kind, **opened_on
    )


@bp.route(
    "/quality-system/actions/<int:action_id>/edit", methods=["GET", "POST"], endpoint="edit_action"
)
def correct(action_id: int) -> ResponseReturnValue:
    action, agency = the_action(action_id)
    form = ActionForm(obj=action)
    done = saved(
        form,
        lambda session: rounds.edit(
            session,
            action=action,
            title=form.title.data,
            happened=form.happened.data,
            by=actor(),
        ),
        require=lambda: rounds.require_none_announced(action),
    )
    if done:
        return on_to("quality.action", told=_("The action was saved."), action_id=action.id)
    trail = trails.to_action(agency, action=action)
    return form_page("quality/actions/edit.html", form=form, action=action, trail=trail)


@bp.route(
    "/quality-system/actions/<int:action_id>/round", methods=["GET", "POST"], endpoint="edit_round"
)
def write(action_id: int) -> ResponseReturnValue:
    action, agency = the_action(action_id)
    form = RoundForm(data=_begun(action.current))
    form.offer(
        **offers(
            db.session(),
            agency=agency,
            today=today(),
            suppress_below=current_settings().suppress_below,
        )
    )
    done = saved(
        form,
        _writing(form, action_id=action_id),
        require=lambda: rounds.require_not_announced(action),
    )
    if done:
        return on_to("quality.action", told=_("The round was saved."), action_id=action.id)
    trail = trails.to_action(agency, action=action)
    return form_page("quality/actions/round.html", form=form, action=action, trail=trail)


def _writing(form: RoundForm, *, action_id: int) -> Callable[[Session], None]:
    def work(session: Session) -> None:
        action, _agency = the_action(action_id)
        values = testing.worked_out(
            session,
            action=action,
            values=form.values(),
            power=form.power.data,
            suppress_below=current_settings().suppress_below,
        )
        rounds.write(session, action=action, values=values, by=actor())

    return work


def _begun(attempt: ActionRound) -> dict[str, Any]:
    """A fresh test compares with the year before."""
    values = written(attempt)
    return {**values, "first_month": values["first_month"] or months_before(today(), MONTHS_BEFORE)}


def _asked_origin() -> Origin:
    asked = request.args.get("origin", "")
    return Origin(asked) if asked in set(Origin) else Origin.HAND


def _form(kind: Origin) -> ActionForm:
    words = {name: request.args.get(name, "") for name in ("title", "happened", "reference")}
    return FindingForm(data=words) if kind is Origin.FINDING else ActionForm(data=words)


def _opened_on(agency: Agency, *, kind: Origin) -> dict[str, Any]:
    """The case, or month and rule of the signal; NotFound for what is not the agency's."""
    if kind is Origin.CASE:
        return {"case": _case(agency)}
    if kind is Origin.SIGNAL:
        rule = RULE.fullmatch(request.args.get("rule", ""))
        return {"month": _month(), "rule": rule[0] if rule else None}
    return {}


def _case(agency: Agency) -> Case:
    case = cases.by_id(db.session(), case_id=request.args.get("case", 0, type=int))
    return found(case if case is not None and case.agency_id == agency.id else None)


def _month() -> date:
    written = MONTH.fullmatch(request.args.get("month", ""))
    is_month = written is not None and 1 <= int(written[2]) <= 12 and int(written[1]) > 0
    return found(date(int(written[1]), int(written[2]), 1) if written and is_month else None)


def _opening(form: ActionForm, *, kind: Origin, of: dict[str, Any]) -> Opening:
    return Opening(
        title=form.title.data,
        happened=form.happened.data,
        origin=kind,
        reference=form.reference.data if isinstance(form, FindingForm) else of.get("rule"),
        case_id=of["case"].id if "case" in of else None,
        signal_month=of.get("month"),
    )
