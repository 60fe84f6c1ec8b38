"""Upkeep of findings: write, correct and withdraw them, the answer, the follow-up, the end."""

from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from survey import audit, db
from survey.audit import Actor
from survey.clock import local_day
from survey.errors.steps import StageOver
from survey.inspections import notices
from survey.inspections.inspecting import require_open
from survey.inspections.refusals import DueTooEarly, MinutesMissing
from survey.inspections.steps import take
from survey.models.campaign import Campaign, Inspection
from survey.models.finding import Finding, FindingEntry, Severity, Side
from survey.queries import findings


class FindingDetails(NamedTuple):
    severity: Severity
    statement: str
    due_on: date
    clause: str | None = None
    evidence: str | None = None
    evidence_path: str | None = None


def create(
    session: Session,
    *,
    inspection: Inspection,
    campaign: Campaign,
    details: FindingDetails,
    by: Actor,
) -> Finding:
    db.hold(session, inspection)
    require_open(inspection, campaign=campaign)
    today = local_day(by.now)
    _require_due(details, found_on=today)
    number = findings.last_number(session, inspection_id=inspection.id) + 1
    finding = Finding(
        inspection_id=inspection.id, number=number, found_on=today, **details._asdict()
    )
    session.add(finding)
    session.flush()
    _note(session, "finding.created", finding=finding, inspection=inspection, before={}, by=by)
    return finding


def edit(
    session: Session,
    *,
    finding: Finding,
    inspection: Inspection,
    campaign: Campaign,
    details: FindingDetails,
    by: Actor,
) -> None:
    """Until the minutes are made."""
    db.hold(session, inspection)
    db.hold(session, finding)
    require_correctable(finding, inspection=inspection, campaign=campaign)
    before = audit.snapshot(finding)
    _require_due(details, found_on=finding.found_on)
    for name, value in details._asdict().items():
        setattr(finding, name, value)
    _note(session, "finding.edited", finding=finding, inspection=inspection, before=before, by=by)


def withdraw(
    session: Session,
    *,
    finding: Finding,
    inspection: Inspection,
    campaign: Campaign,
    reason: str,
    by: Actor,
) -> None:
    """Until the minutes are made. It stays, with the reason; its number is not given again."""
    db.hold(session, inspection)
    db.hold(session, finding)
    require_correctable(finding, inspection=inspection, campaign=campaign)
    before = audit.snapshot(finding)
    take(finding, "withdrawn_on", after="found_on", day=local_day(by.now))
    finding.withdrawn_by_id, finding.withdrawal_reason = by.account_id, reason
    session.flush()
    _note(
        session, "finding.withdrawn", finding=finding, inspection=inspection, before=before, by=by
    )


def answer(
    session: Session, *, finding: Finding, inspection: Inspection, text: str, by: Actor
) -> None:
    """What the agency did about it; it may write again until the finding is closed."""
    db.hold(session, finding)
    require_answerable(finding, inspection=inspection)
    before = audit.snapshot(finding)
    if finding.answered_on is None:
        take(finding, "answered_on", after="found_on", day=local_day(by.now))
    entry = _write(session, finding, side=Side.AGENCY, text=text, by=by)
    notices.of_answer(session, finding=finding, inspection=inspection, entry=entry, now=by.now)
    _note(session, "finding.answered", finding=finding, inspection=inspection, before=before, by=by)


def follow_up(
    session: Session, *, finding: Finding, inspection: Inspection, text: str, by: Actor
) -> None:
    """What the inspector saw of it, once there is an answer."""
    db.hold(session, finding)
    require_answered(finding)
    before = audit.snapshot(finding)
    if finding.followed_up_on is None:
        take(finding, "followed_up_on", after="answered_on", day=local_day(by.now))
    _write(session, finding, side=Side.INSPECTOR, text=text, by=by)
    _note(
        session,
        "finding.followed_up",
        finding=finding,
        inspection=inspection,
        before=before,
        by=by,
    )


def close(session: Session, *, finding: Finding, inspection: Inspection, by: Actor) -> None:
    db.hold(session, finding)
    before = audit.snapshot(finding)
    take(finding, "closed_on", after="followed_up_on", day=local_day(by.now))
    notices.of_end(session, finding=finding, inspection=inspection, now=by.now)
    _note(session, "finding.closed", finding=finding, inspection=inspection, before=before, by=by)


def require_correctable(finding: Finding, *, inspection: Inspection, campaign: Campaign) -> None:
    require_open(inspection, campaign=campaign)
    _require_standing(finding)


def require_answerable(finding: Finding, *, inspection: Inspection) -> None:
    if inspection.concluded_on is None:
        raise MinutesMissing
    _require_standing(finding)


def require_answered(finding: Finding) -> None:
    _require_standing(finding)
    if finding.answered_on is None:
        raise StageOver


def _require_standing(finding: Finding) -> None:
    """Neither closed nor withdrawn."""
    if finding.closed_on is not None or finding.withdrawn_on is not None:
        raise StageOver


def _write(session: Session, finding: Finding, *, side: Side, text: str, by: Actor) -> FindingEntry:
    entry = FindingEntry(
        finding_id=finding.id,
        side=side,
        account_id=by.account_id,
        made_on=local_day(by.now),
        text=text,
    )
    session.add(entry)
    session.flush()
    return entry


def _require_due(details: FindingDetails, *, found_on: date) -> None:
    if details.due_on < found_on:
        raise DueTooEarly


def _note(
    session: Session,
    action: str,
    *,
    finding: Finding,
    inspection: Inspection,
    before: audit.Values,
    by: Actor,
) -> None:
    audit.record(
        session,
        by=by,
        action=action,
        subject={"finding": finding.id},
        agency_id=inspection.agency_id,
        before=before,
        after=audit.snapshot(finding),
    )
