"""Records of measurement: made when a wave is complete, submitted, approved; never changed."""

from datetime import date

from flask_babel import format_date
from sqlalchemy.orm import Session

from survey import audit, closing, db
from survey.audit import Actor
from survey.clock import local_day
from survey.measures import frozen
from survey.measures.frozen import FORMULA
from survey.models.measurement_plan import MeasurementPlan
from survey.models.measurement_record import MeasurementRecord
from survey.models.staged import Stage
from survey.quality import record_figures, turns
from survey.quality.record_refusals import (
    AnotherRecordNeedsAReason,
    FiguresDiffer,
    NoSuchWave,
    NotSealedInTime,
    PlanNotApproved,
    WaveStillOpen,
)
from survey.quality.waves import Span
from survey.queries import agencies, inbox, measurement_plans, measurement_records


def make(
    session: Session,
    *,
    plan: MeasurementPlan,
    span: Span,
    reason: str | None,
    suppress_below: int,
    by: Actor,
) -> MeasurementRecord:
    """Of one wave of the approved plan; another one of the same wave needs a reason."""
    db.hold(session, plan)
    today = local_day(by.now)
    require_complete(session, plan=plan, span=span, today=today)
    earlier = measurement_records.of_wave(session, plan_id=plan.id, **span._asdict())
    number = len(earlier) + 1
    if number > 1 and not reason:
        raise AnotherRecordNeedsAReason
    record = _record(session, plan=plan, span=span, today=today)
    record.number, record.reason = number, reason if number > 1 else None
    record.figures = record_figures.of_wave(
        session, plan=plan, record=record, suppress_below=suppress_below, today=today
    )
    session.add(record)
    session.flush()
    _note(session, action="record.created", record=record, before={}, by=by)
    return record


def advance(session: Session, *, record: MeasurementRecord, to: Stage, by: Actor) -> None:
    """Nothing is approved that does not come out the same from the sealed rows."""
    db.hold(session, record)
    before = audit.snapshot(record)
    turns.advance(session, record, to=to, by=by)
    if to is Stage.APPROVED and not frozen.recheck(session, record=record).is_same:
        raise FiguresDiffer
    _note(session, action=f"record.{to.value}", record=record, before=before, by=by)


def require_complete(session: Session, *, plan: MeasurementPlan, span: Span, today: date) -> None:
    if plan.approved_on is None:
        raise PlanNotApproved
    if span not in [(wave.first_day, wave.last_day) for wave in plan.current.waves]:
        raise NoSuchWave
    if closing.may_grow(span.last_day, today=today):
        raise WaveStillOpen(day=format_date(closing.complete_on(span.last_day)))
    counted = agencies.subtree_ids(session, roots=[plan.agency_id], day=span.last_day)
    last = span.last_day + closing.EARLIER_BY_THE_WEEK
    if any(row.agency_id in counted for row in inbox.waiting(session, through=last)):
        raise NotSealedInTime


def _record(
    session: Session, *, plan: MeasurementPlan, span: Span, today: date
) -> MeasurementRecord:
    objective = plan.objective_id and measurement_plans.objective_by_id(
        session, objective_id=plan.objective_id
    )
    previous = measurement_records.before(
        session, agency_id=plan.agency_id, channel=plan.channel, day=span.first_day
    )
    return MeasurementRecord(
        agency_id=plan.agency_id,
        plan_id=plan.id,
        plan_version_id=plan.current.id,
        **span._asdict(),
        channel=plan.channel,
        formula=FORMULA,
        target_per_mille=objective.target_per_mille if objective else None,
        previous_id=previous.id if previous else None,
        created_on=today,
    )


def _note(
    session: Session, *, action: str, record: MeasurementRecord, before: audit.Values, by: Actor
) -> None:
    audit.record(
        session,
        by=by,
        action=action,
        subject={"record": record.id, "plan": record.plan_id},
        agency_id=record.agency_id,
        before=before,
        after=audit.snapshot(record),
    )
