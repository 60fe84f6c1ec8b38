"""Accounts of staff: who is signed in, and what role they hold where."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, selectinload

from survey.models.account import Account, Invitation, Membership, Role, SignedIn
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


# Every page of staff asks it. It is put together once and goes past the session, to its connection:
# either would take about as long as the query itself.
_SIGNED_IN = (
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
    .where(SignedIn.digest == bindparam("digest"), Account.disabled_at.is_(None))
    .where(SignedIn.seen_at > bindparam("idle_since"), SignedIn.began_at > bindparam("begun_since"))
    .order_by(Membership.id)
)


def person_signed_in(session: Session, *, digest: bytes, now: datetime) -> Person | None:
    """The person of a session that has neither ended, idled nor lasted too long."""
    asked = {"digest": digest, "idle_since": now - IDLE, "begun_since": now - LONGEST}
    rows = session.connection().execute(_SIGNED_IN, asked).all()
    if not rows:
        return None
    memberships = tuple(Standing._make(row[5:]) for row in rows if row.role is not None)
    return Person(*rows[0][:5], memberships=memberships)


def by_id(session: Session, *, account_id: int) -> Account | None:
    return session.get(Account, account_id)


def active(session: Session, *, ids: Collection[int]) -> list[Account]:
    """Those of these that can sign in."""
    statement = select(Account).where(
        Account.id.in_(ids), Account.disabled_at.is_(None), Account.password_hash.is_not(None)
    )
    return list(session.execute(statement.order_by(Account.id)).scalars())


def invited(session: Session, *, digest: bytes, now: datetime) -> Account | None:
    """Whose invitation this is, while it is valid and the account open."""
    return session.execute(
        select(Account)
        .join(Invitation, Invitation.account_id == Account.id)
        .where(Invitation.digest == digest, Invitation.expires_at > now)
        .where(Account.disabled_at.is_(None))
    ).scalar()


def names_around(account: Account) -> list[str]:
    """What a guesser would try first: the login, the name, the agencies of the person."""
    agencies = [membership.agency.name_vi for membership in account.memberships]
    return [account.login, account.name, *agencies]


def administered(session: Session, *, agency_ids: Collection[int]) -> list[Account]:
    """Accounts that hold all their roles in these agencies, by login."""
    here = Membership.agency_id.in_(agency_ids)
    statement = (
        select(Account)
        .where(Account.memberships.any(here), ~Account.memberships.any(~here))
        .options(selectinload(Account.memberships).joinedload(Membership.agency))
        .order_by(Account.login)
    )
    return list(session.execute(statement).scalars())


def open_sessions(session: Session, *, account_id: int, now: datetime) -> int:
    statement = (
        select(func.count())
        .where(SignedIn.account_id == account_id)
        .where(SignedIn.seen_at > now - IDLE, SignedIn.began_at > now - LONGEST)
    )
    return session.execute(statement).scalar_one()


def link_valid_until(session: Session, *, account_id: int, now: datetime) -> datetime | None:
    """Until when the person can still set a password by the link that was sent last."""
    statement = select(func.max(Invitation.expires_at)).where(
        Invitation.account_id == account_id, Invitation.expires_at > now
    )
    return session.execute(statement).scalar()
