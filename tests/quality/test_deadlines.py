"""What is due: the calendar of a year, and who is reminded of what, once."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey import db
from survey.clock import OFFICE_ZONE
from survey.models.account import Account, Role
from survey.models.agency import Agency
from survey.models.deadline import Due, Punctuality, of_plan
from survey.models.outgoing_mail import OutgoingMail
from survey.quality.reminders import remind, remind_all
from survey.queries import deadlines
from survey.worker import OnceADay
from tests.counting import statements
from tests.factories import a_cell, a_point, a_version
from tests.quality_things import a_plan, a_record, an_objective
from tests.staff import a_browser_with, an_account

Remind = Callable[[date], list[str]]
JULY, SEPTEMBER = date(2026, 7, 1), date(2026, 9, 30)


@pytest.fixture
def officer(session: Session, agency: Agency) -> Account:
    return an_account(
        session, role=Role.QUALITY_OFFICER, at=agency, login="to@example.vn", password_hash="set"
    )


@pytest.fixture
def leader(session: Session, agency: Agency) -> Account:
    return an_account(
        session, role=Role.LEADER, at=agency, login="ld@example.vn", password_hash="set"
    )


@pytest.fixture
def reminded(app: Flask, session: Session) -> Remind:
    """The letters so far, after the chore was done twice at eight of the day."""

    def done(day: date) -> list[str]:
        at = datetime(day.year, day.month, day.day, 8, tzinfo=OFFICE_ZONE)
        for _ in range(2):
            with app.app_context(), db.transaction() as writing:
                remind(writing, now=at)
        session.rollback()
        letters = list(session.scalars(select(OutgoingMail).order_by(OutgoingMail.id)))
        session.rollback()
        return [f"{one.recipient}: {one.subject}" for one in letters]

    return done


@pytest.mark.parametrize(
    ("approved_on", "today", "standing"),
    [
        (None, date(2026, 6, 30), Punctuality.COMING),
        (None, date(2026, 7, 1), Punctuality.OVERDUE),
        (date(2026, 6, 30), date(2026, 8, 1), Punctuality.DONE),
        (date(2026, 7, 1), date(2026, 8, 1), Punctuality.DONE_LATE),
    ],
)
def test_a_plan_is_to_be_approved_before_its_period_begins(
    session: Session,
    agency: Agency,
    approved_on: date | None,
    today: date,
    standing: Punctuality,
):
    submitted = {"submitted_on": date(2026, 6, 1)} if approved_on else {}
    plan = a_plan(session, agency=agency, first_day=JULY, approved_on=approved_on, **submitted)

    approval, record, report = of_plan(plan, recorded={(JULY, SEPTEMBER): date(2026, 11, 15)})

    assert approval.day == date(2026, 6, 30)
    assert approval.standing(today=today) is standing
    assert (record.day, report.day) == (date(2026, 11, 14), date(2026, 11, 14))
    assert record.standing(today=today) is Punctuality.DONE_LATE


def test_the_calendar_tells_by_month_what_is_due_and_what_came_late(
    app: Flask, session: Session, agency: Agency
):
    an_objective(session, agency=agency, submitted_on=date(2026, 1, 5))
    steps = {"submitted_on": date(2026, 6, 1), "approved_on": date(2026, 7, 2)}
    a_plan(session, agency=agency, first_day=JULY, **steps)
    browser = a_browser_with(app, session, role=Role.INSPECTOR, at=agency)

    page = browser.get("/quality-system/xa-mau/calendar?year=2026&lang=en").text

    found = [page.index(month) for month in ("June 2026", "November 2026", "December 2026")]
    assert found == sorted(found)
    for word in ("Done late", "Overdue", "Reach the objective and close it"):
        assert word in page


def test_a_record_of_one_plan_is_not_due_any_more_and_that_of_another_is(
    session: Session, agency: Agency
):
    plans = [a_plan(session, agency=agency, first_day=JULY) for _ in range(2)]
    signed = {"submitted_on": date(2026, 10, 25), "approved_on": date(2026, 11, 2)}
    a_record(session, agency=agency, plan=plans[1], **signed)
    whole = {"first_day": date(2026, 1, 1), "last_day": date(2026, 12, 31)}

    found = deadlines.between(session, agency_ids=[agency.id], **whole)

    records = {one.of.id: one.done_on for one in found if one.what is Due.RECORD_APPROVED}
    assert records == {plans[0].id: None, plans[1].id: date(2026, 11, 2)}


@pytest.mark.parametrize("asks", ["/today", "/quality-system/xa-mau/calendar?year=2026", "remind"])
def test_no_more_is_asked_for_more_plans(app: Flask, session: Session, agency: Agency, asks: str):
    browser = a_browser_with(app, session, role=Role.QUALITY_OFFICER, at=agency)

    def asked() -> int:
        session.rollback()
        with statements(app.extensions["engine"]) as sent:
            if asks == "remind":
                with app.app_context():
                    remind_all(datetime(2027, 2, 1, 8, tzinfo=OFFICE_ZONE))
            else:
                assert browser.get(asks).status_code == 200
        return len(sent)

    def planned(count: int) -> None:
        for _ in range(count):
            plan = a_plan(session, agency=agency, first_day=JULY.replace(month=1), last_day=JULY)
            a_record(session, agency=agency, plan=plan)

    planned(1)
    few = asked()
    planned(4)

    assert asked() == few


def test_a_year_without_anything_due_says_so(app: Flask, session: Session, agency: Agency):
    browser = a_browser_with(app, session, role=Role.QUALITY_OFFICER, at=agency)

    page = browser.get("/quality-system/xa-mau/calendar?year=2031&lang=en").text

    assert "Nothing is due in this year" in page


def test_who_has_the_next_step_is_told_once_before_and_once_after(
    session: Session, agency: Agency, officer: Account, leader: Account, reminded: Remind
):
    plan = a_plan(session, agency=agency, first_day=JULY)

    assert reminded(date(2026, 6, 15)) == []
    soon = "Sắp đến hạn: Đo lường quý III"
    assert reminded(date(2026, 6, 16)) == [f"to@example.vn: {soon}"]
    plan.submitted_on = date(2026, 6, 17)
    session.commit()
    assert reminded(date(2026, 6, 18))[1:] == [f"ld@example.vn: {soon}"]
    assert reminded(date(2026, 7, 1))[2:] == ["ld@example.vn: Quá hạn: Đo lường quý III"]
    assert len(reminded(date(2026, 7, 2))) == 3


def test_what_is_overdue_for_long_is_no_news(
    session: Session, agency: Agency, officer: Account, reminded: Remind
):
    a_plan(session, agency=agency, first_day=date(2025, 1, 1), last_day=date(2025, 3, 31))

    assert reminded(date(2026, 6, 16)) == []


def test_a_plan_that_falls_behind_is_told_once_a_month_with_the_forecast(
    session: Session, agency: Agency, officer: Account, reminded: Remind
):
    officer.language = "en"
    steps = {"submitted_on": date(2026, 6, 1), "approved_on": date(2026, 6, 20)}
    a_plan(session, agency=agency, first_day=JULY, last_day=SEPTEMBER, target=1_000, **steps)
    version, point = a_version(session), a_point(session, agency=agency)
    a_cell(session, version=version, point=point, month=JULY, overall={"5": 100})
    session.commit()

    told = "to@example.vn: Behind the plan: Đo lường quý III"
    assert reminded(date(2026, 8, 14)) == [told]
    assert reminded(date(2026, 8, 31)) == [told]
    assert reminded(date(2026, 9, 1)) == [told, told]
    text = session.scalars(select(OutgoingMail.text)).first()
    assert "by 30 Sep 2026" in text
    assert "of 1,000" in text


def test_the_chore_is_done_once_a_day(app: Flask, session: Session, agency: Agency, officer):
    a_plan(session, agency=agency, first_day=JULY)
    chore = OnceADay(remind_all)

    for hour in (1, 9):
        with app.app_context():
            chore(datetime(2026, 6, 20, hour, tzinfo=OFFICE_ZONE))

    session.rollback()
    assert len(list(session.scalars(select(OutgoingMail)))) == 1
