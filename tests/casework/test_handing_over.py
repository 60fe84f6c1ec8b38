"""A case goes from one colleague to another, its answer is kept sealed, its day is reminded of."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from survey.casework import reminders
from survey.clock import now, start_of_day
from survey.models.account import Account, Role
from survey.models.outgoing_mail import OutgoingMail
from survey.models.point import ServicePoint
from tests.casework.writing import ANSWER, WISH, act, agency_of, the_case, write
from tests.factories import a_case, a_point, an_agency
from tests.staff import a_browser_of, a_browser_with, an_account, submit


@pytest.fixture
def point(session: Session) -> ServicePoint:
    return a_point(session, agency=an_agency(session, name="Ủy ban nhân dân xã Mẫu"))


@pytest.fixture
def officer(app: Flask, session: Session, point: ServicePoint) -> FlaskClient:
    return a_browser_with(app, session, role=Role.QUALITY_OFFICER, at=agency_of(session, point))


@pytest.fixture
def colleague(session: Session, point: ServicePoint) -> Account:
    at = agency_of(session, point)
    return an_account(session, role=Role.LEADER, at=at, login="le@example.vn", password_hash="set")


def letters(session: Session) -> list[str]:
    session.rollback()
    return list(session.scalars(select(OutgoingMail.about).order_by(OutgoingMail.id)))


def test_only_the_new_owner_sees_how_to_reach_the_citizen_and_is_told(
    app: Flask, client: FlaskClient, officer: FlaskClient, session: Session, point, colleague
):
    write(client, point)
    case = the_case(session)
    act(officer, case, "take")
    page = f"/cases/{case.id}"

    given = submit(officer, page, to=f"{page}/hand-over", colleague=str(colleague.id))

    assert given.status_code == 303
    assert WISH["mail"] not in officer.get(page).text
    session.rollback()
    theirs = a_browser_of(app, session, account=colleague)
    assert WISH["mail"] in theirs.get(page).text
    assert any(
        about.startswith(f"case:{case.id}:handed:{colleague.id}:") for about in letters(session)
    )


def test_a_case_is_handed_to_nobody_else_and_by_nobody_else(
    app: Flask, client: FlaskClient, officer: FlaskClient, session: Session, point, colleague
):
    write(client, point)
    case = the_case(session)
    act(officer, case, "take")
    page = f"/cases/{case.id}"
    session.rollback()
    stranger = an_account(session, role=Role.LEADER, at=an_agency(session))
    other = a_browser_with(app, session, role=Role.LEADER, at=agency_of(session, point))

    to_stranger = submit(officer, page, to=f"{page}/hand-over", colleague=str(stranger.id))
    by_other = submit(other, page, to=f"{page}/hand-over", colleague=str(colleague.id))

    assert (to_stranger.status_code, by_other.status_code) == (422, 409)
    assert the_case(session).owner_id == case.owner_id


def test_the_database_alone_does_not_tell_the_answer(
    client: FlaskClient, officer: FlaskClient, session: Session, point: ServicePoint
):
    link = write(client, point)
    case = the_case(session)
    act(officer, case, "take")
    submit(officer, f"/cases/{case.id}", answer=ANSWER)

    session.rollback()
    kept = session.execute(text("SELECT answer FROM case_file")).scalar_one()
    assert ANSWER not in kept
    assert ANSWER in client.get(link).text
    assert ANSWER in officer.get(f"/cases/{case.id}").text


def test_who_answers_is_reminded_once_before_the_day_and_once_after(
    app: Flask, session: Session, point: ServicePoint, colleague: Account
):
    case = a_case(session, at=point)
    due = start_of_day(case.due_on) + timedelta(hours=2)

    counts = []
    for day in (-4, -3, 0, 1, 2):
        with app.app_context():
            reminders.remind_all(due + timedelta(days=day))
            reminders.remind_all(due + timedelta(days=day))
        counts.append(len(letters(session)))

    assert counts == [0, 1, 1, 2, 2]
    assert letters(session) == [
        f"case:{case.id}:soon:{colleague.id}",
        f"case:{case.id}:overdue:{colleague.id}",
    ]


def test_nobody_is_reminded_of_what_is_answered(
    app: Flask, client: FlaskClient, officer: FlaskClient, session: Session, point: ServicePoint
):
    write(client, point)
    case = the_case(session)
    act(officer, case, "take")
    submit(officer, f"/cases/{case.id}", answer=ANSWER)

    with app.app_context():
        reminders.remind_all(now() + timedelta(days=60))

    assert [about for about in letters(session) if "overdue" in about] == []
