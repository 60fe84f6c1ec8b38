"""Pages of inspections: those of an agency, one with its findings, its end."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from survey import db
from survey.inspections import inspecting, trails
from survey.inspections.blueprint import bp
from survey.inspections.places import Place, inspected_by_us, reference, the_inspection
from survey.inspections.sheets import sheet
from survey.models.corrective_action import CorrectiveAction
from survey.models.finding import Finding
from survey.queries import agencies, corrective_actions, findings, inspection_sheets, inspections
from survey.staff.pages import on_to
from survey.staff.standing import actor, the_agency, today


@bp.get("/inspections/at/<agency_code>", endpoint="received")
def browse(agency_code: str) -> ResponseReturnValue:
    """Of the agency and of those below it."""
    agency = the_agency(agency_code)
    below = agencies.subtree_ids(db.session(), roots=[agency.id], day=today())
    rows = inspections.of_agencies(db.session(), agency_ids=below)
    return render_template("inspections/received.html", agency=agency, rows=rows, today=today())


@bp.get("/inspections/<int:inspection_id>", endpoint="inspection")
def read(inspection_id: int) -> ResponseReturnValue:
    place = the_inspection(inspection_id)
    inspection, campaign, agency = place
    session = db.session()
    found = findings.of_inspection(session, inspection_id=inspection.id)
    return render_template(
        "inspections/inspection.html",
        inspection=inspection,
        campaign=campaign,
        agency=agency,
        trail=trails.to_inspection(agency, inspection=inspection, campaign=campaign),
        findings=found,
        actions=_actions(found, place=place),
        withdrawn=findings.withdrawn(session, inspection_id=inspection.id),
        lines=sheet(session, place=place, today=today()),
        report=inspection_sheets.self_check(session, inspection_id=inspection.id),
        today=today(),
    )


def _actions(found: list[Finding], *, place: Place) -> dict[int, list[CorrectiveAction]]:
    """By finding, what the agency opened on it."""
    references = {reference(finding, place=place): finding.id for finding in found}
    opened: dict[int, list[CorrectiveAction]] = {}
    for action in corrective_actions.of_findings(
        db.session(), agency_id=place.agency.id, references=references
    ):
        opened.setdefault(references[action.reference or ""], []).append(action)
    return opened


@bp.post("/inspections/<int:inspection_id>/conclude", endpoint="conclude")
def conclude(inspection_id: int) -> ResponseReturnValue:
    inspection, campaign, _agency = inspected_by_us(inspection_id)
    with db.transaction() as session:
        inspecting.conclude(session, inspection=inspection, campaign=campaign, by=actor())
    told = _("The minutes are made.")
    return on_to("inspections.inspection", told=told, inspection_id=inspection.id)
