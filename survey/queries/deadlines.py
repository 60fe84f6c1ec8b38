"""What is due in an agency, from its objectives, plans and corrective actions."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from survey.models.deadline import Deadline, in_order, of_action, of_objective, of_plan
from survey.models.measurement_plan import MeasurementPlan
from survey.queries import corrective_actions, measurement_plans, measurement_records


def between(
    session: Session, *, agency_id: int, first_day: date, last_day: date
) -> list[Deadline[Any]]:
    """Earliest first, done or not."""
    found = _of_years(session, agency_id=agency_id, years=range(first_day.year, last_day.year + 1))
    return in_order(one for one in found if first_day <= one.day <= last_day)


def _of_years(session: Session, *, agency_id: int, years: range) -> Iterable[Deadline[Any]]:
    """Of the years and those around them, from which some reach into them."""
    plans = dict[int, MeasurementPlan]()
    for year in range(years.start - 1, years.stop + 1):
        for objective in measurement_plans.objectives(session, agency_id=agency_id, year=year):
            yield from of_objective(objective)
        those = measurement_plans.plans(session, agency_id=agency_id, year=year)
        plans |= {plan.id: plan for plan in those}
    for plan in plans.values():
        recorded = measurement_records.approvals(session, plan_id=plan.id)
        yield from of_plan(plan, recorded=recorded)
    for action in corrective_actions.of_agency(session, agency_id=agency_id):
        yield from of_action(action)
