"""Signing in and out."""

from datetime import datetime

from sqlalchemy.orm import Session

from survey import audit, sessions
from survey.accounts import passwords
from survey.audit import Actor
from survey.models.account import Account
from survey.queries import sign_ins


def verified(session: Session, *, login: str, password: str) -> Account | None:
    """The account that may sign in with this password.

    An unknown login, a wrong password, an open invitation and a disabled account cost the same
    time and are told apart by nobody.
    """
    account = sign_ins.account_by_login(session, login=login)
    is_open = account is not None and account.disabled_at is None
    kept = account.password_hash if account and is_open else None
    return account if passwords.is_right(password, kept=kept) else None


def begin(session: Session, *, account: Account, replacing: str | None, now: datetime) -> str:
    """The token of a new session; the one that this browser had before ends."""
    if replacing is not None:
        sessions.end(session, token=replacing)
    _note(session, account_id=account.id, action="account.signed_in", now=now)
    return sessions.begin(session, account_id=account.id, now=now)


def complete(
    session: Session, *, login: str, password: str, replacing: str | None, now: datetime
) -> tuple[Account, str] | None:
    """Begin a session for who was verified; None when the account was closed meanwhile."""
    account = sign_ins.account_by_login(session, login=login)
    if account is None or account.disabled_at is not None or account.password_hash is None:
        return None
    if passwords.is_outdated(account.password_hash):
        account.password_hash = passwords.hashed(password)
    return account, begin(session, account=account, replacing=replacing, now=now)


def sign_out(session: Session, *, account_id: int, token: str, now: datetime) -> None:
    sessions.end(session, token=token)
    _note(session, account_id=account_id, action="account.signed_out", now=now)


def _note(session: Session, *, account_id: int, action: str, now: datetime) -> None:
    actor = Actor(account_id=account_id, now=now)
    audit.record(session, by=actor, action=action, subject={"account": account_id})
