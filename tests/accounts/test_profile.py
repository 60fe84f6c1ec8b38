"""What a person changes in the own account."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.accounts import invitations, passwords
from survey.audit import Actor
from survey.clock import now
from survey.models.account import Account, AuditEvent, Role
from tests.accounts.conftest import PASSWORD, SignIn
from tests.factories import an_agency
from tests.forms import form_to
from tests.staff import a_browser_of, a_browser_with, submit

NEW = "đèn lồng ngoài hiên"


@pytest.fixture
def own(client: FlaskClient, sign_in: SignIn) -> FlaskClient:
    sign_in(client)
    return client


def test_name_and_language_are_changed(own: FlaskClient, session: Session, account: Account):
    answer = submit(own, "/profile", name="  Trần  Thị Mới ", language="en")

    session.rollback()
    assert answer.status_code == 303
    assert (account.name, account.language) == ("Trần Thị Mới", "en")
    assert "Your changes were saved." in own.get("/profile").text
    assert session.scalars(select(AuditEvent.action)).all()[-1] == "account.edited"


def test_fields_that_the_form_does_not_have_change_nothing(
    own: FlaskClient, session: Session, account: Account
):
    login, hashed = account.login, account.password_hash
    session.rollback()

    submit(
        own,
        "/profile",
        name="Trần Thị Mới",
        language="vi",
        login="x@y.vn",
        password_hash="x",
        role="system_admin",
        disabled_at="",
    )

    session.rollback()
    assert (account.login, account.password_hash) == (login, hashed)
    assert [held.role.value for held in account.memberships] == ["leader"]


def test_the_password_is_changed_and_every_other_session_ends(
    app: Flask, own: FlaskClient, session: Session, account: Account, sign_in: SignIn
):
    elsewhere = a_browser_of(app, session, account=account)
    before = own.get_cookie("hailong")

    answer = submit(own, "/profile/password", current=PASSWORD, password=NEW)

    assert answer.status_code == 303
    assert own.get("/profile").status_code == 200
    assert elsewhere.get("/profile").status_code == 303
    elsewhere.set_cookie("hailong", before.value)
    assert elsewhere.get("/profile").status_code == 303
    assert sign_in(app.test_client()).status_code == 422
    assert sign_in(app.test_client(), password=NEW).status_code == 303


def test_signing_out_everywhere_ends_every_session_and_nothing_else(
    app: Flask, own: FlaskClient, session: Session, account: Account, sign_in: SignIn
):
    elsewhere = a_browser_of(app, session, account=account)
    stranger = a_browser_with(app, session, role=Role.LEADER, at=an_agency(session))
    before = own.get_cookie("hailong")

    form = form_to(own.get("/profile"), "/end-sessions")
    answer = own.post(form.action, data=form.fields, follow_redirects=True)

    assert "trên mọi thiết bị" in answer.text
    own.set_cookie("hailong", before.value)
    assert own.get("/profile").status_code == 303
    assert elsewhere.get("/profile").status_code == 303
    assert stranger.get("/profile").status_code == 200
    assert session.scalars(select(AuditEvent.action)).all()[-1] == "account.sessions_ended"
    assert sign_in(app.test_client()).status_code == 303


def test_a_link_that_was_made_before_opens_nothing_once_the_password_is_changed(
    own: FlaskClient, session: Session, account: Account
):
    token = invitations.renew(session, account=account, by=Actor(None, now()))
    session.commit()

    submit(own, "/profile/password", current=PASSWORD, password=NEW)

    assert own.get(f"/invitation/{token}").status_code == 410


@pytest.mark.parametrize(
    ("current", "password", "words"),
    [
        ("not the password at all", NEW, "Đây không phải mật khẩu"),
        (PASSWORD, "short", "ít nhất 15 ký tự"),
        (PASSWORD, "mau@example.vn 123", "dễ bị đoán"),
        ("", NEW, "Nhập mật khẩu."),
    ],
)
def test_a_password_that_cannot_be_changed_comes_back_with_what_to_do(
    own: FlaskClient, session: Session, account: Account, current: str, password: str, words: str
):
    answer = submit(own, "/profile/password", current=current, password=password)

    session.rollback()
    assert answer.status_code == 422
    assert words in answer.text
    assert passwords.is_right(PASSWORD, kept=account.password_hash)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_guessing_the_present_password_is_slowed_down_too(
    own: FlaskClient, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("survey.accounts.checking.sign_in.verified", lambda *_, **__: None)

    statuses = [
        submit(own, "/profile/password", current="x", password=NEW).status_code for _ in range(11)
    ]

    assert statuses == [422] * 10 + [429]
