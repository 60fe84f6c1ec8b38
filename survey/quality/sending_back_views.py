"""Where a leader sends back an objective, a plan, a record or a review, with the reason."""

from typing import Any

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from survey.quality import trails
from survey.quality.blueprint import bp
from survey.quality.objective_views import the_objective
from survey.quality.plan_forms import SendBackForm
from survey.quality.plan_views import the_plan
from survey.quality.record_views import the_record
from survey.quality.reviews.views import the_review
from survey.quality.sending_back import send_back
from survey.quality.turn_letters import title_of
from survey.queries.awaiting import Submitted
from survey.staff.form_base import saved
from survey.staff.pages import form_page, on_to
from survey.staff.standing import actor
from survey.staff.trails import Step


@bp.post("/quality-system/objectives/<int:objective_id>/send-back", endpoint="send_back_objective")
def objective(objective_id: int) -> ResponseReturnValue:
    row, agency = the_objective(objective_id)
    trail = trails.to_plans(agency, year=row.year)
    return _sent(row, "quality.plans", trail=trail, agency_code=agency.code, year=row.year)


@bp.post("/quality-system/plans/<int:plan_id>/send-back", endpoint="send_back_plan")
def plan(plan_id: int) -> ResponseReturnValue:
    row, agency = the_plan(plan_id)
    return _sent(row, "quality.plan", trail=trails.to_plan(agency, plan=row), plan_id=row.id)


@bp.post("/quality-system/records/<int:record_id>/send-back", endpoint="send_back_record")
def record(record_id: int) -> ResponseReturnValue:
    row, agency = the_record(record_id)
    plan, _agency = the_plan(row.plan_id)
    trail = trails.to_record(agency, plan=plan, record=row)
    return _sent(row, "quality.record", trail=trail, record_id=row.id)


@bp.post("/quality-system/reviews/<int:review_id>/send-back", endpoint="send_back_review")
def review(review_id: int) -> ResponseReturnValue:
    row, agency = the_review(review_id)
    trail = trails.to_review(agency, review=row)
    return _sent(row, "quality.review", trail=trail, review_id=row.id)


def _sent(row: Submitted, page: str, *, trail: list[Step], **arguments: Any) -> ResponseReturnValue:
    """The reason comes from the page of what is sent back; only a refused one has a page here."""
    form = SendBackForm()
    done = saved(
        form,
        lambda session: send_back(session, row=row, reason=form.reason.data, by=actor()),
    )
    if done:
        return on_to(page, told=_("It was sent back with your reason."), **arguments)
    return form_page("quality/send_back.html", form=form, what=title_of(row), trail=trail)
