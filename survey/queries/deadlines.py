"""What is due in agencies, from their objectives, plans and corrective actions."""

from collections.abc import Collection, Iterable
from datetime import date
from itertools import chain
from typing import Any

from sqlalchemy.orm import Session

from survey.models.deadline import Deadline, in_order, of_action, of_objective, of_plan
from survey.models.measurement_plan import MeasurementPlan, Objective
from survey.queries import corrective_actions, measurement_plans, measurement_records


def between(
    session: Session, *, agency_ids: Collection[int], first_day: date, last_day: date
) -> list[Deadline[Any]]:
    """Earliest first, done or not."""
    years = range(first_day.year, last_day.year + 1)
    found = [
        *_of_years(session, agency_ids=agency_ids, years=years),
        *_of_actions(session, agency_ids=agency_ids),
    ]
    return in_order(one for one in found if first_day <= one.day <= last_day)


def of_each(
    session: Session, *, objectives: Iterable[Objective], plans: Collection[MeasurementPlan]
) -> Iterable[Deadline[Any]]:
    for objective in objectives:
        yield from of_objective(objective)
    recorded = measurement_records.approvals(session, plan_ids=[plan.id for plan in plans])
    for plan in plans:
        yield from of_plan(plan, recorded=recorded.get(plan.id, {}))


def _of_years(
    session: Session, *, agency_ids: Collection[int], years: range
) -> Iterable[Deadline[Any]]:
    """Of the years and those around them, from which some reach into them."""
    objectives, plans = list[Objective](), dict[int, MeasurementPlan]()
    for year in range(years.start - 1, years.stop + 1):
        wanted = measurement_plans.objectives_of(session, agency_ids=agency_ids, year=year)
        objectives += chain.from_iterable(wanted.values())
        planned = measurement_plans.plans_of(session, agency_ids=agency_ids, year=year)
        plans |= {plan.id: plan for plan in chain.from_iterable(planned.values())}
    return of_each(session, objectives=objectives, plans=plans.values())


def _of_actions(session: Session, *, agency_ids: Collection[int]) -> Iterable[Deadline[Any]]:
    for action in corrective_actions.of_agencies(session, agency_ids=agency_ids):
        yield from of_action(action)
