"""Invitations by mail, through a real server on this machine."""

import re
from collections.abc import Iterator

import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from sqlalchemy.orm import Session

from survey.app import create_app
from survey.mail.transport import sender_of
from survey.models.account import Role
from survey.settings import Settings
from tests.factories import an_agency
from tests.postman import Postman, a_free_port, listening
from tests.staff import a_browser_with, submit

PERSON = {"name": "Đỗ Văn Mới", "login": "moi@example.vn", "role": "clerk", "agency": "xa"}


@pytest.fixture
def postman() -> Postman:
    return Postman()


@pytest.fixture
def server(postman: Postman) -> Iterator[Controller]:
    with listening(postman) as controller:
        yield controller


@pytest.fixture
def invite(settings: Settings, session: Session, server: Controller):
    """Send the page of an administrator of an application that mails through `mail_url`."""
    agency = an_agency(session, name="Xã Mẫu", code="xa")
    apps: list[Flask] = []

    def invite(mail_url: str, **fields: str):
        app = create_app(settings.model_copy(update={"mail_url": mail_url}))
        app.testing = True
        apps.append(app)
        browser = a_browser_with(app, session, role=Role.LEADER, at=agency)
        answer = submit(browser, "/accounts/invite", **{**PERSON, "language": "vi", **fields})
        return browser.get(answer.location).text

    yield invite
    for app in apps:
        app.extensions["engine"].dispose()


def test_the_link_is_mailed_in_the_language_of_the_person(
    invite, server: Controller, postman: Postman
):
    page = invite(f"smtp://127.0.0.1:{server.port}?from=mau@tinh.example.vn", language="en")

    (message,) = postman.received
    assert postman.recipients == ["moi@example.vn"]
    assert message["To"] == "moi@example.vn"
    assert message["From"] == "mau@tinh.example.vn"
    assert message["Subject"] == "Your account in Hài Lòng"
    text = message.get_content()
    assert "Đỗ Văn Mới" in text
    link = re.search(r"http://localhost/invitation/[\w-]{43}\?lang=en", text)
    assert link is not None
    assert link[0] in page
    assert "Đã gửi thư mời đến moi@example.vn." in page


def test_the_server_is_told_who_sends(invite, server: Controller, postman: Postman):
    invite(f"smtp://thu%40tinh.example.vn:p%40ss%3Aword@127.0.0.1:{server.port}")

    assert postman.known == [b"thu@tinh.example.vn"]
    assert postman.received[0]["From"] == "thu@tinh.example.vn"


@pytest.mark.parametrize("trouble", ["nobody listens", "wrong password"])
def test_mail_that_cannot_be_sent_loses_no_invitation(
    invite, server: Controller, postman: Postman, trouble: str
):
    if trouble == "nobody listens":
        page = invite(f"smtp://127.0.0.1:{a_free_port()}")
    else:
        page = invite(f"smtp://thu:wrong@127.0.0.1:{server.port}")

    assert postman.received == []
    assert "Chưa gửi được thư mời." in page
    assert "/invitation/" in page


@pytest.mark.parametrize(
    ("mail_url", "sender"),
    [
        ("smtp://127.0.0.1?from=a@b.vn", "a@b.vn"),
        ("smtp://thu%40tinh.vn:x@mail.vn", "thu@tinh.vn"),
        ("smtp://thu:x@mail.vn", "hailong@danhgia.tinh.vn"),
    ],
)
def test_the_sender_is_named_or_follows_from_the_address(mail_url: str, sender: str):
    assert sender_of(mail_url, base_url="https://danhgia.tinh.vn") == sender
