"""Cases: by their number, by a citizen's link, those of a part of the tree, those to erase."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select, true
from sqlalchemy.orm import Session

from survey.models.account import Account
from survey.models.agency import Agency
from survey.models.case import Case, Verdict
from survey.models.point import ServicePoint
from survey.queries.paging import Stretch, Window, stretch
from survey.queries.territory import Territory


class Standing(StrEnum):
    """Which cases a list shows."""

    OPEN = "open"
    OVERDUE = "overdue"
    ANSWERED = "answered"
    ALL = "all"


class CaseRow(NamedTuple):
    """A case as a list shows it: without what was written."""

    case: Case
    point_vi: str
    point_en: str | None
    agency_vi: str
    agency_en: str | None
    owner: str | None


class Place(NamedTuple):
    """The service point that a poster's code names, and its agency."""

    point_id: int
    agency_id: int
    point_vi: str
    point_en: str | None
    agency_vi: str
    agency_en: str | None


def by_id(session: Session, *, case_id: int) -> Case | None:
    return session.get(Case, case_id)


def by_key(session: Session, *, key: UUID) -> Case | None:
    return session.execute(select(Case).where(Case.key == key)).scalar_one_or_none()


def by_link(session: Session, *, digest: bytes) -> Case | None:
    return session.execute(select(Case).where(Case.link_digest == digest)).scalar_one_or_none()


def place(session: Session, *, poster_code: str, day: date) -> Place | None:
    """Where a case is opened; empty for a point that is not there on the day."""
    statement = (
        select(
            ServicePoint.id,
            ServicePoint.agency_id,
            ServicePoint.name_vi,
            ServicePoint.name_en,
            Agency.name_vi,
            Agency.name_en,
        )
        .join(Agency, Agency.id == ServicePoint.agency_id)
        .where(ServicePoint.poster_code == poster_code, ServicePoint.valid_on(day))
    )
    row = session.execute(statement).first()
    return Place(*row) if row else None


def found(
    session: Session,
    *,
    within: Territory | None,
    standing: Standing,
    day: date,
    window: Window,
) -> Stretch[CaseRow]:
    """Those that wait longest come first; of answered ones the newest."""
    is_waiting = standing in (Standing.OPEN, Standing.OVERDUE)
    order = (Case.due_on, Case.id) if is_waiting else (Case.opened_on.desc(), Case.id.desc())
    statement = (
        select(
            Case,
            ServicePoint.name_vi,
            ServicePoint.name_en,
            Agency.name_vi,
            Agency.name_en,
            Account.name,
        )
        .join(ServicePoint, ServicePoint.id == Case.point_id)
        .join(Agency, Agency.id == Case.agency_id)
        .outerjoin(Account, Account.id == Case.owner_id)
        .where(_stands(standing, day=day))
        .order_by(*order)
    )
    if within is not None:
        statement = statement.where(within.holds(Case.agency_id))
    return stretch(session, statement=statement, window=window, make=CaseRow)


class CaseCounts(NamedTuple):
    """Of the cases opened in some days, as they stood on a later one."""

    opened: int
    answered: int
    in_time: int
    overdue: int
    """Neither answered nor withdrawn by their day."""
    helped: int
    partly: int
    did_not_help: int


def counts(
    session: Session, *, agency_ids: Collection[int], first: date, last: date, day: date
) -> CaseCounts:
    is_answered = Case.answered_on <= day
    is_waiting = and_(
        or_(Case.answered_on.is_(None), Case.answered_on > day),
        or_(Case.withdrawn_on.is_(None), Case.withdrawn_on > day),
    )
    columns = (
        true(),
        is_answered,
        and_(is_answered, Case.answered_on <= Case.due_on),
        and_(is_waiting, Case.due_on < day),
        *(and_(is_answered, Case.verdict == verdict) for verdict in Verdict),
    )
    statement = select(*(func.count().filter(column) for column in columns)).where(
        Case.agency_id.in_(agency_ids), Case.opened_on.between(first, last)
    )
    return CaseCounts._make(session.execute(statement).one())


def to_erase(session: Session, *, closed_before: date, opened_before: date) -> list[Case]:
    """Closed long enough ago, or open for longer than anything is kept."""
    statement = select(Case).where(
        Case.erased_on.is_(None),
        or_(
            Case.answered_on < closed_before,
            Case.withdrawn_on < closed_before,
            Case.opened_on < opened_before,
        ),
    )
    return list(session.execute(statement).scalars())


def waiting(session: Session, *, due_by: date) -> list[Case]:
    """Open, and to be answered by that day or before."""
    statement = select(Case).where(_stands(Standing.OPEN, day=due_by), Case.due_on <= due_by)
    return list(session.execute(statement.order_by(Case.id)).scalars())


def _stands(standing: Standing, *, day: date) -> ColumnElement[bool]:
    is_open = and_(
        Case.answered_on.is_(None), Case.withdrawn_on.is_(None), Case.erased_on.is_(None)
    )
    conditions: dict[Standing, ColumnElement[bool]] = {
        Standing.OPEN: is_open,
        Standing.OVERDUE: and_(is_open, Case.due_on < day),
        Standing.ANSWERED: Case.answered_on.is_not(None),
        Standing.ALL: Case.id.is_not(None),
    }
    return conditions[standing]
