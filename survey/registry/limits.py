"""Upkeep of time limits: the law's, and those that agencies commit to."""

from datetime import date
from typing import NamedTuple

from flask_babel import format_date
from sqlalchemy.orm import Session

from survey import audit
from survey.audit import Actor
from survey.errors.registers import LimitsOverlap
from survey.models.procedure import DayType, TimeLimit, TimeUnit
from survey.queries import time_limits
from survey.staff.dates import day_before, require_order


class LimitDetails(NamedTuple):
    """One limit; amounts count units, `cutoff_hour` is an hour of the day."""

    unit: TimeUnit = TimeUnit.DAY
    day_type: DayType = DayType.WORKING
    amount: int | None = None
    same_day: bool = False
    cutoff_hour: int | None = None
    verified_amount: int | None = None
    difficult_amount: int | None = None
    as_stated: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None


def create(
    session: Session,
    *,
    procedure_id: int,
    agency_id: int | None,
    details: LimitDetails,
    by: Actor,
) -> TimeLimit:
    """A limit from a day on; an open one that began before ends the day before it."""
    known = time_limits.of_same_kind(session, procedure_id=procedure_id, agency_id=agency_id)
    _end_the_one_before(known, first_day=details.valid_from)
    limit = TimeLimit(procedure_id=procedure_id, agency_id=agency_id)
    _fill(limit, details=details, others=known)
    session.add(limit)
    session.flush()
    _note(session, action="limit.created", limit=limit, before={}, by=by)
    return limit


def edit(session: Session, *, limit: TimeLimit, details: LimitDetails, by: Actor) -> None:
    before = audit.snapshot(limit)
    known = time_limits.of_same_kind(
        session, procedure_id=limit.procedure_id, agency_id=limit.agency_id
    )
    _fill(limit, details=details, others=[other for other in known if other is not limit])
    _note(session, action="limit.edited", limit=limit, before=before, by=by)


def _end_the_one_before(known: list[TimeLimit], *, first_day: date | None) -> None:
    if first_day is None:
        return
    for limit in known:
        if limit.valid_to is None and (limit.valid_from is None or limit.valid_from < first_day):
            limit.valid_to = day_before(first_day)


def _fill(limit: TimeLimit, *, details: LimitDetails, others: list[TimeLimit]) -> None:
    require_order(first=details.valid_from, last=details.valid_to)
    for other in others:
        day = _first_common_day(details, other)
        if day is not None:
            raise LimitsOverlap(day=format_date(day))
    for key, value in details._asdict().items():
        setattr(limit, key, value)


def _first_common_day(details: LimitDetails, other: TimeLimit) -> date | None:
    """The first day on which both hold; None when there is none."""
    begins = max(details.valid_from or date.min, other.valid_from or date.min)
    ends = min(details.valid_to or date.max, other.valid_to or date.max)
    return begins if begins <= ends else None


def _note(
    session: Session, *, action: str, limit: TimeLimit, before: audit.Values, by: Actor
) -> None:
    audit.record(
        session,
        by=by,
        action=action,
        subject={"limit": limit.id, "procedure": limit.procedure_id},
        agency_id=limit.agency_id,
        before=before,
        after=audit.snapshot(limit),
    )
