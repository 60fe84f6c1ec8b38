"""Pages on which agencies are chosen: by lot, by risk, by name."""

from collections.abc import Callable

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from survey import db
from survey.i18n import called
from survey.inspections import campaigns, drawing, trails
from survey.inspections.blueprint import bp
from survey.inspections.campaign_forms import DrawForm, NameForm, RiskForm
from survey.inspections.places import the_campaign
from survey.lots import fresh_seed
from survey.models.agency import Agency
from survey.models.campaign import Campaign, Choosing
from survey.staff.form_base import saved
from survey.staff.pages import form_page, on_to
from survey.staff.standing import actor


@bp.route("/inspections/campaigns/<int:campaign_id>/draw", methods=["GET", "POST"], endpoint="draw")
def by_lot(campaign_id: int) -> ResponseReturnValue:
    campaign, agency = the_campaign(campaign_id)
    agencies = drawing.candidates(db.session(), campaign=campaign)
    form = DrawForm()
    form.offer(_named(agencies))
    done = saved(
        form,
        lambda session: drawing.draw(
            session,
            campaign=campaign,
            wanted=form.wanted.data,
            excluded=form.left_out(),
            seed=fresh_seed(),
            by=actor(),
        ),
        require=_undrawn(campaign, choosing=Choosing.RANDOM),
    )
    if done:
        return _back(campaign)
    trail = trails.to_campaign(agency, campaign=campaign)
    return form_page(
        "inspections/draw.html", form=form, campaign=campaign, trail=trail, candidates=agencies
    )


@bp.route("/inspections/campaigns/<int:campaign_id>/risk", methods=["GET", "POST"], endpoint="risk")
def by_risk(campaign_id: int) -> ResponseReturnValue:
    campaign, agency = the_campaign(campaign_id)
    form = RiskForm()
    done = saved(
        form,
        lambda session: drawing.choose_by_risk(
            session, campaign=campaign, wanted=form.wanted.data, by=actor()
        ),
        require=_undrawn(campaign, choosing=Choosing.RISK),
    )
    if done:
        return _back(campaign)
    session = db.session()
    candidates = drawing.candidates(session, campaign=campaign).values()
    return form_page(
        "inspections/risk.html",
        form=form,
        campaign=campaign,
        trail=trails.to_campaign(agency, campaign=campaign),
        ranking=drawing.ranking(session, campaign=campaign, agencies=candidates, by=actor()),
    )


@bp.route("/inspections/campaigns/<int:campaign_id>/name", methods=["GET", "POST"], endpoint="name")
def by_name(campaign_id: int) -> ResponseReturnValue:
    campaign, agency = the_campaign(campaign_id)
    agencies = drawing.candidates(db.session(), campaign=campaign)
    form = NameForm()
    form.agency.choices = _named(agencies)
    done = saved(
        form,
        lambda session: campaigns.choose(
            session,
            campaign=campaign,
            agency=form.chosen(agencies),
            choosing=Choosing.NAMED,
            by=actor(),
        ),
        require=lambda: campaigns.require_not_begun(campaign),
    )
    if done:
        return _back(campaign)
    trail = trails.to_campaign(agency, campaign=campaign)
    return form_page("inspections/name.html", form=form, campaign=campaign, trail=trail)


def _undrawn(campaign: Campaign, *, choosing: Choosing) -> Callable[[], None]:
    return lambda: drawing.require_undrawn(db.session(), campaign=campaign, choosing=choosing)


def _named(agencies: dict[str, Agency]) -> list[tuple[str, str]]:
    return [(code, called(one.name_vi, one.name_en)) for code, one in agencies.items()]


def _back(campaign: Campaign) -> ResponseReturnValue:
    told = _("The agencies were chosen.")
    return on_to("inspections.campaign", told=told, campaign_id=campaign.id)
