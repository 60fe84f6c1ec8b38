"""Findings of inspections, and what was written about them."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from survey.models.account import Account
from survey.models.campaign import Inspection
from survey.models.finding import Finding, FindingEntry


class OpenFindings(NamedTuple):
    """How many are not closed, and how many of these are beyond their deadline."""

    open: int
    overdue: int


class EntryRow(NamedTuple):
    entry: FindingEntry
    written_by: str | None


def by_id(session: Session, *, finding_id: int) -> Finding | None:
    return session.get(Finding, finding_id)


def of_inspection(session: Session, *, inspection_id: int) -> list[Finding]:
    statement = select(Finding).where(Finding.inspection_id == inspection_id)
    return list(session.execute(statement.order_by(Finding.number)).scalars())


def last_number(session: Session, *, inspection_id: int) -> int:
    """0 where nothing was found yet."""
    highest = select(func.max(Finding.number)).where(Finding.inspection_id == inspection_id)
    return session.execute(highest).scalar() or 0


def entries(session: Session, *, finding_id: int) -> list[EntryRow]:
    """In the order in which they were written."""
    statement = (
        select(FindingEntry, Account.name)
        .outerjoin(Account, Account.id == FindingEntry.account_id)
        .where(FindingEntry.finding_id == finding_id)
        .order_by(FindingEntry.id)
    )
    return [EntryRow(*row) for row in session.execute(statement)]


def of_agency(session: Session, *, agency_id: int, until: date) -> list[Finding]:
    """All that stand in minutes made by that day, oldest first."""
    statement = (
        select(Finding)
        .join(Inspection, Inspection.id == Finding.inspection_id)
        .where(Inspection.agency_id == agency_id, Inspection.concluded_on <= until)
        .order_by(Finding.found_on, Finding.id)
    )
    return list(session.execute(statement).scalars())


def open_on(session: Session, *, agency_ids: Collection[int], day: date) -> dict[int, OpenFindings]:
    """By agency, of minutes made by that day; one without open findings is left out."""
    statement = (
        select(
            Inspection.agency_id,
            func.count(),
            func.count().filter(Finding.due_on < day),
        )
        .join(Finding, Finding.inspection_id == Inspection.id)
        .where(Inspection.agency_id.in_(agency_ids), Inspection.concluded_on <= day)
        .where(or_(Finding.closed_on.is_(None), Finding.closed_on > day))
        .group_by(Inspection.agency_id)
    )
    return {key: OpenFindings(*counts) for key, *counts in session.execute(statement)}
