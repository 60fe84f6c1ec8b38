"""What was submitted for approval in some agencies, and has not been approved."""

from collections.abc import Collection
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased, selectinload

from survey.models.management_review import ManagementReview
from survey.models.measurement_plan import MeasurementPlan, Objective
from survey.models.measurement_record import MeasurementRecord

Kind = TypeVar("Kind", Objective, MeasurementPlan, ManagementReview)
Submitted = Objective | MeasurementPlan | MeasurementRecord | ManagementReview


def approval(session: Session, *, agency_ids: Collection[int]) -> list[Submitted]:
    """What has waited longest first; a record that another one replaced waits no more."""
    found: list[Submitted] = [
        *_of(session, Objective, agency_ids=agency_ids),
        *_of(session, MeasurementPlan, agency_ids=agency_ids),
        *_records(session, agency_ids=agency_ids),
        *_of(session, ManagementReview, agency_ids=agency_ids),
    ]
    return sorted(found, key=lambda row: row.last_step_on)


def _of(session: Session, kind: type[Kind], *, agency_ids: Collection[int]) -> list[Kind]:
    statement = (
        select(kind)
        .where(
            kind.agency_id.in_(agency_ids),
            kind.submitted_on.is_not(None),
            kind.approved_on.is_(None),
        )
        .order_by(kind.id)
        .options(selectinload(kind.sent_back))
    )
    return list(session.execute(statement).scalars())


def _records(session: Session, *, agency_ids: Collection[int]) -> list[MeasurementRecord]:
    newer = aliased(MeasurementRecord)
    statement = (
        select(MeasurementRecord)
        .where(
            MeasurementRecord.agency_id.in_(agency_ids),
            MeasurementRecord.submitted_on.is_not(None),
            MeasurementRecord.approved_on.is_(None),
            ~select(newer.id)
            .where(
                newer.plan_id == MeasurementRecord.plan_id,
                newer.first_day == MeasurementRecord.first_day,
                newer.last_day == MeasurementRecord.last_day,
                newer.number > MeasurementRecord.number,
            )
            .exists(),
        )
        .order_by(MeasurementRecord.id)
        .options(selectinload(MeasurementRecord.sent_back))
    )
    return list(session.execute(statement).scalars())
