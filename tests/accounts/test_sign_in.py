"""Signing in and out through the real pages."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from survey.accounts import passwords
from survey.models.account import Account, Role
from tests.factories import an_agency
from tests.staff import an_account

PASSWORD = "bốn con trâu ăn cỏ"


@pytest.fixture
def account(session: Session) -> Account:
    return an_account(
        session,
        role=Role.LEADER,
        at=an_agency(session),
        login="mau@example.vn",
        password_hash=passwords.hashed(PASSWORD),
    )


def sign_in(
    client: FlaskClient,
    *,
    login: str = "mau@example.vn",
    password: str = PASSWORD,
    wanted: str = "",
    address: str = "10.1.2.3",
) -> TestResponse:
    page = client.get("/sign-in", query_string={"next": wanted})
    token = re.search(r'name="csrf_token" type="hidden" value="([^"]+)"', page.text)[1]
    sheet = {"login": login, "password": password, "next": wanted, "csrf_token": token}
    return client.post("/sign-in", data=sheet, environ_base={"REMOTE_ADDR": address})


def test_the_right_password_opens_and_leads_to_the_page_that_was_wanted(
    client: FlaskClient, account: Account
):
    answer = sign_in(client, login=" Mau@Example.VN ", wanted="/registers/points?page=2")

    assert answer.status_code == 303
    assert answer.location == "/registers/points?page=2"


def test_refusals_do_not_tell_which_logins_exist(client: FlaskClient, account: Account):
    pages = [
        sign_in(client, password="wrong horse battery"),
        sign_in(client, login="nobody@example.vn"),
    ]

    assert [page.status_code for page in pages] == [422, 422]
    assert len({re.sub(r'value="[^"]*"', "", page.text) for page in pages}) == 1


def test_a_stranger_is_welcomed_without_a_cookie(client: FlaskClient):
    page = client.get("/")

    assert page.status_code == 200
    assert "Set-Cookie" not in page.headers
    assert 'href="/r"' in page.text


def test_the_first_page_of_somebody_signed_in_is_no_welcome(app: Flask, account: Account):
    client = app.test_client()
    sign_in(client)

    assert "/sign-out" in client.get("/", follow_redirects=True).text
