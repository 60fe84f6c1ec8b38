"""Upkeep of campaigns: enter, correct, name agencies, begin and close."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from survey import audit, db
from survey.audit import Actor
from survey.clock import local_day
from survey.inspections import notices
from survey.inspections.refusals import (
    CampaignHasBegun,
    DaysInWrongOrder,
    DecidedTooLate,
    InspectionsOpen,
    NamedTwice,
    NobodyChosen,
    PeriodInspectedInWrongOrder,
    TeamWithoutHead,
)
from survey.inspections.steps import take
from survey.models.agency import Agency
from survey.models.campaign import Campaign, Choosing, Duty, Inspection, Manner, TeamMember
from survey.queries import inspections


class CampaignDetails(NamedTuple):
    title: str
    decision_number: str
    decided_on: date
    issuer: str
    manner: Manner
    period_first: date
    period_last: date
    first_day: date
    last_day: date


class MemberDetails(NamedTuple):
    name: str
    duty: Duty
    office: str | None = None
    account_id: int | None = None


def create(
    session: Session,
    *,
    agency: Agency,
    details: CampaignDetails,
    team: Collection[MemberDetails],
    by: Actor,
) -> Campaign:
    _require_sense(details, team=team)
    campaign = Campaign(
        agency_id=agency.id, created_on=local_day(by.now), team=_rows(team), **details._asdict()
    )
    session.add(campaign)
    session.flush()
    _note(session, action="campaign.created", campaign=campaign, before={}, by=by)
    return campaign


def edit(
    session: Session,
    *,
    campaign: Campaign,
    details: CampaignDetails,
    team: Collection[MemberDetails],
    by: Actor,
) -> None:
    """Until it begins."""
    db.hold(session, campaign)
    require_not_begun(campaign)
    _require_sense(details, team=team)
    before = audit.snapshot(campaign)
    for name, value in details._asdict().items():
        setattr(campaign, name, value)
    campaign.team.clear()
    session.flush()  # the names are free again
    campaign.team.extend(_rows(team))
    _note(session, action="campaign.edited", campaign=campaign, before=before, by=by)


def choose(
    session: Session,
    *,
    campaign: Campaign,
    agency: Agency,
    choosing: Choosing,
    by: Actor,
    reasons: str | None = None,
) -> Inspection:
    db.hold(session, campaign)
    require_not_begun(campaign)
    inspection = Inspection(
        campaign_id=campaign.id,
        agency_id=agency.id,
        choosing=choosing,
        reasons=reasons,
        chosen_on=local_day(by.now),
    )
    session.add(inspection)
    session.flush()
    audit.record(
        session,
        by=by,
        action="inspection.chosen",
        subject={"inspection": inspection.id},
        agency_id=agency.id,
        after=audit.snapshot(inspection),
    )
    return inspection


def begin(session: Session, *, campaign: Campaign, by: Actor) -> None:
    db.hold(session, campaign)
    if not inspections.of_campaign(session, campaign_id=campaign.id):
        raise NobodyChosen
    before = audit.snapshot(campaign)
    take(campaign, "begun_on", after="created_on", day=local_day(by.now))
    notices.of_begin(session, campaign=campaign, now=by.now)
    _note(session, action="campaign.begun", campaign=campaign, before=before, by=by)


def close(session: Session, *, campaign: Campaign, by: Actor) -> None:
    """Findings go on until each is closed by itself."""
    db.hold(session, campaign)
    rows = inspections.of_campaign(session, campaign_id=campaign.id)
    if any(row.inspection.concluded_on is None for row in rows):
        raise InspectionsOpen
    before = audit.snapshot(campaign)
    take(campaign, "closed_on", after="begun_on", day=local_day(by.now))
    _note(session, action="campaign.closed", campaign=campaign, before=before, by=by)


def require_not_begun(campaign: Campaign) -> None:
    if campaign.begun_on is not None:
        raise CampaignHasBegun


def _require_sense(details: CampaignDetails, *, team: Collection[MemberDetails]) -> None:
    if details.period_last < details.period_first:
        raise PeriodInspectedInWrongOrder
    if details.last_day < details.first_day:
        raise DaysInWrongOrder
    if details.decided_on > details.first_day:
        raise DecidedTooLate
    if [member.duty for member in team].count(Duty.HEAD) != 1:
        raise TeamWithoutHead
    if len({member.name for member in team}) < len(team):
        raise NamedTwice


def _rows(team: Collection[MemberDetails]) -> list[TeamMember]:
    return [TeamMember(**member._asdict()) for member in team]


def _note(
    session: Session, *, action: str, campaign: Campaign, before: audit.Values, by: Actor
) -> None:
    audit.record(
        session,
        by=by,
        action=action,
        subject={"campaign": campaign.id},
        agency_id=campaign.agency_id,
        before=before,
        after={**audit.snapshot(campaign), "team": [member.name for member in campaign.team]},
    )
