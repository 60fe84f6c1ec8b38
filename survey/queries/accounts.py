"""Accounts of staff: who is signed in, and what role they hold where."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.models.account import Account, Membership, Role, SignedIn
from survey.models.agency import Agency

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)


class Standing(NamedTuple):
    """A role in an agency and in everything below it."""

    role: Role
    agency_id: int
    agency_code: str
    agency_vi: str
    agency_en: str | None


@dataclass(frozen=True)
class Person:
    """Who makes this request; read anew each time, so that a change of roles counts at once."""

    id: int
    name: str
    login: str
    language: str
    seen_at: datetime
    memberships: tuple[Standing, ...]


def person_signed_in(session: Session, *, digest: bytes, now: datetime) -> Person | None:
    """The person of a session that has neither ended, idled nor lasted too long."""
    rows = session.execute(
        select(
            Account.id,
            Account.name,
            Account.login,
            Account.language,
            SignedIn.seen_at,
            Membership.role,
            Agency.id,
            Agency.code,
            Agency.name_vi,
            Agency.name_en,
        )
        .select_from(SignedIn)
        .join(Account, Account.id == SignedIn.account_id)
        .outerjoin(Membership, Membership.account_id == Account.id)
        .outerjoin(Agency, Agency.id == Membership.agency_id)
        .where(SignedIn.digest == digest, Account.disabled_at.is_(None))
        .where(SignedIn.seen_at > now - IDLE, SignedIn.began_at > now - LONGEST)
        .order_by(Membership.id)
    ).all()
    if not rows:
        return None
    memberships = tuple(Standing._make(row[5:]) for row in rows if row.role is not None)
    return Person(*rows[0][:5], memberships=memberships)
