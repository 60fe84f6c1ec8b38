"""A citizen who wants an answer gets one, is reached by one person, and is forgotten in time."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from survey import clock
from survey.casework import handling
from survey.casework.upkeep import erase_all_due
from survey.clock import local_day, now
from survey.models.account import AuditEvent, Role
from survey.models.case import Case
from survey.models.point import ServicePoint
from survey.models.rating import PendingRating
from tests.casework.writing import ANSWER, MESSAGE, WISH, act, agency_of, the_case, write
from tests.citizen.sending import a_sheet
from tests.factories import a_point, an_agency, an_open_point
from tests.staff import a_browser_with, submit


@pytest.fixture
def point(session: Session) -> ServicePoint:
    return a_point(session, agency=an_agency(session, name="Ủy ban nhân dân xã Mẫu"))


@pytest.fixture
def officer(app: Flask, session: Session, point: ServicePoint) -> FlaskClient:
    return a_browser_with(app, session, role=Role.QUALITY_OFFICER, at=agency_of(session, point))


def test_from_a_message_to_an_answer_that_helped(
    client: FlaskClient, officer: FlaskClient, session: Session, point: ServicePoint
):
    link = write(client, point)
    assert "Cơ quan đã nhận được" in client.get(link).text
    case = the_case(session)

    act(officer, case, "take")
    answered = submit(officer, f"/cases/{case.id}", answer=ANSWER)
    page = client.get(link).text

    assert answered.status_code == 303
    assert ANSWER in page
    judged = client.post(f"{link.partition('?')[0]}/verdict", data={"verdict": "helped"})
    assert judged.status_code == 303
    assert the_case(session).verdict == "helped"


def test_it_is_to_be_answered_in_the_days_of_the_settings(
    app: Flask, client: FlaskClient, session: Session, point: ServicePoint
):
    write(client, point)

    days = app.config["SETTINGS"].days_to_answer
    assert the_case(session).due_on == local_day(now()) + timedelta(days=days)


def test_the_same_page_sent_twice_is_one_case(
    client: FlaskClient, session: Session, point: ServicePoint
):
    key = str(uuid4())

    links = {write(client, point, key=key) for _ in range(2)}

    assert len(links) == 1
    the_case(session)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"message": " "}, "Ông/Bà cần viết"),
        ({"mail": "", "phone": ""}, "địa chỉ thư điện tử hoặc số điện thoại"),
        ({"mail": "dan@"}, "ten@example.vn"),
        ({"phone": "gọi tôi"}, "chữ số"),
        ({"consent": ""}, "sự đồng ý"),
        ({"message": "x" * 2001}, "2000"),
    ],
)
def test_what_cannot_be_kept_is_told_and_nothing_is_lost(
    client: FlaskClient, session: Session, point: ServicePoint, changed, told
):
    answer = client.post(f"/w/{point.poster_code}", data={"lang": "vi", **WISH, **changed})

    assert answer.status_code == 422
    assert told in answer.text
    assert {**WISH, **changed}["name"] in answer.text
    assert session.execute(select(Case)).first() is None


def test_consent_is_never_ticked_beforehand(client: FlaskClient, point: ServicePoint):
    page = client.get(f"/w/{point.poster_code}").text

    (box,) = re.findall(r'<input type="checkbox"[^>]*>', page)
    assert "checked" not in box


def test_the_database_alone_tells_neither_message_nor_writer(
    client: FlaskClient, session: Session, point: ServicePoint
):
    write(client, point)

    session.rollback()
    row = session.execute(text("SELECT * FROM case_file")).one()
    kept = b"".join(bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in row)
    for secret in (MESSAGE, *WISH.values()):
        assert len(secret) < 2 or secret.encode() not in kept


def test_only_who_took_the_case_sees_how_to_reach_the_citizen(
    app: Flask, client: FlaskClient, officer: FlaskClient, session: Session, point: ServicePoint
):
    write(client, point)
    case = the_case(session)
    leader = a_browser_with(app, session, role=Role.LEADER, at=agency_of(session, point))
    address = f"/cases/{case.id}"

    before = officer.get(address).text
    act(officer, case, "take")

    assert MESSAGE in before
    assert WISH["phone"] not in before
    assert WISH["phone"] in officer.get(address).text
    assert WISH["phone"] not in leader.get(address).text
    act(officer, case, "hand-back")
    assert WISH["phone"] not in officer.get(address).text


def test_a_case_is_taken_once_and_answered_by_its_owner_alone(
    app: Flask, client: FlaskClient, officer: FlaskClient, session: Session, point: ServicePoint
):
    write(client, point)
    case = the_case(session)
    leader = a_browser_with(app, session, role=Role.LEADER, at=agency_of(session, point))
    act(officer, case, "take")

    taken = submit(leader, f"/cases/{case.id}", to=f"/cases/{case.id}/take")
    answered = submit(leader, f"/cases/{case.id}", answer=ANSWER)

    assert (taken.status_code, answered.status_code) == (409, 409)
    assert "Nguyễn Thị Mẫu" in taken.text
    assert the_case(session).answered_on is None


def test_who_takes_it_back_is_forgotten_at_once(
    client: FlaskClient, officer: FlaskClient, session: Session, point: ServicePoint
):
    link = write(client, point).partition("?")[0]
    case = the_case(session)
    act(officer, case, "take")

    client.post(f"{link}/withdraw")

    case = the_case(session)
    assert (case.message, case.contact) == (None, None)
    assert case.withdrawn_on == local_day(now())
    assert MESSAGE not in officer.get(f"/cases/{case.id}").text
    assert submit(officer, "/profile", to=f"/cases/{case.id}/take").status_code == 409


def test_texts_are_erased_thirty_days_after_the_answer(
    app: Flask, client: FlaskClient, officer: FlaskClient, session: Session, point: ServicePoint
):
    link = write(client, point)
    case = the_case(session)
    act(officer, case, "take")
    submit(officer, f"/cases/{case.id}", answer=ANSWER)
    answered_on = the_case(session).answered_on
    assert answered_on is not None

    def erased_by(day: date) -> bool:
        instant = clock.start_of_day(day)
        session.rollback()  # who still reads keeps the log of SQLite from being emptied
        with app.app_context():
            erase_all_due(instant)
        return the_case(session).erased_on is not None

    assert not erased_by(answered_on + handling.KEPT_AFTER_ANSWER)
    assert erased_by(answered_on + handling.KEPT_AFTER_ANSWER + timedelta(days=1))
    assert the_case(session).answer is None
    assert ANSWER not in client.get(link).text
    assert the_case(session).answered_on == answered_on


def test_what_nobody_answers_is_not_kept_for_ever(
    app: Flask, client: FlaskClient, session: Session, point: ServicePoint
):
    write(client, point)
    after = local_day(now()) + handling.LONGEST_KEPT + timedelta(days=1)

    session.rollback()
    with app.app_context():
        erase_all_due(clock.start_of_day(after))

    assert the_case(session).message is None


def test_the_audit_trail_says_who_acted_and_nothing_of_what_was_written(
    client: FlaskClient, officer: FlaskClient, session: Session, point: ServicePoint
):
    write(client, point)
    case = the_case(session)
    act(officer, case, "take")
    submit(officer, f"/cases/{case.id}", answer=ANSWER)

    session.rollback()
    events = session.execute(select(AuditEvent).where(AuditEvent.action.like("case.%"))).scalars()
    noted = {event.action: event.details for event in events}

    assert set(noted) == {"case.taken", "case.answered"}
    assert not any(word in "".join(noted.values()) for word in (MESSAGE, ANSWER, "Dân"))


def test_a_list_shows_what_waits_longest_first(
    client: FlaskClient, officer: FlaskClient, session: Session, point: ServicePoint
):
    for _ in range(2):
        write(client, point)
    session.rollback()
    newer, late = session.execute(select(Case).order_by(Case.id)).scalars()
    late.opened_on, late.due_on = date(2026, 1, 2), date(2026, 1, 17)
    session.commit()

    shown = officer.get("/cases").text
    overdue = officer.get("/cases?show=overdue").text

    assert shown.index(f"/cases/{late.id}") < shown.index(f"/cases/{newer.id}")
    assert f"/cases/{late.id}" in overdue
    assert f"/cases/{newer.id}" not in overdue


def test_an_unknown_link_or_poster_says_so(client: FlaskClient):
    assert client.get("/w/case/nothing").status_code == 404
    assert client.get("/w/NOTHING").status_code == 404


def test_the_page_of_thanks_leads_there_and_nothing_connects_the_two(
    client: FlaskClient, session: Session
):
    point = an_open_point(session)
    page = client.get(f"/q/{point.poster_code}").text

    thanks = client.post(f"/q/{point.poster_code}", data=a_sheet(page, overall="4")).text

    assert f"/w/{point.poster_code}?lang=vi" in thanks
    kept_of_both = set(Case.__table__.columns.keys()) & set(PendingRating.__table__.columns.keys())
    assert kept_of_both == {"agency_id", "point_id", "language"}
