"""Today tells who keeps or approves quality work what is overdue and what is due soon."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from flask import Flask
from sqlalchemy.orm import Session

from survey.dashboard import due
from survey.models.account import Role
from survey.models.agency import Agency
from survey.models.deadline import Due
from survey.queries.accounts import Person, Standing
from tests.counting import statements
from tests.dashboard.reading import seen, table_rows
from tests.factories import an_agency
from tests.quality_things import a_plan, a_system, an_action, an_objective
from tests.staff import a_browser_with

NOW = datetime(2026, 6, 20, 3, tzinfo=UTC)
HEADING = "Overdue or due soon"


@pytest.fixture(autouse=True)
def _in_june():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def agency(session: Session) -> Agency:
    agency = an_agency(session, name="Xã Mẫu Đông", code="xa")
    a_system(session, agency=agency)
    return agency


def today_of(app: Flask, session: Session, *, role: Role, at: Agency) -> str:
    return a_browser_with(app, session, role=role, at=at).get("/today?lang=en").text


def told(session: Session, *at: Agency) -> tuple[list[tuple[str, Due]], int]:
    """Whose deadlines, and of what, an officer of these agencies is told; at what price."""
    held = tuple(Standing(Role.QUALITY_OFFICER, one.id, one.code, one.name_vi, None) for one in at)
    person = Person(1, "Nguyễn Thị Mẫu", "to@example.vn", "vi", NOW, held)
    with statements(session.get_bind()) as asked:
        found = due.of(session, person=person, today=NOW.date())
    return [(row.agency.name_vi, row.deadline.what) for row in found], len(asked)


@pytest.mark.parametrize("role", [Role.QUALITY_OFFICER, Role.LEADER])
def test_what_is_open_around_today_stands_there_earliest_first(
    app: Flask, session: Session, agency: Agency, role: Role
):
    a_plan(session, agency=agency, first_day=date(2026, 7, 1), last_day=date(2026, 7, 31))
    an_action(session, agency=agency, due_on=date(2026, 6, 15))

    page = today_of(app, session, role=role, at=agency)

    rows = [row for row in table_rows(page) if "2026" in row[0]]
    assert [(row[0], row[1], row[4].split()[0]) for row in rows] == [
        ("15 Jun 2026", "Chờ lâu tại quầy 1", "Overdue"),
        ("30 Jun 2026", "Đo lường quý III", "Coming"),
    ]
    assert 'href="/quality-system/actions/' in page


def test_who_works_for_several_agencies_sees_all_of_them_at_the_price_of_one(
    session: Session, agency: Agency
):
    others = [an_agency(session, name=name, code=name[-1]) for name in ("Xã B", "Xã A")]
    for one in (agency, *others):
        a_plan(session, agency=one, first_day=date(2026, 7, 1), last_day=date(2026, 7, 31))

    one, few = told(session, agency)
    all_of_them, many = told(session, agency, *others)

    assert [name for name, _ in one] == ["Xã Mẫu Đông"]
    assert [name for name, _ in all_of_them] == ["Xã A", "Xã B", "Xã Mẫu Đông"]
    assert many == few


def test_of_one_day_names_decide_before_what_is_to_be_done(session: Session, agency: Agency):
    first = an_agency(session, name="Xã A", code="a")
    for one in (agency, first):
        a_plan(session, agency=one, first_day=date(2026, 7, 1), last_day=date(2026, 7, 31))
        an_action(session, agency=one, due_on=date(2026, 6, 30))

    found, _ = told(session, agency, first)

    steps = [Due.ACTION_CARRIED_OUT, Due.PLAN_APPROVED]
    assert found == [(name, what) for name in ("Xã A", "Xã Mẫu Đông") for what in steps]


def test_what_is_done_far_away_or_of_others_does_not_stand_there(
    app: Flask, session: Session, agency: Agency
):
    an_action(session, agency=agency, due_on=date(2026, 4, 20))
    an_action(session, agency=agency, due_on=date(2026, 7, 5))
    days = {"submitted_on": date(2026, 6, 1), "approved_on": date(2026, 6, 9)}
    a_plan(session, agency=agency, last_day=date(2026, 12, 31), **days)
    an_objective(session, agency=an_agency(session, code="khac"), year=2026)
    an_action(session, agency=an_agency(session, code="kia"), due_on=date(2026, 6, 19))

    page = today_of(app, session, role=Role.QUALITY_OFFICER, at=agency)

    assert HEADING not in seen(page)


def test_who_inspects_is_told_of_no_deadline(app: Flask, session: Session, agency: Agency):
    an_action(session, agency=agency, due_on=date(2026, 6, 19))

    assert HEADING not in seen(today_of(app, session, role=Role.INSPECTOR, at=agency))
