"""Sessions of staff: the browser holds a random token, the database its digest and its times."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from survey.models.account import SignedIn
from survey.queries.accounts import LONGEST

TOKEN_BYTES = 32
SEEN_EVERY = timedelta(minutes=1)  # how exactly idleness is measured; spares a write a page


class SignedCookie(SecureCookieSessionInterface):
    """Where no cookie came, as from every citizen, nothing is made ready to verify one."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        if self.get_cookie_name(app) not in request.cookies:
            return self.session_class()
        return super().open_session(app, request)


def begin(session: Session, *, account_id: int, now: datetime) -> str:
    """Start a session and return its token, which is written down nowhere else."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    session.execute(delete(SignedIn).where(SignedIn.began_at <= now - LONGEST))
    session.add(SignedIn(digest=digest(token), account_id=account_id, began_at=now, seen_at=now))
    session.flush()
    return token


def note_use(session: Session, *, token: str, now: datetime) -> None:
    session.execute(update(SignedIn).where(SignedIn.digest == digest(token)).values(seen_at=now))


def end(session: Session, *, token: str) -> None:
    session.execute(delete(SignedIn).where(SignedIn.digest == digest(token)))


def end_all(session: Session, *, account_id: int) -> None:
    session.execute(delete(SignedIn).where(SignedIn.account_id == account_id))


def digest(token: str) -> bytes:
    return sha256(token.encode()).digest()
