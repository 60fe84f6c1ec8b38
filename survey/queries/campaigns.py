"""Campaigns of inspectors, and how their agencies were drawn."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from survey.models.campaign import Campaign, CampaignDraw, Inspection


class CampaignRow(NamedTuple):
    campaign: Campaign
    agencies: int
    concluded: int


def by_id(session: Session, *, campaign_id: int) -> Campaign | None:
    return session.get(Campaign, campaign_id)


def of_year(session: Session, *, agency_ids: Collection[int], year: int) -> list[CampaignRow]:
    """Those whose inspections begin in the year, newest first."""
    statement = (
        select(Campaign, func.count(Inspection.id), func.count(Inspection.concluded_on))
        .outerjoin(Inspection, Inspection.campaign_id == Campaign.id)
        .where(Campaign.agency_id.in_(agency_ids))
        .where(Campaign.first_day.between(date(year, 1, 1), date(year, 12, 31)))
        .group_by(Campaign.id)
        .order_by(Campaign.first_day.desc(), Campaign.id.desc())
    )
    return [CampaignRow(*row) for row in session.execute(statement)]


def draws(session: Session, *, campaign_id: int) -> list[CampaignDraw]:
    statement = select(CampaignDraw).where(CampaignDraw.campaign_id == campaign_id)
    return list(session.execute(statement.order_by(CampaignDraw.id)).scalars())
