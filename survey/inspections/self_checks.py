"""The report of an agency about itself: written item by item, submitted by its leader."""

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy.orm import Session

from survey import audit, db
from survey.audit import Actor
from survey.clock import local_day
from survey.errors.steps import StageOver
from survey.inspections.inspecting import require_open
from survey.inspections.steps import take
from survey.models.campaign import Campaign, Inspection
from survey.models.inspection_sheet import Conformity, SelfCheck, SelfCheckAnswer
from survey.queries import inspection_sheets


class Said(NamedTuple):
    """What is said under one item of the checklist."""

    conformity: Conformity
    remark: str | None


def save(
    session: Session,
    *,
    inspection: Inspection,
    campaign: Campaign,
    said: Mapping[str, Said],
    by: Actor,
) -> None:
    """Written anew each time, until it is submitted."""
    db.hold(session, inspection)
    require_unsubmitted(session, inspection=inspection, campaign=campaign)
    report = inspection_sheets.self_check(session, inspection_id=inspection.id)
    if report is None:
        report = SelfCheck(inspection_id=inspection.id, begun_on=local_day(by.now))
        session.add(report)
        session.flush()
    for row in inspection_sheets.self_check_answers(session, inspection_id=inspection.id).values():
        session.delete(row)
    session.flush()
    session.add_all(
        SelfCheckAnswer(inspection_id=inspection.id, item=item, **one._asdict())
        for item, one in said.items()
    )
    _note(session, "self_check.saved", inspection=inspection, before={}, report=report, by=by)


def require_unsubmitted(session: Session, *, inspection: Inspection, campaign: Campaign) -> None:
    require_open(inspection, campaign=campaign)
    report = inspection_sheets.self_check(session, inspection_id=inspection.id)
    if report is not None and report.submitted_on is not None:
        raise StageOver


def submit(session: Session, *, inspection: Inspection, campaign: Campaign, by: Actor) -> None:
    db.hold(session, inspection)
    require_open(inspection, campaign=campaign)
    report = inspection_sheets.self_check(session, inspection_id=inspection.id)
    if report is None:
        raise StageOver
    before = audit.snapshot(report)
    take(report, "submitted_on", after="begun_on", day=local_day(by.now))
    _note(
        session, "self_check.submitted", inspection=inspection, before=before, report=report, by=by
    )


def _note(
    session: Session,
    action: str,
    *,
    inspection: Inspection,
    before: audit.Values,
    report: SelfCheck,
    by: Actor,
) -> None:
    audit.record(
        session,
        by=by,
        action=action,
        subject={"inspection": inspection.id},
        agency_id=inspection.agency_id,
        before=before,
        after=audit.snapshot(report),
    )
