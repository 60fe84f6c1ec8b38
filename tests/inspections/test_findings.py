"""Findings: what stands in the minutes stays, steps follow each other, both sides have a say."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from survey.errors.steps import DayMovesBack, StageOver
from survey.inspections.steps import take
from survey.measures.province_standing import province_standing
from survey.models.account import Role
from survey.models.agency import Agency, AgencyKind
from survey.models.campaign import Campaign, Inspection
from survey.models.corrective_action import CorrectiveAction, Origin
from survey.models.finding import FINDING_STEPS, Finding, FindingEntry, Side
from survey.models.inspection_sheet import SelfCheck
from tests.factories import an_agency
from tests.inspection_things import a_campaign, a_finding, an_inspection
from tests.quality_things import a_plan, a_system, an_action
from tests.staff import a_browser_with, submit

FOUND = date(2026, 6, 12)
CONCLUDED = date(2026, 6, 20)
LATER = "2036-12-31"
WAYS = {
    Finding: [column for _, column in FINDING_STEPS],
    Campaign: ["created_on", "begun_on", "closed_on"],
    Inspection: ["chosen_on", "concluded_on"],
    SelfCheck: ["begun_on", "submitted_on"],
}


@pytest.fixture
def province(session: Session) -> Agency:
    return an_agency(session, code="tinh", kind=AgencyKind.PROVINCE)


@pytest.fixture
def commune(session: Session, province: Agency) -> Agency:
    commune = an_agency(session, code="xa", under=province)
    a_system(session, agency=commune)
    return commune


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("kind", WAYS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_tried_no_step_is_skipped_and_no_day_moves_back(app: Flask, kind, data):
    way = WAYS[kind]
    row = kind(**{way[0]: FOUND})
    attempts = st.lists(st.tuples(st.integers(1, len(way) - 1), st.integers(-5, 400)), max_size=25)

    with app.test_request_context():
        for step, offset in data.draw(attempts):
            before = [getattr(row, column) for column in way]
            try:
                take(row, way[step], after=way[step - 1], day=FOUND + timedelta(days=offset))
            except (StageOver, DayMovesBack):
                assert [getattr(row, column) for column in way] == before
            days = [getattr(row, column) for column in way]
            taken = [day for day in days if day is not None]
            assert days[: len(taken)] == taken == sorted(taken)
            assert all(was in (None, now) for was, now in zip(before, days, strict=True))


@pytest.mark.parametrize(
    "days",
    [
        {"answered_on": date(2026, 6, 1)},
        {"followed_up_on": date(2026, 7, 1)},
        {"answered_on": date(2026, 7, 1), "closed_on": date(2026, 7, 2)},
        {"answered_on": date(2026, 7, 2), "followed_up_on": date(2026, 7, 1)},
    ],
)
def test_the_database_takes_no_step_that_is_skipped_and_no_day_before(
    session: Session, commune: Agency, days: dict[str, date]
):
    with pytest.raises(DBAPIError):
        a_finding(session, agency=commune, concluded_on=CONCLUDED, **days)


@pytest.mark.parametrize("other", [None, date(2026, 6, 25), date(2026, 9, 1)])
def test_the_day_of_an_answer_stays(session: Session, commune: Agency, other: date | None):
    days = {"concluded_on": CONCLUDED, "answered_on": date(2026, 7, 1)}
    finding = a_finding(session, agency=commune, **days)

    finding.answered_on = other

    with pytest.raises(DBAPIError, match="a step once taken stays"):
        session.commit()


@pytest.mark.parametrize(("column", "value"), [("statement", "Khác"), ("due_on", FOUND)])
def test_what_stands_in_the_minutes_stays(
    session: Session, commune: Agency, column: str, value: object
):
    finding = a_finding(session, agency=commune, concluded_on=CONCLUDED)

    setattr(finding, column, value)

    with pytest.raises(DBAPIError, match="as it stands in the minutes"):
        session.commit()


@pytest.mark.parametrize("concluded_on", [None, CONCLUDED])
def test_no_finding_is_ever_deleted(session: Session, commune: Agency, concluded_on: date | None):
    finding = a_finding(session, agency=commune, concluded_on=concluded_on)

    session.delete(finding)

    with pytest.raises(DBAPIError, match="withdrawn, never deleted"):
        session.commit()


def test_nothing_is_found_after_the_minutes(session: Session, commune: Agency):
    inspection = an_inspection(session, agency=commune)
    a_finding(session, agency=commune, inspection=inspection, concluded_on=CONCLUDED)

    with pytest.raises(DBAPIError, match="the minutes are made"):
        a_finding(session, agency=commune, inspection=inspection)


def test_nothing_is_answered_before_the_minutes(session: Session, commune: Agency):
    with pytest.raises(DBAPIError, match="after the minutes are made"):
        a_finding(session, agency=commune, answered_on=date(2026, 7, 1))


@pytest.mark.parametrize("act", ["change", "delete"])
def test_what_was_written_about_a_finding_stays(session: Session, commune: Agency, act: str):
    finding = a_finding(session, agency=commune, concluded_on=CONCLUDED)
    entry = FindingEntry(finding_id=finding.id, side=Side.AGENCY, made_on=FOUND, text="Đã sửa")
    session.add(entry)
    session.commit()

    if act == "delete":
        session.delete(entry)
    else:
        entry.text = "Khác"

    with pytest.raises(DBAPIError, match="what was written stays"):
        session.commit()


def test_nothing_is_written_about_a_closed_finding(session: Session, commune: Agency):
    days = dict.fromkeys(("answered_on", "followed_up_on", "closed_on"), date(2026, 7, 1))
    finding = a_finding(session, agency=commune, concluded_on=CONCLUDED, **days)

    session.add(FindingEntry(finding_id=finding.id, side=Side.AGENCY, made_on=FOUND, text="Nữa"))

    with pytest.raises(DBAPIError, match="the finding is closed"):
        session.commit()


@pytest.mark.parametrize(
    ("today", "days", "is_overdue"),
    [
        (date(2026, 7, 12), {}, False),
        (date(2026, 7, 13), {}, True),
        (date(2026, 7, 13), {"closed_on": date(2026, 7, 12)}, False),
    ],
)
def test_a_finding_is_overdue_after_its_deadline_until_it_is_closed(today, days, is_overdue):
    finding = Finding(found_on=FOUND, due_on=date(2026, 7, 12), **days)

    assert finding.is_overdue(today) is is_overdue


def test_a_finding_goes_from_the_check_to_its_end(
    app: Flask, session: Session, province: Agency, commune: Agency
):
    a_plan(session, agency=commune, first_day=date(2026, 1, 1), last_day=date(2026, 3, 31))
    campaign = a_campaign(session, agency=province)
    inspection = an_inspection(session, agency=commune, campaign=campaign)
    inspector = a_browser_with(app, session, role=Role.INSPECTOR, at=province)
    officer = a_browser_with(app, session, role=Role.QUALITY_OFFICER, at=commune)
    at = f"/inspections/{inspection.id}"

    form = inspector.get(f"{at}/findings/new?check=measured_as_planned&lang=en").text
    assert '<option selected value="9.1.2">' in form
    submit(inspector, f"{at}/findings/new", statement="Chưa đo", severity="major", due_on=LATER)
    session.rollback()
    finding = session.query(Finding).one()
    page = f"/inspections/findings/{finding.id}"
    assert submit(officer, page, to=f"{page}/answer", text="Đã đo bù").status_code == 409
    submit(inspector, at, to=f"{at}/conclude")
    submit(officer, f"{page}/answer", text="Đã đo bù")
    submit(inspector, f"{page}/follow-up", text="Đã xem")
    submit(inspector, page, to=f"{page}/close")

    session.rollback()
    assert finding.closed_on is not None
    shown = officer.get(f"{page}?lang=en").text
    assert all(text in shown for text in ("Đã đo bù", "Đã xem", "Major nonconformity"))


def test_an_inspector_of_the_agency_itself_has_no_part_in_a_campaign_from_above(
    app: Flask, session: Session, province: Agency, commune: Agency
):
    campaign = a_campaign(session, agency=province)
    inspection = an_inspection(session, agency=commune, campaign=campaign)
    local = a_browser_with(app, session, role=Role.INSPECTOR, at=commune)

    assert local.get(f"/inspections/{inspection.id}").status_code == 200
    assert local.get(f"/inspections/{inspection.id}/findings/new").status_code == 403


def test_a_corrective_action_is_begun_on_a_finding_and_stands_beside_it(
    app: Flask, session: Session, commune: Agency
):
    finding = a_finding(session, agency=commune, concluded_on=CONCLUDED)
    officer = a_browser_with(app, session, role=Role.QUALITY_OFFICER, at=commune)
    page = f"/inspections/findings/{finding.id}"

    (link,) = re.findall(r'href="(/quality-system/[^"]+actions/new[^"]+)"', officer.get(page).text)
    form = officer.get(unescape(link)).text
    values = re.findall(r'name="(title|reference)"[^>]*value="([^"]*)"', form)
    submit(officer, unescape(link), happened="Chưa đo", **dict(values))

    session.rollback()
    action = session.query(CorrectiveAction).one()
    here = f"/quality-system/actions/{action.id}"
    assert here in officer.get(page).text
    assert here in officer.get(f"/inspections/{finding.inspection_id}").text
    assert f'href="{page}"' in officer.get(here).text
    (standing,) = province_standing(
        session, roots=[commune.id], year=action.opened_on.year, today=action.opened_on
    ).agencies
    assert standing.findings == (1, 1, 1)


@pytest.mark.parametrize("reference", ["khác · 1", None])
def test_an_action_on_a_finding_that_is_not_in_the_system_names_it_without_a_link(
    app: Flask, session: Session, commune: Agency, reference: str | None
):
    a_finding(session, agency=commune, concluded_on=CONCLUDED)
    action = an_action(session, agency=commune)
    action.origin, action.reference = Origin.FINDING, reference
    session.commit()
    officer = a_browser_with(app, session, role=Role.QUALITY_OFFICER, at=commune)

    page = officer.get(f"/quality-system/actions/{action.id}").text

    assert "/inspections/findings/" not in page
    assert (reference or "") in page
