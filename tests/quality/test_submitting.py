"""Who may approve is told by mail what was submitted: once each time, through a real server."""

from collections.abc import Iterator
from email.message import EmailMessage

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from survey.clock import now
from survey.mail import delivery
from survey.models.account import Account, Role
from survey.models.agency import Agency
from survey.settings import Settings
from tests.factories import an_agency
from tests.postman import Postman, sending
from tests.quality_things import a_concluded_review, a_plan, a_record, an_objective
from tests.staff import a_browser_with, an_account

MAKERS = {
    "objectives": (an_objective, "Tỷ lệ hài lòng đạt 90 %", "/xa/plans?year=2026"),
    "plans": (a_plan, "Đo lường quý III", "/plans/{}"),
    "records": (a_record, "Record of 1 Jul 2025 to 30 Sep 2025", "/records/{}"),
    "reviews": (
        a_concluded_review,
        "Management review of 1 Jan 2026 to 30 Jun 2026",
        "/reviews/{}",
    ),
}


@pytest.fixture
def postman() -> Postman:
    return Postman()


@pytest.fixture
def app(settings: Settings, postman: Postman) -> Iterator[Flask]:
    with sending(settings, to=postman) as app:
        app.config["WTF_CSRF_ENABLED"] = False
        yield app


@pytest.fixture
def agency(session: Session) -> Agency:
    return an_agency(session, code="xa", under=an_agency(session, code="tinh"))


def somebody(session: Session, role: Role, *, at: Agency, language: str = "vi") -> Account:
    account = an_account(session, role=role, at=at, password_hash="set")
    account.language = language
    session.commit()
    return account


def received(app: Flask, postman: Postman) -> dict[str, EmailMessage]:
    """What goes out now, by recipient."""
    postman.received.clear()
    with app.app_context():
        delivery.deliver(now())
    assert len({mail["To"] for mail in postman.received}) == len(postman.received)
    return {str(mail["To"]): mail for mail in postman.received}


def submit(officer: FlaskClient, kind: str, number: int) -> int:
    page = f"/quality-system/{kind}/{number}/advance"
    return officer.post(page, data={"to": "submitted"}).status_code


@pytest.mark.parametrize("kind", MAKERS)
def test_every_leader_of_the_agency_is_told_once_in_their_language(
    app: Flask, postman: Postman, session: Session, officer, agency: Agency, kind: str
):
    make, title, page = MAKERS[kind]
    english = somebody(session, Role.LEADER, at=agency, language="en")
    vietnamese = somebody(session, Role.LEADER, at=agency)
    for role in set(Role) - {Role.LEADER}:
        somebody(session, role, at=agency)
    somebody(session, Role.LEADER, at=an_agency(session))
    number = make(session, agency=agency).id

    done = submit(officer, kind, number), submit(officer, kind, number)

    mails = received(app, postman)
    assert done == (303, 409)
    assert mails.keys() == {english.login, vietnamese.login}
    assert mails[english.login]["Subject"] == f"To be approved: {title}"
    assert mails[vietnamese.login]["Subject"].startswith("Trình phê duyệt: ")
    for mail in mails.values():
        lines = mail.get_content().splitlines()
        assert lines[-1] == f"http://localhost/quality-system{page.format(number)}"
        assert len(lines) == 7
    assert received(app, postman) == {}


def test_what_is_submitted_again_is_told_again(
    app: Flask, postman: Postman, session: Session, officer: FlaskClient, agency: Agency
):
    leader = somebody(session, Role.LEADER, at=agency)
    browser = a_browser_with(app, session, role=Role.LEADER, at=agency)
    login, number = leader.login, a_plan(session, agency=agency).id
    session.rollback()

    submit(officer, "plans", number)
    first = received(app, postman)
    browser.post(f"/quality-system/plans/{number}/send-back", data={"reason": "Sai kỳ"})
    received(app, postman)
    submit(officer, "plans", number)

    assert received(app, postman).keys() == first.keys() == {login}


def test_where_no_leader_is_the_one_above_is_told(
    app: Flask, postman: Postman, session: Session, officer: FlaskClient, agency: Agency
):
    province = session.query(Agency).filter_by(code="tinh").one()
    leader = somebody(session, Role.LEADER, at=province)

    submit(officer, "plans", a_plan(session, agency=agency).id)

    assert received(app, postman).keys() == {leader.login}
