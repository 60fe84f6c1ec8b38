"""Objectives and measurement plans, by agency and year."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, selectinload

from survey.models.measurement_plan import MeasurementPlan, Objective, PlanVersion
from survey.queries.grouping import grouped

WITH_VERSIONS = selectinload(MeasurementPlan.versions).options(
    selectinload(PlanVersion.items), selectinload(PlanVersion.waves)
)
"""All of a plan in a few questions, however many plans there are."""


def objective_by_id(session: Session, *, objective_id: int) -> Objective | None:
    return session.get(Objective, objective_id)


def is_named(session: Session, *, objective_id: int) -> bool:
    """Whether a plan has this objective."""
    named = exists().where(MeasurementPlan.objective_id == objective_id)
    return bool(session.scalar(select(named)))


def plan_by_id(session: Session, *, plan_id: int) -> MeasurementPlan | None:
    return session.get(MeasurementPlan, plan_id)


def objectives(session: Session, *, agency_id: int, year: int) -> list[Objective]:
    return objectives_of(session, agency_ids=[agency_id], year=year).get(agency_id, [])


def objectives_of(
    session: Session, *, agency_ids: Collection[int], year: int
) -> dict[int, list[Objective]]:
    """By agency, the first that is due first."""
    statement = (
        select(Objective.agency_id, Objective)
        .where(Objective.agency_id.in_(agency_ids), Objective.year == year)
        .order_by(Objective.due_on, Objective.id)
    )
    return grouped(session.execute(statement))


def plans(session: Session, *, agency_id: int, year: int) -> list[MeasurementPlan]:
    return plans_of(session, agency_ids=[agency_id], year=year).get(agency_id, [])


def plans_of(
    session: Session, *, agency_ids: Collection[int], year: int
) -> dict[int, list[MeasurementPlan]]:
    """By agency, those whose period touches the year, earliest first, with all their versions."""
    statement = (
        select(MeasurementPlan.agency_id, MeasurementPlan)
        .where(MeasurementPlan.agency_id.in_(agency_ids))
        .where(MeasurementPlan.first_day <= date(year, 12, 31))
        .where(MeasurementPlan.last_day >= date(year, 1, 1))
        .order_by(MeasurementPlan.first_day, MeasurementPlan.id)
        .options(WITH_VERSIONS)
    )
    return grouped(session.execute(statement))


def open_objectives(session: Session, *, until: date) -> list[Objective]:
    """Of all agencies: not closed, of the year of the day or an earlier one."""
    statement = (
        select(Objective)
        .where(Objective.closed_on.is_(None), Objective.year <= until.year)
        .order_by(Objective.id)
    )
    return list(session.execute(statement).scalars())


def open_plans(session: Session, *, until: date) -> list[MeasurementPlan]:
    """Of all agencies: not reported as carried out, and begun by the day."""
    statement = (
        select(MeasurementPlan)
        .where(MeasurementPlan.carried_out_on.is_(None), MeasurementPlan.first_day <= until)
        .order_by(MeasurementPlan.id)
        .options(WITH_VERSIONS)
    )
    return list(session.execute(statement).scalars())
