"""Which agencies are inspected, in which campaign."""

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from survey.models.agency import Agency
from survey.models.campaign import Campaign, Inspection
from survey.models.finding import Finding
from survey.queries.findings import STANDS


class InspectionRow(NamedTuple):
    """An inspection with what became of its findings so far; those withdrawn do not count."""

    inspection: Inspection
    campaign: Campaign
    agency: Agency
    findings: int
    closed: int
    due_on: date | None
    """The earliest deadline of those that are not closed."""


def by_id(session: Session, *, inspection_id: int) -> Inspection | None:
    return session.get(Inspection, inspection_id)


def of_campaign(session: Session, *, campaign_id: int) -> list[InspectionRow]:
    """By the name of the agency."""
    return _rows(session, Inspection.campaign_id == campaign_id, order=Agency.search)


def of_agencies(session: Session, *, agency_ids: Collection[int]) -> list[InspectionRow]:
    """Newest campaign first."""
    among = Inspection.agency_id.in_(agency_ids)
    return _rows(session, among, order=Campaign.first_day.desc())


def _rows(session: Session, among: ColumnElement[bool], *, order: Any) -> list[InspectionRow]:
    statement = (
        select(
            Inspection,
            Campaign,
            Agency,
            func.count(Finding.id),
            func.count(Finding.closed_on),
            func.min(Finding.due_on).filter(Finding.closed_on.is_(None)),
        )
        .join(Campaign, Campaign.id == Inspection.campaign_id)
        .join(Agency, Agency.id == Inspection.agency_id)
        .outerjoin(Finding, and_(Finding.inspection_id == Inspection.id, STANDS))
        .where(among)
        .group_by(Inspection.id, Campaign.id, Agency.id)
        .order_by(order, Inspection.id)
    )
    return [InspectionRow(*row) for row in session.execute(statement)]
