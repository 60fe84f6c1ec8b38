"""Pages of processes: all of an agency, enter one, correct or end it, say what it covers."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from survey import db
from survey.quality import processes, trails
from survey.quality.blueprint import bp
from survey.quality.forms import ProcessForm
from survey.queries import agencies, quality_processes
from survey.staff.form_base import saved
from survey.staff.pages import form_page, on_to
from survey.staff.standing import actor, found, the_agency, today


@bp.get("/quality-system/<agency_code>/processes", endpoint="processes")
def browse(agency_code: str) -> ResponseReturnValue:
    agency = the_agency(agency_code)
    return render_template(
        "quality/processes.html",
        agency=agency,
        trail=trails.to_processes(agency),
        rows=quality_processes.of_agency(db.session(), agency_id=agency.id),
        uncovered=quality_processes.uncovered(db.session(), agency_id=agency.id, day=today()),
        today=today(),
    )


@bp.route(
    "/quality-system/<agency_code>/processes/new", methods=["GET", "POST"], endpoint="new_process"
)
def enter(agency_code: str) -> ResponseReturnValue:
    agency = the_agency(agency_code)
    form = ProcessForm(valid_from=today())
    form.offer(quality_processes.coverable(db.session(), agency_id=agency.id, process_id=None))
    done = saved(
        form,
        lambda session: processes.create(
            session,
            agency=agency,
            details=form.details(),
            covered=form.covered.data or (),
            by=actor(),
        ),
    )
    if done:
        told = _("The process was entered.")
        return on_to("quality.processes", told=told, agency_code=agency.code)
    trail = trails.to_processes(agency)
    return form_page("quality/enter_process.html", form=form, agency=agency, trail=trail)


@bp.route(
    "/quality-system/processes/<int:process_id>", methods=["GET", "POST"], endpoint="edit_process"
)
def correct(process_id: int) -> ResponseReturnValue:
    process = found(quality_processes.by_id(db.session(), process_id=process_id))
    agency = found(agencies.by_id(db.session(), agency_id=process.agency_id))
    covered = sorted(quality_processes.covered_ids(db.session(), process_id=process.id))
    form = ProcessForm(obj=process, covered=covered)
    form.offer(
        quality_processes.coverable(db.session(), agency_id=agency.id, process_id=process.id)
    )
    done = saved(
        form,
        lambda session: processes.edit(
            session,
            process=process,
            details=form.details(),
            covered=form.covered.data or (),
            by=actor(),
        ),
    )
    if done:
        told = _("The process was saved.")
        return on_to("quality.processes", told=told, agency_code=agency.code)
    trail = trails.to_processes(agency)
    return form_page(
        "quality/edit_process.html", form=form, agency=agency, process=process, trail=trail
    )
