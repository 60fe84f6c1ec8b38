"""A draft that nobody was asked to approve is discarded; the audit trail keeps what it said."""

from sqlalchemy.orm import Session

from survey import audit, db
from survey.audit import Actor
from survey.models.measurement_plan import MeasurementPlan, Objective
from survey.models.staged import Stage
from survey.quality.noting import note
from survey.quality.plan_refusals import ObjectiveOfPlans, SubmittedOnce
from survey.queries import measurement_plans


def discard(session: Session, *, row: Objective | MeasurementPlan, by: Actor) -> None:
    """Raises SubmittedOnce, and ObjectiveOfPlans for an objective that plans name."""
    db.hold(session, row)
    if row.stage is not Stage.DRAFT:
        raise SubmittedOnce
    if isinstance(row, Objective) and measurement_plans.is_named(session, objective_id=row.id):
        raise ObjectiveOfPlans
    note(session, row=row, did="discarded", by=by, before=audit.snapshot(row))
    session.delete(row)
