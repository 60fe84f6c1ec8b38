"""Pages of the checklist: the agency's own report, the inspector's judgement, the sample."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from survey import db
from survey.inspections import inspecting, judging, samples, self_checks
from survey.inspections.blueprint import bp
from survey.inspections.places import Place, inspected_by_us, the_inspection
from survey.inspections.sheet_forms import SampleForm, SheetForm, written
from survey.inspections.sheets import sheet
from survey.inspections.trails import to_inspection
from survey.queries import inspection_sheets
from survey.settings import current_settings
from survey.staff.form_base import saved
from survey.staff.pages import form_page, on_to
from survey.staff.standing import actor, today
from survey.staff.trails import Step


@bp.route(
    "/inspections/<int:inspection_id>/self-check",
    methods=["GET", "POST"],
    endpoint="edit_self_check",
)
def write_self_check(inspection_id: int) -> ResponseReturnValue:
    place = the_inspection(inspection_id)
    said = inspection_sheets.self_check_answers(db.session(), inspection_id=inspection_id)
    form = SheetForm(data=written(said))
    done = saved(
        form,
        lambda session: self_checks.save(
            session,
            inspection=place.inspection,
            campaign=place.campaign,
            said=form.said(),
            by=actor(),
        ),
        require=lambda: self_checks.require_unsubmitted(
            db.session(), inspection=place.inspection, campaign=place.campaign
        ),
    )
    if done:
        return _back(inspection_id, told=_("The report was saved. The leader submits it."))
    return _sheet_page("inspections/edit_self_check.html", form=form, place=place)


@bp.post("/inspections/<int:inspection_id>/self-check/submit", endpoint="submit_self_check")
def submit_self_check(inspection_id: int) -> ResponseReturnValue:
    place = the_inspection(inspection_id)
    with db.transaction() as session:
        self_checks.submit(
            session, inspection=place.inspection, campaign=place.campaign, by=actor()
        )
    return _back(inspection_id, told=_("The report was submitted."))


@bp.route("/inspections/<int:inspection_id>/judge", methods=["GET", "POST"], endpoint="judge")
def judge(inspection_id: int) -> ResponseReturnValue:
    place = inspected_by_us(inspection_id)
    said = inspection_sheets.judgements(db.session(), inspection_id=inspection_id)
    form = SheetForm(data=written(said))
    done = saved(
        form,
        lambda session: judging.judge(
            session,
            inspection=place.inspection,
            campaign=place.campaign,
            agency=place.agency,
            said=form.said(),
            by=actor(),
        ),
        require=lambda: inspecting.require_open(place.inspection, campaign=place.campaign),
    )
    if done:
        return _back(inspection_id, told=_("What you said of each item was saved."))
    return _sheet_page("inspections/judge.html", form=form, place=place)


@bp.route("/inspections/<int:inspection_id>/sample", methods=["GET", "POST"], endpoint="sample")
def draw_sample(inspection_id: int) -> ResponseReturnValue:
    place = inspected_by_us(inspection_id)
    form = SampleForm()
    done = saved(
        form,
        lambda session: samples.draw(
            session,
            inspection=place.inspection,
            campaign=place.campaign,
            wanted=form.wanted.data,
            least=current_settings().suppress_below,
            by=actor(),
        ),
    )
    if done:
        told = _("The ratings were drawn.")
        return on_to("inspections.sample", told=told, inspection_id=inspection_id)
    return form_page(
        "inspections/sample.html",
        form=form,
        place=place,
        trail=_trail(place),
        sample=inspection_sheets.sample(db.session(), inspection_id=inspection_id),
        ratings=samples.ratings(db.session(), inspection_id=inspection_id),
    )


def _sheet_page(template: str, *, form: SheetForm, place: Place) -> ResponseReturnValue:
    lines = sheet(db.session(), place=place, today=today())
    fields = [row.form for row in form.rows]
    return form_page(
        template,
        form=form,
        place=place,
        trail=_trail(place),
        rows=list(zip(lines, fields, strict=True)),
    )


def _trail(place: Place) -> list[Step]:
    return to_inspection(place.agency, inspection=place.inspection, campaign=place.campaign)


def _back(inspection_id: int, *, told: str) -> ResponseReturnValue:
    return on_to("inspections.inspection", told=told, inspection_id=inspection_id)
