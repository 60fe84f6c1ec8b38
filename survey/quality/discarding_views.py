"""The buttons by which a draft of an objective or a plan is discarded."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from survey import db
from survey.models.agency import Agency
from survey.models.measurement_plan import MeasurementPlan, Objective
from survey.quality.blueprint import bp
from survey.quality.discarding import discard
from survey.quality.objective_views import the_objective
from survey.quality.plan_views import the_plan
from survey.staff.pages import on_to
from survey.staff.standing import actor


@bp.post("/quality-system/objectives/<int:objective_id>/discard", endpoint="discard_objective")
def objective(objective_id: int) -> ResponseReturnValue:
    row, agency = the_objective(objective_id)
    return _gone(row, agency=agency, year=row.year)


@bp.post("/quality-system/plans/<int:plan_id>/discard", endpoint="discard_plan")
def plan(plan_id: int) -> ResponseReturnValue:
    row, agency = the_plan(plan_id)
    return _gone(row, agency=agency, year=row.first_day.year)


def _gone(row: Objective | MeasurementPlan, *, agency: Agency, year: int) -> ResponseReturnValue:
    with db.transaction() as session:
        discard(session, row=row, by=actor())
    return on_to(
        "quality.plans", told=_("The draft was discarded."), agency_code=agency.code, year=year
    )
