"""The way down to a page about inspections, for its breadcrumb."""

from flask import url_for
from flask_babel import gettext as _

from survey.i18n import called
from survey.models.agency import Agency
from survey.models.campaign import Campaign, Inspection
from survey.models.finding import Finding
from survey.staff.trails import Step


def to_campaigns(agency: Agency, *, year: int) -> list[Step]:
    here = url_for("inspections.campaigns", agency_code=agency.code, year=year)
    return [Step(_("Campaigns"), here)]


def to_campaign(agency: Agency, *, campaign: Campaign) -> list[Step]:
    here = url_for("inspections.campaign", campaign_id=campaign.id)
    above = to_campaigns(agency, year=campaign.first_day.year)
    return [*above, Step(campaign.title, here)]


def to_received(agency: Agency) -> list[Step]:
    name = called(agency.name_vi, agency.name_en)
    here = url_for("inspections.received", agency_code=agency.code)
    return [Step(_("Inspections of %(name)s", name=name), here)]


def to_inspection(agency: Agency, *, inspection: Inspection, campaign: Campaign) -> list[Step]:
    """By way of the agency, which both sides may open."""
    here = url_for("inspections.inspection", inspection_id=inspection.id)
    return [*to_received(agency), Step(campaign.title, here)]


def to_finding(
    agency: Agency, *, inspection: Inspection, campaign: Campaign, finding: Finding
) -> list[Step]:
    here = url_for("inspections.finding", finding_id=finding.id)
    above = to_inspection(agency, inspection=inspection, campaign=campaign)
    return [*above, Step(_("Finding %(number)s", number=finding.number), here)]
