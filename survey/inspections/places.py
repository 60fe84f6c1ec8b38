"""The campaign, inspection or finding that an address names, with what it belongs to."""

from typing import NamedTuple

from survey import db
from survey.errors.problem import NotAllowed
from survey.models.agency import Agency
from survey.models.campaign import Campaign, Inspection
from survey.models.finding import BEFORE_NUMBER, Finding
from survey.policy import INSPECTORS
from survey.queries import agencies, campaigns, findings, inspections
from survey.staff.standing import found, reachable


class Place(NamedTuple):
    """An inspection with its campaign and the agency that is inspected."""

    inspection: Inspection
    campaign: Campaign
    agency: Agency


def the_campaign(campaign_id: int) -> tuple[Campaign, Agency]:
    campaign = found(campaigns.by_id(db.session(), campaign_id=campaign_id))
    return campaign, found(agencies.by_id(db.session(), agency_id=campaign.agency_id))


def the_inspection(inspection_id: int) -> Place:
    session = db.session()
    inspection = found(inspections.by_id(session, inspection_id=inspection_id))
    campaign = found(campaigns.by_id(session, campaign_id=inspection.campaign_id))
    return Place(
        inspection, campaign, found(agencies.by_id(session, agency_id=inspection.agency_id))
    )


def inspected_by_us(inspection_id: int) -> Place:
    """Refused to inspectors of another part of the tree than that of the campaign."""
    place = the_inspection(inspection_id)
    if not reachable([place.campaign.agency_id], roles=INSPECTORS):
        raise NotAllowed
    return place


def the_finding(finding_id: int) -> tuple[Finding, Place]:
    finding = found(findings.by_id(db.session(), finding_id=finding_id))
    return finding, the_inspection(finding.inspection_id)


def found_by_us(finding_id: int) -> tuple[Finding, Place]:
    finding = found(findings.by_id(db.session(), finding_id=finding_id))
    return finding, inspected_by_us(finding.inspection_id)


def reference(finding: Finding, *, place: Place) -> str:
    """By which other work names the finding: its decision, and its number in the minutes."""
    return f"{place.campaign.decision_number}{BEFORE_NUMBER}{finding.number}"
