"""Members of staff, signed in without typing a password."""

import re
from itertools import count

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from survey import sessions
from survey.clock import now
from survey.guard import TOKEN
from survey.models.account import Account, Membership, Role
from survey.models.agency import Agency

_numbers = count(1)


def an_account(
    session: Session,
    *,
    role: Role | None = None,
    at: Agency | None = None,
    login: str | None = None,
    password_hash: str | None = None,
) -> Account:
    account = Account(
        login=login or f"person-{next(_numbers)}@example.vn",
        name="Nguyễn Thị Mẫu",
        password_hash=password_hash,
        created_at=now(),
    )
    if role is not None and at is not None:
        account.memberships.append(Membership(agency_id=at.id, role=role))
    session.add(account)
    session.commit()
    return account


def a_browser_of(app: Flask, session: Session, *, account: Account) -> FlaskClient:
    """A browser in which this person is signed in."""
    token = sessions.begin(session, account_id=account.id, now=now())
    session.commit()
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie[TOKEN] = token
    return client


def a_browser_with(app: Flask, session: Session, *, role: Role, at: Agency) -> FlaskClient:
    """A browser in which somebody with that role in that agency is signed in."""
    return a_browser_of(app, session, account=an_account(session, role=role, at=at))


def submit(
    client: FlaskClient,
    page: str,
    *,
    to: str = "",
    address: str = "127.0.0.1",
    **fields: str,
) -> TestResponse:
    """Open the page and send its form, or the one on it that leads elsewhere."""
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get(page).text)
    assert token, f"no form on {page}"
    sheet = {"csrf_token": token[1], **fields}
    return client.post(to or page, data=sheet, environ_base={"REMOTE_ADDR": address})
