"""The page on which an inspector takes a finding back before the minutes."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from survey.inspections import findings, trails
from survey.inspections.blueprint import bp
from survey.inspections.finding_forms import WithdrawalForm
from survey.inspections.places import found_by_us
from survey.staff.form_base import saved
from survey.staff.pages import form_page, on_to
from survey.staff.standing import actor


@bp.route(
    "/inspections/findings/<int:finding_id>/withdraw",
    methods=["GET", "POST"],
    endpoint="withdraw_finding",
)
def withdraw(finding_id: int) -> ResponseReturnValue:
    finding, (inspection, campaign, agency) = found_by_us(finding_id)
    form = WithdrawalForm()
    done = saved(
        form,
        lambda session: findings.withdraw(
            session,
            finding=finding,
            inspection=inspection,
            campaign=campaign,
            reason=form.text.data,
            by=actor(),
        ),
        require=lambda: findings.require_correctable(
            finding, inspection=inspection, campaign=campaign
        ),
    )
    if done:
        told = _("The finding was withdrawn.")
        return on_to("inspections.finding", told=told, finding_id=finding.id)
    return form_page(
        "inspections/write_entry.html",
        form=form,
        finding=finding,
        heading=_("Withdraw the finding"),
        trail=trails.to_finding(agency, inspection=inspection, campaign=campaign, finding=finding),
    )
