"""The end of an inspection: its minutes are made, and its findings stay as they stand there."""

from sqlalchemy.orm import Session

from survey import audit, db
from survey.audit import Actor
from survey.clock import local_day
from survey.inspections import notices
from survey.inspections.refusals import MinutesMade, NotBegun
from survey.inspections.steps import take
from survey.models.campaign import Campaign, Inspection


def conclude(session: Session, *, inspection: Inspection, campaign: Campaign, by: Actor) -> None:
    db.hold(session, inspection)
    require_open(inspection, campaign=campaign)
    before = audit.snapshot(inspection)
    take(inspection, "concluded_on", after="chosen_on", day=local_day(by.now))
    notices.of_minutes(session, inspection=inspection, now=by.now)
    audit.record(
        session,
        by=by,
        action="inspection.concluded",
        subject={"inspection": inspection.id},
        agency_id=inspection.agency_id,
        before=before,
        after=audit.snapshot(inspection),
    )


def require_open(inspection: Inspection, *, campaign: Campaign) -> None:
    """The campaign runs and the minutes are yet to be made."""
    if campaign.begun_on is None:
        raise NotBegun
    if inspection.concluded_on is not None:
        raise MinutesMade
