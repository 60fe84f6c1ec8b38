"""The buttons by which a leader sends back an objective, a plan, a record or a review."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from survey import db
from survey.quality.blueprint import bp
from survey.quality.objective_views import the_objective
from survey.quality.plan_views import the_plan
from survey.quality.record_views import the_record
from survey.quality.reviews.views import the_review
from survey.quality.sending_back import send_back
from survey.queries.awaiting import Submitted
from survey.staff.form_base import paragraph
from survey.staff.pages import on_to
from survey.staff.standing import actor


@bp.post("/quality-system/objectives/<int:objective_id>/send-back", endpoint="send_back_objective")
def objective(objective_id: int) -> ResponseReturnValue:
    row, agency = the_objective(objective_id)
    return on_to("quality.plans", told=_sent(row), agency_code=agency.code, year=row.year)


@bp.post("/quality-system/plans/<int:plan_id>/send-back", endpoint="send_back_plan")
def plan(plan_id: int) -> ResponseReturnValue:
    row, _agency = the_plan(plan_id)
    return on_to("quality.plan", told=_sent(row), plan_id=row.id)


@bp.post("/quality-system/records/<int:record_id>/send-back", endpoint="send_back_record")
def record(record_id: int) -> ResponseReturnValue:
    row, _agency = the_record(record_id)
    return on_to("quality.record", told=_sent(row), record_id=row.id)


@bp.post("/quality-system/reviews/<int:review_id>/send-back", endpoint="send_back_review")
def review(review_id: int) -> ResponseReturnValue:
    row, _agency = the_review(review_id)
    return on_to("quality.review", told=_sent(row), review_id=row.id)


def _sent(row: Submitted) -> str:
    with db.transaction() as session:
        send_back(session, row=row, reason=paragraph(request.form.get("reason")), by=actor())
    return _("It was sent back with your reason.")
