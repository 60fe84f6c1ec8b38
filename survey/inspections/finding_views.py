"""Pages of findings: write one, read it, answer it, follow it up, close it."""

from collections.abc import Callable

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from survey import db
from survey.inspections import findings, inspecting, suggestions, trails
from survey.inspections.blueprint import bp
from survey.inspections.finding_forms import EntryForm, FindingForm, usual_deadline
from survey.inspections.places import Place, found_by_us, inspected_by_us, reference, the_finding
from survey.models.finding import Finding
from survey.queries import corrective_actions
from survey.queries import findings as known
from survey.staff.form_base import saved
from survey.staff.pages import form_page, on_to
from survey.staff.standing import actor, today
from survey.staff.trails import Step


@bp.route(
    "/inspections/<int:inspection_id>/findings/new", methods=["GET", "POST"], endpoint="new_finding"
)
def enter(inspection_id: int) -> ResponseReturnValue:
    """Empty, or filled with what the check named by `check` found."""
    place = inspected_by_us(inspection_id)
    offered = suggestions.offered(db.session(), place=place, today=today())
    filled = offered.filled.get(request.args.get("check", ""), {})
    form = FindingForm(data={"due_on": usual_deadline(today()), **filled})
    form.offer(clauses=offered.clauses, evidence=offered.evidence)
    done = saved(
        form,
        lambda session: findings.create(
            session,
            inspection=place.inspection,
            campaign=place.campaign,
            details=form.details(),
            by=actor(),
        ),
        require=lambda: inspecting.require_open(place.inspection, campaign=place.campaign),
    )
    if done:
        return _back(done.result, told=_("The finding was written."))
    return form_page(
        "inspections/enter_finding.html", form=form, agency=place.agency, trail=_trail(place)
    )


@bp.route(
    "/inspections/findings/<int:finding_id>/edit", methods=["GET", "POST"], endpoint="edit_finding"
)
def correct(finding_id: int) -> ResponseReturnValue:
    finding, place = found_by_us(finding_id)
    offered = suggestions.offered(db.session(), place=place, today=today())
    form = FindingForm(obj=finding)
    form.offer(clauses=offered.clauses, evidence=offered.evidence)
    done = saved(
        form,
        lambda session: findings.edit(
            session,
            finding=finding,
            inspection=place.inspection,
            campaign=place.campaign,
            details=form.details(),
            by=actor(),
        ),
        require=lambda: findings.require_correctable(
            finding, inspection=place.inspection, campaign=place.campaign
        ),
    )
    if done:
        return _back(finding, told=_("The finding was saved."))
    return form_page(
        "inspections/edit_finding.html", form=form, finding=finding, trail=_trail(place, finding)
    )


@bp.get("/inspections/findings/<int:finding_id>", endpoint="finding")
def read(finding_id: int) -> ResponseReturnValue:
    finding, place = the_finding(finding_id)
    session, name = db.session(), reference(finding, place=place)
    return render_template(
        "inspections/finding.html",
        finding=finding,
        place=place,
        reference=name,
        trail=_trail(place, finding),
        entries=known.entries(session, finding_id=finding.id),
        withdrawn_by=known.withdrawn_by(session, finding=finding),
        actions=corrective_actions.of_findings(
            session, agency_id=place.agency.id, references=[name]
        ),
        today=today(),
    )


@bp.route(
    "/inspections/findings/<int:finding_id>/answer",
    methods=["GET", "POST"],
    endpoint="answer_finding",
)
def answer(finding_id: int) -> ResponseReturnValue:
    finding, place = the_finding(finding_id)
    return _written(
        finding,
        place=place,
        work=findings.answer,
        require=lambda: findings.require_answerable(finding, inspection=place.inspection),
        heading=_("Answer the finding"),
    )


@bp.route(
    "/inspections/findings/<int:finding_id>/follow-up",
    methods=["GET", "POST"],
    endpoint="follow_up_finding",
)
def follow_up(finding_id: int) -> ResponseReturnValue:
    finding, place = found_by_us(finding_id)
    return _written(
        finding,
        place=place,
        work=findings.follow_up,
        require=lambda: findings.require_answered(finding),
        heading=_("Follow the finding up"),
    )


@bp.post("/inspections/findings/<int:finding_id>/close", endpoint="close_finding")
def close(finding_id: int) -> ResponseReturnValue:
    finding, place = found_by_us(finding_id)
    with db.transaction() as session:
        findings.close(session, finding=finding, inspection=place.inspection, by=actor())
    return _back(finding, told=_("The finding was closed."))


def _written(
    finding: Finding,
    *,
    place: Place,
    work: Callable[..., None],
    require: Callable[[], None],
    heading: str,
) -> ResponseReturnValue:
    form = EntryForm()
    done = saved(
        form,
        lambda session: work(
            session,
            finding=finding,
            inspection=place.inspection,
            text=form.text.data,
            by=actor(),
        ),
        require=require,
    )
    if done:
        return _back(finding, told=_("It was written down."))
    return form_page(
        "inspections/write_entry.html",
        form=form,
        finding=finding,
        heading=heading,
        trail=_trail(place, finding),
    )


def _trail(place: Place, finding: Finding | None = None) -> list[Step]:
    inspection, campaign, agency = place
    if finding is None:
        return trails.to_inspection(agency, inspection=inspection, campaign=campaign)
    return trails.to_finding(agency, inspection=inspection, campaign=campaign, finding=finding)


def _back(finding: Finding, *, told: str) -> ResponseReturnValue:
    return on_to("inspections.finding", told=told, finding_id=finding.id)
