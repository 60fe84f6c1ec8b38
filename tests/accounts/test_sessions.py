"""Sessions end: by idling, by lasting too long, by an administrator, by a new password."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from survey.clock import now
from survey.models.account import Account, Membership, Role, SignedIn
from tests.accounts.conftest import SignIn
from tests.counting import statements
from tests.factories import a_point, an_agency, an_open_point, some_slips


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(now(), tick=False) as clock:
        yield clock


@pytest.fixture
def signed_in(client: FlaskClient, clock: time_machine.Traveller, sign_in: SignIn) -> FlaskClient:
    sign_in(client)
    return client


def is_open(client: FlaskClient) -> bool:
    return client.get("/profile").status_code == 200


def test_half_an_hour_of_idleness_ends_a_session(signed_in: FlaskClient, clock):
    clock.shift(timedelta(minutes=29))
    assert is_open(signed_in)
    clock.shift(timedelta(minutes=29))
    assert is_open(signed_in)
    clock.shift(timedelta(minutes=31))
    assert not is_open(signed_in)


def test_twelve_hours_end_a_session_however_busy(signed_in: FlaskClient, clock):
    for _ in range(12 * 3 - 1):
        clock.shift(timedelta(minutes=20))
        assert is_open(signed_in)

    clock.shift(timedelta(minutes=20))

    assert not is_open(signed_in)


def test_disabling_an_account_ends_its_session_at_once(
    signed_in: FlaskClient, session: Session, account: Account
):
    account.disabled_at = now()
    session.commit()

    assert not is_open(signed_in)


def test_a_role_that_is_withdrawn_or_given_counts_with_the_next_request(
    signed_in: FlaskClient, session: Session, account: Account
):
    assert signed_in.get("/accounts").status_code == 200
    account.memberships[0].role = Role.CLERK
    session.commit()
    assert signed_in.get("/accounts").status_code == 403

    account.memberships.append(
        Membership(agency_id=account.memberships[0].agency_id, role=Role.PROVINCE_ADMIN)
    )
    session.commit()

    assert signed_in.get("/accounts").status_code == 200


def test_the_database_holds_no_token(signed_in: FlaskClient, session: Session):
    with signed_in.session_transaction() as cookie:
        token = cookie["signed_in"]

    (kept,) = session.scalars(select(SignedIn))

    assert token.encode() not in kept.digest
    assert len(kept.digest) == 32


def test_signing_in_again_ends_the_session_this_browser_had(
    signed_in: FlaskClient, session: Session, sign_in: SignIn
):
    sign_in(signed_in)

    assert len(session.scalars(select(SignedIn)).all()) == 1


def test_sessions_that_lasted_too_long_are_dropped(
    app: Flask, signed_in: FlaskClient, session: Session, clock, sign_in: SignIn
):
    clock.shift(timedelta(hours=12))

    sign_in(app.test_client())

    assert len(session.scalars(select(SignedIn)).all()) == 1


def test_a_form_of_somebody_signed_out_changes_nothing_and_says_so(
    signed_in: FlaskClient, session: Session, account: Account, clock
):
    page = signed_in.get("/profile").text
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    clock.shift(timedelta(minutes=31))

    answer = signed_in.post(
        "/profile", data={"csrf_token": token, "name": "Tên Khác", "language": "vi"}
    )

    assert answer.status_code == 401
    assert "Phiên đăng nhập đã kết thúc" in answer.text
    session.rollback()
    assert account.name != "Tên Khác"


def test_what_somebody_typed_whose_session_ended_is_given_back_to_be_copied(
    signed_in: FlaskClient, clock
):
    page = signed_in.get("/profile/password").text
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    clock.shift(timedelta(minutes=31))
    typed = {
        "cause": "Thiếu <b>người</b>\nvào thứ hai",
        "password": "mật khẩu của tôi",
        "point": "12",
    }

    answer = signed_in.post("/profile/password", data={"csrf_token": token, **typed})
    forged = signed_in.post("/profile/password", data={"csrf_token": "x", **typed})

    assert answer.status_code == 401
    assert "Thiếu &lt;b&gt;người&lt;/b&gt;\nvào thứ hai" in answer.text
    assert "mật khẩu của tôi" not in answer.text
    assert token not in answer.text
    assert 'href="/sign-in?next=/profile/password"' in answer.text
    assert "lang=en" not in answer.text
    assert "người" not in forged.text


@pytest.mark.parametrize(("is_back", "status"), [(False, 401), (True, 400)])
def test_what_somebody_typed_who_signed_out_in_another_tab_is_given_back_to_be_copied(
    signed_in: FlaskClient, sign_in: SignIn, is_back: bool, status: int
):
    page = signed_in.get("/profile/password").text
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    signed_in.post("/sign-out", data={"csrf_token": token})
    if is_back:
        sign_in(signed_in)
    sent = {"csrf_token": token, "cause": "Thiếu người vào thứ hai", "password": "mật khẩu cũ"}

    def answer(site: str) -> TestResponse:
        return signed_in.post("/profile/password", data=sent, headers={"Sec-Fetch-Site": site})

    ours, forged = answer("same-origin"), answer("cross-site")

    assert (ours.status_code, forged.status_code) == (status, status)
    assert "Thiếu người vào thứ hai" in ours.text
    assert "mật khẩu cũ" not in ours.text
    assert "/profile/password" in ours.text
    assert "Thiếu người" not in forged.text


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_citizens_page_asks_nothing_about_persons(
    app: Flask, session: Session, signed_in: FlaskClient
):
    point = an_open_point(session, agency=an_agency(session))
    (code,) = some_slips(session, point=point)
    addresses = ("/r", f"/r/{code}", f"/q/{a_point(session).poster_code}")

    with statements(app.extensions["engine"]) as sent:
        for address in addresses:
            signed_in.get(address)

    assert sent
    assert [s for s in sent if "signed_in" in s or "account" in s] == []
