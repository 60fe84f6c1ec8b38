"""Invitations: a link by which a person sets a password, known to nobody but its bearer."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from survey import audit, sessions
from survey.accounts import passwords
from survey.accounts.password_rules import require_acceptable
from survey.audit import Actor
from survey.errors.accounts import AccountDisabled, InvitationEnded, LoginTaken
from survey.models.account import Account, Invitation, Membership, Role
from survey.models.agency import Agency
from survey.queries import accounts, sign_ins

TOKEN_BYTES = 32
VALID_FOR = timedelta(days=7)


def invite(
    session: Session, *, login: str, name: str, language: str, role: Role, agency: Agency, by: Actor
) -> tuple[Account, str]:
    """A new account with its first role, and the token of its link."""
    if sign_ins.account_by_login(session, login=login) is not None:
        raise LoginTaken
    account = Account(login=login, name=name, language=language, created_at=by.now)
    account.memberships.append(Membership(agency=agency, role=role))
    session.add(account)
    session.flush()
    audit.record(
        session,
        by=by,
        action="account.invited",
        subject={"account": account.id},
        agency_id=agency.id,
        after={"login": login, "name": name, "role": role, "agency": agency.code},
    )
    return account, _new_link(session, account=account, now=by.now)


def renew(session: Session, *, account: Account, by: Actor) -> str:
    """A new link for who lost the first one or forgot the password; earlier links end."""
    if account.disabled_at is not None:
        raise AccountDisabled
    token = _new_link(session, account=account, now=by.now)
    audit.record(session, by=by, action="account.link_renewed", subject={"account": account.id})
    return token


def open_account(session: Session, *, token: str, now: datetime) -> Account:
    """Whose link this is; raises InvitationEnded for one that was used, replaced or is too old."""
    account = accounts.invited(session, digest=sessions.digest(token), now=now)
    if account is None:
        raise InvitationEnded
    return account


def accept(session: Session, *, token: str, password: str, now: datetime) -> Account:
    """Set the password; the link is used up, and whoever was signed in as this person is not."""
    account = open_account(session, token=token, now=now)
    require_acceptable(password, about=accounts.names_around(account))
    account.password_hash = passwords.hashed(password)
    end_links(session, account=account)
    sessions.end_all(session, account_id=account.id)
    actor = Actor(account_id=account.id, now=now)
    audit.record(session, by=actor, action="account.password_set", subject={"account": account.id})
    return account


def _new_link(session: Session, *, account: Account, now: datetime) -> str:
    end_links(session, account=account)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    session.add(
        Invitation(digest=sessions.digest(token), account_id=account.id, expires_at=now + VALID_FOR)
    )
    session.flush()
    return token


def end_links(session: Session, *, account: Account) -> None:
    session.execute(delete(Invitation).where(Invitation.account_id == account.id))
