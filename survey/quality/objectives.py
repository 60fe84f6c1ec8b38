"""Upkeep of objectives: enter, correct, and their steps from draft to closed."""

from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from survey import audit, db
from survey.audit import Actor
from survey.clock import local_day
from survey.models.agency import Agency
from survey.models.measurement_plan import Objective
from survey.models.staged import Stage
from survey.quality import stages, turns
from survey.quality.plan_refusals import DueBeforeItsYear, FixedOnceApproved


class ObjectiveDetails(NamedTuple):
    year: int
    statement: str
    evaluated: str
    responsible: str
    due_on: date
    target_per_mille: int | None = None


def create(session: Session, *, agency: Agency, details: ObjectiveDetails, by: Actor) -> Objective:
    _require_sense(details)
    objective = Objective(agency_id=agency.id, created_on=local_day(by.now), **details._asdict())
    session.add(objective)
    session.flush()
    _note(session, action="objective.created", objective=objective, before={}, by=by)
    return objective


def edit(session: Session, *, objective: Objective, details: ObjectiveDetails, by: Actor) -> None:
    """While nobody is asked to approve it."""
    db.hold(session, objective)
    require_with_author(objective)
    _require_sense(details)
    before = audit.snapshot(objective)
    for name, value in details._asdict().items():
        setattr(objective, name, value)
    _note(session, action="objective.edited", objective=objective, before=before, by=by)


def require_with_author(objective: Objective) -> None:
    if objective.approved_on is not None:
        raise FixedOnceApproved
    stages.require_not_submitted(objective)


def advance(session: Session, *, objective: Objective, to: Stage, by: Actor) -> None:
    db.hold(session, objective)
    before = audit.snapshot(objective)
    turns.advance(session, objective, to=to, by=by)
    _note(session, action=f"objective.{to.value}", objective=objective, before=before, by=by)


def _require_sense(details: ObjectiveDetails) -> None:
    if details.due_on.year < details.year:
        raise DueBeforeItsYear(year=str(details.year))


def _note(
    session: Session, *, action: str, objective: Objective, before: audit.Values, by: Actor
) -> None:
    audit.record(
        session,
        by=by,
        action=action,
        subject={"objective": objective.id},
        agency_id=objective.agency_id,
        before=before,
        after=audit.snapshot(objective),
    )
