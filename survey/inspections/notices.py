"""Who is told what about an inspection, in the transaction of what is told.

The agency's leader and quality officers hear what concerns it, the team hears of answers.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from survey.clock import local_day
from survey.inspections import letters
from survey.inspections.letters import Written
from survey.inspections.places import Place
from survey.mail import outbox
from survey.models.account import Account, Role
from survey.models.agency import Agency
from survey.models.campaign import Campaign, Inspection
from survey.models.finding import Finding, FindingEntry
from survey.policy import CASE_WORKERS, INSPECTORS
from survey.queries import accounts, agencies, findings, inspections, memberships


def of_begin(session: Session, *, campaign: Campaign, now: datetime) -> None:
    for row in inspections.of_campaign(session, campaign_id=campaign.id):
        place = Place(row.inspection, campaign, row.agency)
        event = f"inspection:{row.inspection.id}:announced"
        _to_agency(session, letters.announced(place), place=place, event=event, now=now)


def of_minutes(session: Session, *, inspection: Inspection, now: datetime) -> None:
    """Findings are told with them: until then they may still be corrected or withdrawn."""
    place = _place(session, inspection=inspection)
    found = findings.of_inspection(session, inspection_id=inspection.id)
    letter = letters.concluded(place, found=found)
    event = f"inspection:{inspection.id}:minutes"
    _to_agency(session, letter, place=place, event=event, now=now)


def of_deadline(
    session: Session, *, finding: Finding, inspection: Inspection, is_over: bool, now: datetime
) -> None:
    place = _place(session, inspection=inspection)
    letter = letters.due(finding, place=place, is_over=is_over)
    event = f"finding:{finding.id}:{'overdue' if is_over else 'soon'}"
    _to_agency(session, letter, place=place, event=event, now=now)


def of_end(session: Session, *, finding: Finding, inspection: Inspection, now: datetime) -> None:
    place = _place(session, inspection=inspection)
    letter, event = letters.closed(finding, place=place), f"finding:{finding.id}:closed"
    _to_agency(session, letter, place=place, event=event, now=now)


def of_answer(
    session: Session,
    *,
    finding: Finding,
    inspection: Inspection,
    entry: FindingEntry,
    now: datetime,
) -> None:
    place = _place(session, inspection=inspection)
    letter, event = (
        letters.answered(finding, place=place),
        f"finding:{finding.id}:answer:{entry.id}",
    )
    _put(session, letter, to=_team(session, place.campaign, now=now), event=event, now=now)


def _place(session: Session, *, inspection: Inspection) -> Place:
    campaign = session.get_one(Campaign, inspection.campaign_id)
    return Place(inspection, campaign, session.get_one(Agency, inspection.agency_id))


def _team(session: Session, campaign: Campaign, *, now: datetime) -> list[Account]:
    """Those of the team who have an account; else the nearest inspectors upwards."""
    ids = [one.account_id for one in campaign.team if one.account_id is not None]
    team = accounts.active(session, ids=ids)
    return team or _nearest(session, agency_id=campaign.agency_id, roles=INSPECTORS, now=now)


def _to_agency(
    session: Session, letter: Written, *, place: Place, event: str, now: datetime
) -> None:
    to = _nearest(session, agency_id=place.agency.id, roles=CASE_WORKERS, now=now)
    _put(session, letter, to=to, event=event, now=now)


def _nearest(
    session: Session, *, agency_id: int, roles: frozenset[Role], now: datetime
) -> list[Account]:
    upwards = agencies.lineage_ids(session, agency_id=agency_id, day=local_day(now))
    return memberships.nearest(session, agency_ids=upwards, roles=roles)


def _put(
    session: Session, letter: Written, *, to: list[Account], event: str, now: datetime
) -> None:
    for account in to:
        outbox.put(session, letter(account), about=f"{event}:{account.id}", now=now)
