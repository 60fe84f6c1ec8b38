"""Records of measurement: by number, of a plan, of a wave, and the one of the period before."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from survey.models.measurement_plan import MeasurementPlan
from survey.models.measurement_record import MeasurementRecord
from survey.models.rating import Channel
from survey.queries.grouping import grouped


def by_id(session: Session, *, record_id: int) -> MeasurementRecord | None:
    return session.get(MeasurementRecord, record_id)


def of_plan(session: Session, *, plan_id: int) -> list[MeasurementRecord]:
    return of_plans(session, plan_ids=[plan_id]).get(plan_id, [])


def of_plans(session: Session, *, plan_ids: Collection[int]) -> dict[int, list[MeasurementRecord]]:
    """By plan, earliest wave first, of each wave the newest record first."""
    statement = (
        select(MeasurementRecord.plan_id, MeasurementRecord)
        .where(MeasurementRecord.plan_id.in_(plan_ids))
        .order_by(
            MeasurementRecord.first_day, MeasurementRecord.last_day, MeasurementRecord.number.desc()
        )
    )
    return grouped(session.execute(statement))


def approvals(
    session: Session, *, plan_ids: Collection[int]
) -> dict[int, dict[tuple[date, date], date]]:
    """By plan, and by the first and last day of each of its waves, when a record of the wave was
    first approved."""
    wave = (
        MeasurementRecord.plan_id,
        MeasurementRecord.first_day,
        MeasurementRecord.last_day,
    )
    statement = (
        select(*wave, func.min(MeasurementRecord.approved_on))
        .where(MeasurementRecord.plan_id.in_(plan_ids), MeasurementRecord.approved_on.is_not(None))
        .group_by(*wave)
    )
    found = dict[int, dict[tuple[date, date], date]]()
    for plan_id, first, last, approved in session.execute(statement):
        if approved is not None:
            found.setdefault(plan_id, {})[first, last] = approved
    return found


def of_wave(
    session: Session, *, plan_id: int, first_day: date, last_day: date
) -> list[MeasurementRecord]:
    """The newest first."""
    wave = (first_day, last_day)
    found = of_plan(session, plan_id=plan_id)
    return [record for record in found if (record.first_day, record.last_day) == wave]


def before(
    session: Session, *, agency_id: int, channel: Channel, day: date
) -> MeasurementRecord | None:
    """The last approved record of a wave that had ended before the day."""
    statement = (
        select(MeasurementRecord)
        .where(
            MeasurementRecord.agency_id == agency_id,
            MeasurementRecord.channel == channel,
            MeasurementRecord.last_day < day,
            MeasurementRecord.approved_on.is_not(None),
        )
        .order_by(MeasurementRecord.last_day.desc(), MeasurementRecord.number.desc())
        .limit(1)
    )
    return session.execute(statement).scalar_one_or_none()


def by_objective(
    session: Session, *, agency_id: int, first: date, last: date
) -> dict[int, MeasurementRecord]:
    """The last approved record of each objective, of waves that end within these days."""
    statement = (
        select(MeasurementPlan.objective_id, MeasurementRecord)
        .join(MeasurementRecord, MeasurementRecord.plan_id == MeasurementPlan.id)
        .where(
            MeasurementRecord.agency_id == agency_id,
            MeasurementRecord.last_day.between(first, last),
            MeasurementRecord.approved_on.is_not(None),
        )
        .order_by(MeasurementRecord.last_day, MeasurementRecord.number)
    )
    rows = session.execute(statement)
    return {objective_id: record for objective_id, record in rows if objective_id is not None}
