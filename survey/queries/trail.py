"""The audit trail: what members of staff did, newest first."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from survey.models.account import Account, AuditEvent, Membership
from survey.models.agency import Agency


class Event(NamedTuple):
    at: datetime
    person: str | None
    """Empty: the command line or the program itself."""
    action: str
    agency_vi: str | None
    agency_en: str | None
    details: str


def events(
    session: Session, *, agency_ids: Collection[int], offset: int, limit: int
) -> list[Event]:
    """What touched these agencies, and what their people did to things that belong to none."""
    statement = (
        select(
            AuditEvent.at,
            Account.name,
            AuditEvent.action,
            Agency.name_vi,
            Agency.name_en,
            AuditEvent.details,
        )
        .outerjoin(Account, Account.id == AuditEvent.account_id)
        .outerjoin(Agency, Agency.id == AuditEvent.agency_id)
        .where(_concerns(agency_ids))
        .order_by(AuditEvent.id.desc())
        .offset(offset)
        .limit(limit)
    )
    return [Event._make(row) for row in session.execute(statement)]


def details(session: Session, *, action: str, agency_id: int) -> list[str]:
    """Of one kind of action in an agency, oldest first."""
    statement = select(AuditEvent.details).where(
        AuditEvent.action == action, AuditEvent.agency_id == agency_id
    )
    return list(session.execute(statement.order_by(AuditEvent.id)).scalars())


def number_of_events(session: Session, *, agency_ids: Collection[int]) -> int:
    statement = select(func.count()).select_from(AuditEvent).where(_concerns(agency_ids))
    return session.execute(statement).scalar_one()


def _concerns(agency_ids: Collection[int]) -> ColumnElement[bool]:
    people = select(Membership.account_id).where(Membership.agency_id.in_(agency_ids))
    of_nobody = and_(
        AuditEvent.agency_id.is_(None),
        or_(AuditEvent.account_id.is_(None), AuditEvent.account_id.in_(people)),
    )
    return or_(AuditEvent.agency_id.in_(agency_ids), of_nobody)
