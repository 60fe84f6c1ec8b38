"""Pages of campaigns: those of a year, one with its agencies, its beginning and end."""

import json

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from survey import db
from survey.inspections import campaigns, trails
from survey.inspections.blueprint import bp
from survey.inspections.campaign_forms import CampaignForm, as_written
from survey.inspections.places import the_campaign
from survey.lots import ticket
from survey.models.account import Account
from survey.models.agency import Agency
from survey.models.campaign import CampaignDraw
from survey.policy import INSPECTORS
from survey.queries import agencies, inspections, memberships
from survey.queries import campaigns as known
from survey.staff.form_base import saved
from survey.staff.pages import form_page, on_to
from survey.staff.standing import actor, the_agency, today
from survey.staff.years import asked_year


@bp.get("/inspections/campaigns/of/<agency_code>", endpoint="campaigns")
def browse(agency_code: str) -> ResponseReturnValue:
    agency, year = the_agency(agency_code), asked_year(today=today())
    below = agencies.subtree_ids(db.session(), roots=[agency.id], day=today())
    rows = known.of_year(db.session(), agency_ids=below, year=year)
    return render_template("inspections/campaigns.html", agency=agency, year=year, rows=rows)


@bp.route(
    "/inspections/campaigns/of/<agency_code>/new", methods=["GET", "POST"], endpoint="new_campaign"
)
def enter(agency_code: str) -> ResponseReturnValue:
    agency, form = the_agency(agency_code), CampaignForm()
    form.offer(_inspectors(agency))
    done = saved(
        form,
        lambda session: campaigns.create(
            session, agency=agency, details=form.details(), team=form.members(), by=actor()
        ),
    )
    if done:
        told = _("The campaign was entered.")
        return on_to("inspections.campaign", told=told, campaign_id=done.result.id)
    trail = trails.to_campaigns(agency, year=today().year)
    return form_page("inspections/enter_campaign.html", form=form, agency=agency, trail=trail)


@bp.route(
    "/inspections/campaigns/<int:campaign_id>/edit",
    methods=["GET", "POST"],
    endpoint="edit_campaign",
)
def correct(campaign_id: int) -> ResponseReturnValue:
    campaign, agency = the_campaign(campaign_id)
    form = CampaignForm(obj=campaign, data=as_written(campaign))
    form.offer(_inspectors(agency))
    done = saved(
        form,
        lambda session: campaigns.edit(
            session, campaign=campaign, details=form.details(), team=form.members(), by=actor()
        ),
        require=lambda: campaigns.require_not_begun(campaign),
    )
    if done:
        told = _("The campaign was saved.")
        return on_to("inspections.campaign", told=told, campaign_id=campaign.id)
    trail = trails.to_campaign(agency, campaign=campaign)
    return form_page("inspections/edit_campaign.html", form=form, campaign=campaign, trail=trail)


@bp.get("/inspections/campaigns/<int:campaign_id>", endpoint="campaign")
def read(campaign_id: int) -> ResponseReturnValue:
    campaign, agency = the_campaign(campaign_id)
    session = db.session()
    rows = inspections.of_campaign(session, campaign_id=campaign.id)
    return render_template(
        "inspections/campaign.html",
        campaign=campaign,
        agency=agency,
        trail=trails.to_campaign(agency, campaign=campaign),
        rows=rows,
        reasons={row.inspection.id: json.loads(row.inspection.reasons or "{}") for row in rows},
        draws=[_drawn(session, one) for one in known.draws(session, campaign_id=campaign.id)],
    )


@bp.post("/inspections/campaigns/<int:campaign_id>/begin", endpoint="begin_campaign")
def begin(campaign_id: int) -> ResponseReturnValue:
    campaign, _agency = the_campaign(campaign_id)
    with db.transaction() as session:
        campaigns.begin(session, campaign=campaign, by=actor())
    told = _("The campaign has begun.")
    return on_to("inspections.campaign", told=told, campaign_id=campaign.id)


@bp.post("/inspections/campaigns/<int:campaign_id>/close", endpoint="close_campaign")
def close(campaign_id: int) -> ResponseReturnValue:
    campaign, _agency = the_campaign(campaign_id)
    with db.transaction() as session:
        campaigns.close(session, campaign=campaign, by=actor())
    told = _("The campaign was closed.")
    return on_to("inspections.campaign", told=told, campaign_id=campaign.id)


def _inspectors(agency: Agency) -> list[Account]:
    way = agencies.lineage_ids(db.session(), agency_id=agency.id, day=today())
    return memberships.nearest(db.session(), agency_ids=way, roles=INSPECTORS)


def _drawn(session: Session, draw: CampaignDraw) -> dict[str, object]:
    """The draw with all that is needed to repeat it."""
    codes = json.loads(draw.candidates)
    tickets = {code: ticket(code, seed=draw.seed) for code in codes} if draw.seed else {}
    excluded = json.loads(draw.excluded)
    found = agencies.by_codes(session, codes=[*codes, *excluded])
    return {
        "draw": draw,
        "tickets": sorted(tickets.items(), key=lambda one: one[1]),
        "candidates": len(codes),
        "excluded": [(found[code], reason) for code, reason in excluded.items()],
        "agencies": found,
    }
