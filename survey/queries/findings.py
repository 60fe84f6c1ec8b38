"""Findings of inspections, and what was written about them."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy import String, cast, exists, func, or_, select
from sqlalchemy.orm import Session

from survey.models.account import Account
from survey.models.campaign import Campaign, Inspection
from survey.models.corrective_action import CorrectiveAction, Origin
from survey.models.finding import BEFORE_NUMBER, Finding, FindingEntry
from survey.queries.grouping import grouped


class OpenFindings(NamedTuple):
    """How many are not closed; of these, beyond their deadline, and with a corrective action."""

    open: int
    overdue: int
    acted_on: int


class EntryRow(NamedTuple):
    entry: FindingEntry
    written_by: str | None


class WithdrawnRow(NamedTuple):
    finding: Finding
    withdrawn_by: str | None


STANDS = Finding.withdrawn_on.is_(None)
_REFERENCE = Campaign.decision_number + BEFORE_NUMBER + cast(Finding.number, String)
"""By which a corrective action names the finding."""


def by_id(session: Session, *, finding_id: int) -> Finding | None:
    return session.get(Finding, finding_id)


def by_reference(session: Session, *, agency_id: int, reference: str) -> Finding | None:
    """What a corrective action of the agency was opened on; None where it names nothing known."""
    statement = (
        select(Finding)
        .join(Inspection, Inspection.id == Finding.inspection_id)
        .join(Campaign, Campaign.id == Inspection.campaign_id)
        .where(Inspection.agency_id == agency_id, _REFERENCE.in_([reference]))
        .order_by(Finding.id.desc())
        .limit(1)
    )
    return session.execute(statement).scalar_one_or_none()


def of_inspection(session: Session, *, inspection_id: int) -> list[Finding]:
    return of_inspections(session, inspection_ids=[inspection_id]).get(inspection_id, [])


def of_inspections(
    session: Session, *, inspection_ids: Collection[int]
) -> dict[int, list[Finding]]:
    """Those that stand, by inspection: what was withdrawn is not in the minutes."""
    statement = select(Finding.inspection_id, Finding).where(
        Finding.inspection_id.in_(inspection_ids), STANDS
    )
    return grouped(session.execute(statement.order_by(Finding.number)))


def withdrawn(session: Session, *, inspection_id: int) -> list[WithdrawnRow]:
    """Those that were written and taken back, with who did it."""
    statement = (
        select(Finding, Account.name)
        .outerjoin(Account, Account.id == Finding.withdrawn_by_id)
        .where(Finding.inspection_id == inspection_id, ~STANDS)
        .order_by(Finding.number)
    )
    return [WithdrawnRow(*row) for row in session.execute(statement)]


def withdrawn_by(session: Session, *, finding: Finding) -> str | None:
    """None where it stands, and where the program itself did it."""
    statement = select(Account.name).where(Account.id == finding.withdrawn_by_id)
    return session.execute(statement).scalar()


def last_number(session: Session, *, inspection_id: int) -> int:
    """0 where nothing was found yet; the number of a withdrawn one is not given again."""
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


def of_agencies(
    session: Session, *, agency_ids: Collection[int], until: date
) -> dict[int, list[Finding]]:
    """By agency, all that stand in minutes made by that day, oldest first."""
    statement = (
        select(Inspection.agency_id, Finding)
        .join(Inspection, Inspection.id == Finding.inspection_id)
        .where(Inspection.agency_id.in_(agency_ids), Inspection.concluded_on <= until, STANDS)
        .order_by(Finding.found_on, Finding.id)
    )
    return grouped(session.execute(statement))


def unanswered(session: Session, *, first: date, last: date) -> list[tuple[Finding, Inspection]]:
    """Of minutes that are made, with a deadline within these days, earliest first."""
    statement = (
        select(Finding, Inspection)
        .join(Inspection, Inspection.id == Finding.inspection_id)
        .where(Inspection.concluded_on.is_not(None), Finding.answered_on.is_(None), STANDS)
        .where(Finding.due_on.between(first, last))
        .order_by(Finding.due_on, Finding.id)
    )
    return [(finding, inspection) for finding, inspection in session.execute(statement)]


def open_on(session: Session, *, agency_ids: Collection[int], day: date) -> dict[int, OpenFindings]:
    """By agency, of minutes made by that day; one without open findings is left out."""
    acted_on = exists().where(
        CorrectiveAction.agency_id == Inspection.agency_id,
        CorrectiveAction.origin == Origin.FINDING,
        CorrectiveAction.reference == _REFERENCE,
        CorrectiveAction.opened_on <= day,
    )
    statement = (
        select(
            Inspection.agency_id,
            func.count(),
            func.count().filter(Finding.due_on < day),
            func.count().filter(acted_on),
        )
        .join(Finding, Finding.inspection_id == Inspection.id)
        .join(Campaign, Campaign.id == Inspection.campaign_id)
        .where(Inspection.agency_id.in_(agency_ids), Inspection.concluded_on <= day, STANDS)
        .where(or_(Finding.closed_on.is_(None), Finding.closed_on > day))
        .group_by(Inspection.agency_id)
    )
    return {key: OpenFindings(*counts) for key, *counts in session.execute(statement)}
