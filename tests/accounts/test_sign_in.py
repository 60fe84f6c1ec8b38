"""Signing in and out through the real pages."""

import re

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from survey.accounts import passwords
from survey.clock import now
from survey.guard import TOKEN
from survey.models.account import Account, Role
from tests.accounts.conftest import LOGIN, PASSWORD, SignIn
from tests.factories import an_agency
from tests.staff import an_account, submit


def test_the_right_password_opens_and_leads_to_the_page_that_was_wanted(
    client: FlaskClient, sign_in: SignIn
):
    answer = sign_in(client, login=f" {LOGIN.upper()} ", wanted="/registers/points?page=2")

    assert answer.status_code == 303
    assert answer.location == "/registers/points?page=2"


@pytest.mark.parametrize(
    "wanted",
    [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "/%0d%0a/evil.example\r\n",
        "javascript:alert(1)",
        "evil.example",
        " //evil.example",
        "",
    ],
)
def test_signing_in_never_leads_to_another_site(client: FlaskClient, sign_in: SignIn, wanted: str):
    answer = sign_in(client, wanted=wanted)

    assert answer.status_code == 303
    assert answer.location == "/"


def test_a_page_that_needs_a_person_asks_and_comes_back(client: FlaskClient, sign_in: SignIn):
    asked = client.get("/profile?lang=en")
    answer = sign_in(client, wanted="/profile?lang=en")

    assert asked.status_code == 303
    assert asked.location == "/sign-in?next=/profile?lang%3Den"
    assert client.get(answer.location).status_code == 200


def test_refusals_do_not_tell_which_accounts_there_are(
    client: FlaskClient, session: Session, account: Account, password_hash: str, sign_in: SignIn
):
    an_account(session, login="invited@example.vn", role=Role.CLERK, at=an_agency(session))
    disabled = an_account(session, login="disabled@example.vn", password_hash=password_hash)
    disabled.disabled_at = now()
    session.commit()

    pages = [
        sign_in(client, login=LOGIN, password="wrong horse battery"),
        *(sign_in(client, login=f"{who}@example.vn") for who in ("nobody", "invited", "disabled")),
    ]

    assert [page.status_code for page in pages] == [422] * 4
    assert len({re.sub(r'value="[^"]*"', "", page.text) for page in pages}) == 1


def test_a_password_kept_with_weak_parameters_is_kept_anew(
    client: FlaskClient, session: Session, account: Account, sign_in: SignIn
):
    account.password_hash = PasswordHasher(time_cost=1, memory_cost=8192).hash(PASSWORD)
    session.commit()

    sign_in(client)

    session.rollback()
    assert account.password_hash is not None
    assert not passwords.is_outdated(account.password_hash)
    assert sign_in(client).status_code == 303


def test_signing_in_brings_a_new_token_and_leaves_nothing_of_before(
    app: Flask, client: FlaskClient, sign_in: SignIn
):
    with client.session_transaction() as cookie:
        cookie[TOKEN] = "planted-by-somebody-else"
        cookie["planted"] = "yes"
    client.get("/sign-in")
    with client.session_transaction() as cookie:
        form_token_before = cookie["csrf_token"]

    sign_in(client)

    with client.session_transaction() as cookie:
        assert cookie[TOKEN] != "planted-by-somebody-else"
        assert len(cookie[TOKEN]) >= 43  # 32 random bytes
        assert "planted" not in cookie
        assert cookie.get("csrf_token") != form_token_before


def test_the_cookie_of_a_secure_service_is_bound_to_its_host(
    app: Flask, client: FlaskClient, sign_in: SignIn
):
    app.config.update(SESSION_COOKIE_NAME="__Host-hailong", SESSION_COOKIE_SECURE=True)
    page = client.get("/sign-in", base_url="https://localhost")

    set_cookie = page.headers["Set-Cookie"]

    assert set_cookie.startswith("__Host-hailong=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(set_cookie.split("; "))
    assert "Domain" not in set_cookie


def test_signing_out_ends_the_session_in_the_database(
    app: Flask, client: FlaskClient, sign_in: SignIn
):
    sign_in(client)
    stolen = client.get_cookie("hailong")
    assert stolen is not None

    answer = submit(client, "/profile", to="/sign-out")

    assert answer.status_code == 303
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    client.set_cookie("hailong", stolen.value)
    assert client.get("/profile").status_code == 303


def test_signing_out_needs_a_form_of_ours(client: FlaskClient, sign_in: SignIn):
    sign_in(client)

    assert client.get("/sign-out").status_code == 405
    assert client.post("/sign-out").status_code == 400
    assert client.get("/profile").status_code == 200


def test_a_stranger_is_welcomed_without_a_cookie(client: FlaskClient):
    page = client.get("/")

    assert page.status_code == 200
    assert "Set-Cookie" not in page.headers
    assert 'href="/r"' in page.text
    assert 'href="/sign-in"' in page.text


def test_the_first_page_of_somebody_signed_in_is_no_welcome(client: FlaskClient, sign_in: SignIn):
    sign_in(client)

    assert "/sign-out" in client.get("/", follow_redirects=True).text


def test_the_pages_speak_the_language_of_the_person_until_another_is_chosen(
    client: FlaskClient, session: Session, account: Account, sign_in: SignIn
):
    account.language = "en"
    session.commit()
    sign_in(client)

    assert "Your account" in client.get("/profile").text
    assert "Tài khoản của Ông/Bà" in client.get("/profile?lang=vi").text
    assert "Tài khoản của Ông/Bà" in client.get("/profile").text
