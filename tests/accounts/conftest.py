"""Somebody with a password, and the way in."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from survey.accounts import passwords
from survey.models.account import Account, Role
from tests.factories import an_agency
from tests.staff import an_account, submit

PASSWORD = "bốn con trâu ăn cỏ"
LOGIN = "mau@example.vn"
SignIn = Callable[..., TestResponse]


@pytest.fixture
def password_hash(work_of_hashing: None) -> str:
    return passwords.hashed(PASSWORD)


@pytest.fixture
def account(session: Session, password_hash: str) -> Account:
    """A leader of a commune who can sign in."""
    agency = an_agency(session)
    return an_account(
        session, role=Role.LEADER, at=agency, login=LOGIN, password_hash=password_hash
    )


@pytest.fixture
def sign_in(account: Account) -> SignIn:
    """Fill in the real page; by default with what is right."""

    def sign_in(
        client: FlaskClient,
        *,
        login: str = LOGIN,
        password: str = PASSWORD,
        wanted: str = "",
        address: str = "10.1.2.3",
    ) -> TestResponse:
        return submit(
            client, "/sign-in", login=login, password=password, next=wanted, address=address
        )

    return sign_in
