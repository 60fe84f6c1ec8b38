"""Agencies chosen by the system: by lot, or by risk with the reasons kept."""

import json
from collections.abc import Collection, Mapping

from sqlalchemy.orm import Session

from survey import audit, db
from survey.audit import Actor
from survey.clock import local_day
from survey.inspections import campaigns
from survey.inspections.refusals import DrawnAlready, ExcludedWithoutReason, NobodyToDraw
from survey.lots import drawn
from survey.measures.risk import AtRisk, at_risk
from survey.models.agency import Agency
from survey.models.campaign import Campaign, CampaignDraw, Choosing
from survey.queries import campaigns as known
from survey.queries import inspections, quality_coverage


def candidates(session: Session, *, campaign: Campaign) -> dict[str, Agency]:
    """By code: agencies in scope that apply a quality system and are not chosen yet."""
    chosen = {row.agency.id for row in inspections.of_campaign(session, campaign_id=campaign.id)}
    found = quality_coverage.applying(session, roots=[campaign.agency_id], day=campaign.first_day)
    return {agency.code: agency for agency in found if agency.id not in chosen}


def draw(
    session: Session,
    *,
    campaign: Campaign,
    wanted: int,
    excluded: Mapping[str, str],
    seed: str,
    by: Actor,
) -> None:
    """By lot among all candidates but those excluded with a reason; `seed` comes from lots."""
    db.hold(session, campaign)
    if not all(excluded.values()):
        raise ExcludedWithoutReason
    pool = _pool(session, campaign=campaign, choosing=Choosing.RANDOM, excluded=excluded)
    _keep(
        session,
        campaign=campaign,
        draw=CampaignDraw(choosing=Choosing.RANDOM, seed=seed, wanted=wanted),
        pool=pool,
        excluded=excluded,
        by=by,
    )
    for code in drawn(pool, seed=seed, wanted=wanted):
        campaigns.choose(
            session, campaign=campaign, agency=pool[code], choosing=Choosing.RANDOM, by=by
        )


def choose_by_risk(session: Session, *, campaign: Campaign, wanted: int, by: Actor) -> None:
    """Those with the most points; of agencies with as many the code that comes first."""
    db.hold(session, campaign)
    pool = _pool(session, campaign=campaign, choosing=Choosing.RISK, excluded={})
    _keep(
        session,
        campaign=campaign,
        draw=CampaignDraw(choosing=Choosing.RISK, wanted=wanted),
        pool=pool,
        excluded={},
        by=by,
    )
    ranked = ranking(session, campaign=campaign, agencies=pool.values(), by=by)
    for found in ranked[:wanted]:
        campaigns.choose(
            session,
            campaign=campaign,
            agency=found.agency,
            choosing=Choosing.RISK,
            reasons=json.dumps({one.risk.value: one.count for one in found.reasons}),
            by=by,
        )


def ranking(
    session: Session, *, campaign: Campaign, agencies: Collection[Agency], by: Actor
) -> list[AtRisk]:
    return at_risk(session, agencies=agencies, year=campaign.year, today=local_day(by.now))


def require_undrawn(session: Session, *, campaign: Campaign, choosing: Choosing) -> None:
    campaigns.require_not_begun(campaign)
    if any(one.choosing is choosing for one in known.draws(session, campaign_id=campaign.id)):
        raise DrawnAlready


def _pool(
    session: Session, *, campaign: Campaign, choosing: Choosing, excluded: Mapping[str, str]
) -> dict[str, Agency]:
    require_undrawn(session, campaign=campaign, choosing=choosing)
    found = candidates(session, campaign=campaign)
    pool = {code: agency for code, agency in found.items() if code not in excluded}
    if not pool:
        raise NobodyToDraw
    return pool


def _keep(
    session: Session,
    *,
    campaign: Campaign,
    draw: CampaignDraw,
    pool: Mapping[str, Agency],
    excluded: Mapping[str, str],
    by: Actor,
) -> None:
    draw.campaign_id, draw.made_on = campaign.id, local_day(by.now)
    draw.candidates = json.dumps(sorted(pool))
    draw.excluded = json.dumps(excluded, ensure_ascii=False)
    session.add(draw)
    session.flush()
    audit.record(
        session,
        by=by,
        action=f"campaign.drawn_by_{draw.choosing.value}",
        subject={"campaign": campaign.id},
        agency_id=campaign.agency_id,
        after=audit.snapshot(draw),
    )
