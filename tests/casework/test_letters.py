"""Who has to answer is told, and who asked; no letter says what was written."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hailong import assembled
from survey.clock import now
from survey.mail import delivery
from survey.models.account import Role
from survey.models.outgoing_mail import OutgoingMail
from survey.models.point import ServicePoint
from survey.settings import Settings
from tests.casework.writing import ANSWER, MESSAGE, WISH, act, agency_of, the_case, write
from tests.factories import a_point, an_agency
from tests.postman import Postman, listening
from tests.staff import a_browser_of, an_account, submit


@pytest.fixture
def postman() -> Postman:
    return Postman()


@pytest.fixture
def app(settings: Settings, postman: Postman) -> Iterator[Flask]:
    with listening(postman) as server:
        url = f"smtp://127.0.0.1:{server.port}?from=hailong@example.vn"
        app = assembled(settings.model_copy(update={"mail_url": url}))
        yield app
        app.extensions["engine"].dispose()


@pytest.fixture
def point(session: Session) -> ServicePoint:
    return a_point(session, agency=an_agency(session, name="Ủy ban nhân dân xã Mẫu"))


def sent(app: Flask) -> int:
    with app.app_context():
        return delivery.deliver(now())


def in_outbox(session: Session) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(OutgoingMail)) or 0


def test_staff_and_citizen_are_told_and_the_citizens_address_is_forgotten(
    app: Flask, session: Session, postman: Postman, point: ServicePoint
):
    officer = an_account(
        session,
        role=Role.QUALITY_OFFICER,
        at=agency_of(session, point),
        login="thuky@example.vn",
        password_hash="set",
    )
    browser = a_browser_of(app, session, account=officer)
    link = write(app.test_client(), point)
    assert sent(app) == 1
    case = the_case(session)
    act(browser, case, "take")
    submit(browser, f"/cases/{case.id}", answer=ANSWER)

    assert sent(app) == 1

    to_staff, to_citizen = postman.received
    assert (to_staff["To"], to_citizen["To"]) == ("thuky@example.vn", WISH["mail"])
    assert f"/cases/{case.id}" in to_staff.get_content()
    assert link.partition("?")[0] in to_citizen.get_content()
    for letter in postman.received:
        assert MESSAGE not in letter.get_content()
        assert ANSWER not in letter.get_content()
    assert in_outbox(session) == 1  # what staff were told; nothing of the citizen


def test_who_takes_the_message_back_gets_no_letter_any_more(
    app: Flask, session: Session, postman: Postman, point: ServicePoint
):
    officer = an_account(session, role=Role.LEADER, at=agency_of(session, point))
    browser = a_browser_of(app, session, account=officer)
    client = app.test_client()
    link = write(client, point).partition("?")[0]
    case = the_case(session)
    act(browser, case, "take")
    submit(browser, f"/cases/{case.id}", answer=ANSWER)

    client.post(f"{link}/withdraw")

    assert sent(app) == 0
    assert in_outbox(session) == 0
