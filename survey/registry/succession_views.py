"""Pages on which agencies merge, split or take a new name: fill in, look at it, do it."""

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from survey.errors.problem import NotFound
from survey.models.agency import Agency, SuccessionKind
from survey.policy import ADMINISTRATORS
from survey.registry import agency_changes
from survey.registry.agency_plan import Change
from survey.registry.blueprint import bp
from survey.registry.choosing import Choice, choose_agency
from survey.registry.succession_forms import Step, SuccessionForm, pressed
from survey.registry.succession_preview import preview
from survey.staff import trails
from survey.staff.form_base import saved
from survey.staff.pages import form_page, on_to
from survey.staff.standing import actor, chosen_agency, parent_of, the_agency, today

MERGE = SuccessionKind.MERGE
TITLES = {
    MERGE: _l("Merge agencies"),
    SuccessionKind.SPLIT: _l("Split an agency"),
    SuccessionKind.RENAME: _l("Give an agency a new name"),
}
FEWEST_PARTS = {MERGE: 1, SuccessionKind.SPLIT: 2, SuccessionKind.RENAME: 1}


@bp.route(
    "/registers/agencies/<agency_code>/succession/<kind>",
    methods=["GET", "POST"],
    endpoint="succeed_agency",
)
def succeed(agency_code: str, kind: str) -> ResponseReturnValue:
    how, agency = _kind(kind), the_agency(agency_code)
    predecessors = (agency, *_others(agency)) if how is MERGE else (agency,)
    if how is MERGE and (len(predecessors) == 1 or "add" in request.args):
        return _choose_another(predecessors)
    form = SuccessionForm(day=today(), keeps_roles=how is SuccessionKind.RENAME)
    form.offer_heirs(predecessors)
    parent = parent_of(agency, day=form.day.data or today())
    if pressed() in (Step.PREVIEW, Step.CONFIRM) and form.validate_on_submit():
        change = form.change(how, predecessors=predecessors, parent=parent, sent=request.form)
        answer = _look_or_do(form, change)
        if answer is not None:
            return answer
    form.shape(pressed(), fewest=FEWEST_PARTS[how], like=agency)
    return _page(form, how, predecessors=predecessors, parent=parent)


def _look_or_do(form: SuccessionForm, change: Change) -> ResponseReturnValue | None:
    """None when the registers refuse it."""
    if change.kind is None or pressed() is Step.PREVIEW:
        return preview(form, change, title=str(TITLES[change.kind or MERGE]))
    done = saved(form, lambda session: agency_changes.carry_out(session, change=change, by=actor()))
    if not done:
        return None
    heirs, _outcome = done.result
    told = _("The change was saved. This is what follows.")
    shown_on = change.day if change.day > today() else None
    return on_to("registry.agency", told=told, agency_code=heirs[0].code, day=shown_on)


def _page(
    form: SuccessionForm,
    how: SuccessionKind,
    *,
    predecessors: tuple[Agency, ...],
    parent: Agency | None,
) -> ResponseReturnValue:
    return form_page(
        "registry/succession.html",
        form=form,
        kind=how,
        predecessors=predecessors,
        parent=parent,
        fewest=FEWEST_PARTS[how],
        trail=trails.for_agency(predecessors[0], last=str(TITLES[how])),
        title=TITLES[how],
        without=lambda other: _address([old for old in predecessors if old is not other]),
        one_more=_address(list(predecessors), add="1"),
    )


def _choose_another(predecessors: tuple[Agency, ...]) -> ResponseReturnValue:
    agency = predecessors[0]
    return choose_agency(
        Choice(
            title=str(TITLES[MERGE]),
            step=_("Choose an agency to merge with"),
            next_step=_("Describe what follows"),
            lead=_("They end on the same day, and one agency takes over."),
        ),
        trail=trails.for_agency(agency, last=str(TITLES[MERGE])),
        roles=ADMINISTRATORS,
        address_of=lambda row: _address([*predecessors, row]),
        kind=agency.kind,
        leave_out=[chosen.id for chosen in predecessors],
    )


def _address(chosen: list[Any], **more: str) -> str:
    """Of the merger of these; the first of them stands in the path."""
    arguments: dict[str, Any] = {"with": [other.code for other in chosen[1:]], **more}
    return url_for(
        "registry.succeed_agency", agency_code=chosen[0].code, kind=MERGE.value, **arguments
    )


def _others(agency: Agency) -> list[Agency]:
    """The agencies that the address names beside this one, each once."""
    named = (chosen_agency(code) for code in request.args.getlist("with"))
    return list({other.id: other for other in named if other and other.id != agency.id}.values())


def _kind(written: str) -> SuccessionKind:
    try:
        return SuccessionKind(written)
    except ValueError:
        raise NotFound from None
