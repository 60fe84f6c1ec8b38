"""Invitations: a link that is shown once, used once, and ends."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.accounts import invitations, passwords
from survey.audit import Actor
from survey.clock import now
from survey.models.account import Account, Invitation, Role, SignedIn
from survey.models.agency import Agency
from tests.factories import an_agency
from tests.staff import a_browser_of, an_account, submit

GOOD = "đèn lồng ngoài hiên"


@pytest.fixture
def agency(session: Session) -> Agency:
    return an_agency(session)


@pytest.fixture
def invited(session: Session, agency: Agency) -> tuple[Account, str]:
    account, token = invitations.invite(
        session,
        login="moi@example.vn",
        name="Đỗ Văn Mới",
        language="vi",
        role=Role.CLERK,
        agency=agency,
        by=Actor(account_id=None, now=now()),
    )
    session.commit()
    return account, f"/invitation/{token}"


def accept(client: FlaskClient, link: str, password: str = GOOD):
    return submit(client, link, password=password)


def test_the_person_sets_the_password_and_is_signed_in(
    client: FlaskClient, session: Session, invited: tuple[Account, str]
):
    account, link = invited

    answer = accept(client, link)

    assert answer.status_code == 303
    assert client.get("/profile").status_code == 200
    session.rollback()
    assert passwords.is_right(GOOD, kept=account.password_hash)


def test_a_link_is_used_up(client: FlaskClient, app: Flask, invited: tuple[Account, str]):
    _, link = invited
    accept(client, link)

    again = app.test_client().get(link)

    assert again.status_code == 410
    assert "không còn hiệu lực" in again.text


def test_looking_at_a_link_does_not_use_it_up(client: FlaskClient, invited: tuple[Account, str]):
    _, link = invited

    assert [client.get(link).status_code for _ in range(3)] == [200] * 3
    assert accept(client, link).status_code == 303


def test_a_link_ends_after_seven_days(client: FlaskClient, invited: tuple[Account, str]):
    _, link = invited

    with time_machine.travel(now() + timedelta(days=7, seconds=1)):
        assert client.get(link).status_code == 410


@pytest.mark.parametrize("link", ["/invitation/unknown", "/invitation/" + "A" * 43])
def test_a_link_that_never_was_says_the_same(client: FlaskClient, link: str):
    assert client.get(link).status_code == 410


def test_a_new_link_ends_the_earlier_one(
    client: FlaskClient, session: Session, invited: tuple[Account, str]
):
    account, first = invited
    token = invitations.renew(session, account=account, by=Actor(None, now()))
    session.commit()

    assert client.get(first).status_code == 410
    assert accept(client, f"/invitation/{token}").status_code == 303


def test_the_link_of_a_disabled_account_opens_nothing(
    client: FlaskClient, session: Session, invited: tuple[Account, str]
):
    account, link = invited
    account.disabled_at = now()
    session.commit()

    assert client.get(link).status_code == 410


def test_setting_a_password_ends_the_sessions_that_were_open(
    app: Flask, client: FlaskClient, session: Session, invited: tuple[Account, str]
):
    account, link = invited
    stranger = a_browser_of(app, session, account=account)

    accept(client, link)

    assert stranger.get("/profile").status_code == 303
    assert len(session.scalars(select(SignedIn)).all()) == 1


def test_a_password_of_names_comes_back_with_what_to_do(
    client: FlaskClient, session: Session, invited: tuple[Account, str]
):
    account, link = invited

    answer = accept(client, link, password="Đỗ Văn Mới 123456")

    assert answer.status_code == 422
    assert "dễ bị đoán" in answer.text
    assert "<title>Lỗi:" in answer.text
    session.rollback()
    assert account.password_hash is None


def test_the_database_holds_no_link(session: Session, invited: tuple[Account, str]):
    _, link = invited

    (kept,) = session.scalars(select(Invitation))

    assert len(kept.digest) == 32
    assert link.rsplit("/", 1)[1].encode() not in kept.digest


def test_every_link_has_256_random_bits(session: Session, agency: Agency):
    account = an_account(session, role=Role.CLERK, at=agency)

    tokens = {invitations.renew(session, account=account, by=Actor(None, now())) for _ in range(50)}

    assert len(tokens) == 50
    assert {len(token) for token in tokens} == {43}
