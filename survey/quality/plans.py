"""Upkeep of measurement plans: enter, correct, revise after the approval, and their steps."""

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from survey import audit, db
from survey.audit import Actor
from survey.clock import local_day
from survey.models.agency import Agency
from survey.models.measurement_plan import (
    WHOLE,
    MeasurementPlan,
    PlanItem,
    PlanVersion,
    SampleRule,
    Thing,
)
from survey.models.rating import Channel
from survey.models.staged import Stage
from survey.quality import stages, turns, waves
from survey.quality.plan_refusals import (
    MeasuredTwice,
    NothingMeasured,
    PeriodInWrongOrder,
    PlanApproved,
    PlanNotUnderWay,
    ReasonMissing,
)
from survey.quality.waves import Span


class PlanDetails(NamedTuple):
    title: str
    first_day: date
    last_day: date
    responsible: str
    channel: Channel
    questionnaire_version_id: int | None = None
    objective_id: int | None = None


class ItemDetails(NamedTuple):
    """What is measured, and from how many answers."""

    rule: SampleRule
    target: int
    thing: Thing = WHOLE
    population: int | None = None
    margin_per_mille: int | None = None


def create(
    session: Session,
    *,
    agency: Agency,
    details: PlanDetails,
    items: Collection[ItemDetails],
    spans: Collection[Span] = (),
    by: Actor,
) -> MeasurementPlan:
    """`spans`: of the waves; without any the whole period is one."""
    _require_sense(details=details, items=items)
    today = local_day(by.now)
    plan = MeasurementPlan(agency_id=agency.id, created_on=today, **details._asdict())
    version = PlanVersion(number=1, made_on=today, items=_rows(items))
    version.waves = waves.rows(spans, period=_period(plan))
    plan.versions.append(version)
    session.add(plan)
    session.flush()
    _note(session, action="plan.created", plan=plan, before={}, by=by)
    return plan


def edit(
    session: Session,
    *,
    plan: MeasurementPlan,
    details: PlanDetails,
    items: Collection[ItemDetails],
    spans: Collection[Span] = (),
    by: Actor,
) -> None:
    """While nobody is asked to approve it; the draft is written anew."""
    db.hold(session, plan)
    require_with_author(plan)
    _require_sense(details=details, items=items)
    before = audit.snapshot(plan)
    for name, value in details._asdict().items():
        setattr(plan, name, value)
    plan.current.items.clear()
    plan.current.waves.clear()
    session.flush()  # what is named again, or begins on the same day as before, is another row
    plan.current.items = _rows(items)
    plan.current.waves = waves.rows(spans, period=_period(plan))
    _note(session, action="plan.edited", plan=plan, before=before, by=by)


def revise(
    session: Session,
    *,
    plan: MeasurementPlan,
    items: Collection[ItemDetails],
    spans: Collection[Span] = (),
    reason: str | None,
    by: Actor,
) -> None:
    """A new version of an approved plan; what was approved stays beside it."""
    db.hold(session, plan)
    if not reason:
        raise ReasonMissing
    _require_things(items)
    require_under_way(plan)
    number, today = plan.current.number + 1, local_day(by.now)
    version = PlanVersion(number=number, made_on=today, reason=reason, items=_rows(items))
    version.waves = waves.rows(spans, period=_period(plan))
    plan.versions.append(version)
    session.flush()
    audit.record(
        session,
        by=by,
        action="plan.revised",
        subject={"plan": plan.id},
        agency_id=plan.agency_id,
        after={"version": number, "note": reason},
    )


def advance(session: Session, *, plan: MeasurementPlan, to: Stage, by: Actor) -> None:
    db.hold(session, plan)
    before = audit.snapshot(plan)
    turns.advance(session, plan, to=to, by=by)
    _note(session, action=f"plan.{to.value}", plan=plan, before=before, by=by)


def require_with_author(plan: MeasurementPlan) -> None:
    if plan.approved_on is not None:
        raise PlanApproved
    stages.require_not_submitted(plan)


def require_under_way(plan: MeasurementPlan) -> None:
    if plan.stage is not Stage.APPROVED:
        raise PlanNotUnderWay


def _require_sense(*, details: PlanDetails, items: Collection[ItemDetails]) -> None:
    if details.last_day < details.first_day:
        raise PeriodInWrongOrder
    _require_things(items)


def _require_things(items: Collection[ItemDetails]) -> None:
    if not items:
        raise NothingMeasured
    if len({item.thing for item in items}) < len(items):
        raise MeasuredTwice


def _period(plan: MeasurementPlan) -> Span:
    return Span(plan.first_day, plan.last_day)


def _rows(items: Collection[ItemDetails]) -> list[PlanItem]:
    return [_row(**item._asdict()) for item in items]


def _row(*, thing: Thing, **numbers: Any) -> PlanItem:
    return PlanItem(**thing._asdict(), **numbers)


def _note(
    session: Session, *, action: str, plan: MeasurementPlan, before: audit.Values, by: Actor
) -> None:
    audit.record(
        session,
        by=by,
        action=action,
        subject={"plan": plan.id},
        agency_id=plan.agency_id,
        before=before,
        after=audit.snapshot(plan),
    )
