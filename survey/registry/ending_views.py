"""The page on which an agency ends without a successor."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from survey.registry import agency_changes
from survey.registry.blueprint import bp
from survey.registry.succession_forms import EndForm, Step, pressed
from survey.registry.succession_preview import preview
from survey.staff import trails
from survey.staff.form_base import saved
from survey.staff.pages import form_page, on_to
from survey.staff.standing import actor, parent_of, the_agency, today


@bp.route("/registers/agencies/<agency_code>/end", methods=["GET", "POST"], endpoint="end_agency")
def end(agency_code: str) -> ResponseReturnValue:
    form, title = EndForm(day=today()), _("End an agency")
    agency = the_agency(agency_code)
    parent = parent_of(agency, day=form.day.data or today())
    if pressed() is Step.CONFIRM and saved(
        form,
        lambda session: agency_changes.carry_out(
            session, change=form.change(agency, parent=parent), by=actor()
        ),
    ):
        told = _("The end of the agency was saved.")
        return on_to("registry.agency", told=told, agency_code=agency_code)
    if pressed() is Step.PREVIEW and form.validate_on_submit():
        page = preview(form, form.change(agency, parent=parent), title=title)
        if page is not None:
            return page
    trail = trails.for_agency(agency, last=title)
    return form_page(
        "registry/end_agency.html",
        form=form,
        agency=agency,
        parent=parent,
        trail=trail,
        title=title,
    )
