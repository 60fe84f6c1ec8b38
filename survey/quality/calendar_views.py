"""The calendar of a quality system: what is due in a year, month by month."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue

from survey import db
from survey.clock import first_of_month
from survey.i18n import named_month
from survey.models.agency import Agency
from survey.models.measurement_plan import MeasurementPlan
from survey.quality import trails
from survey.quality.blueprint import bp
from survey.quality.deadlines import Deadline, in_order, of_action, of_objective, of_plan
from survey.queries import corrective_actions, measurement_plans, measurement_records
from survey.staff.standing import the_agency, today
from survey.staff.years import asked_year


@bp.get("/quality-system/<agency_code>/calendar", endpoint="calendar")
def browse(agency_code: str) -> ResponseReturnValue:
    agency, year = the_agency(agency_code), asked_year(today=today())
    due = in_order(one for one in _all(agency, year=year) if one.day.year == year)
    months = groupby(due, key=lambda one: first_of_month(one.day))
    return render_template(
        "quality/calendar.html",
        agency=agency,
        year=year,
        trail=trails.to_plans(agency, year=year),
        months=[(named_month(month), list(those)) for month, those in months],
        today=today(),
    )


def _all(agency: Agency, *, year: int) -> Iterable[Deadline[Any]]:
    """Of the year and those around it, from which some reach into it."""
    session = db.session()
    plans = dict[int, MeasurementPlan]()
    for each in (year - 1, year, year + 1):
        asked = {"agency_id": agency.id, "year": each}
        for objective in measurement_plans.objectives(session, **asked):
            yield from of_objective(objective)
        plans |= {plan.id: plan for plan in measurement_plans.plans(session, **asked)}
    for plan in plans.values():
        recorded = measurement_records.approvals(session, plan_id=plan.id)
        yield from of_plan(plan, recorded=recorded)
    for action in corrective_actions.of_agency(session, agency_id=agency.id):
        yield from of_action(action)
