"""Findings that are withdrawn before the minutes: they stay, with the reason, and count nowhere."""

from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from survey import audit
from survey.models.account import AuditEvent, Role
from survey.models.agency import Agency, AgencyKind
from survey.models.campaign import Inspection
from survey.models.finding import FINDING_STEPS, Finding, FindingState, Severity
from survey.queries import findings, inspections
from tests.factories import an_agency
from tests.inspection_things import a_campaign, a_finding, an_inspection
from tests.quality.test_plan_paper import in_docx, in_pdf
from tests.quality_things import a_system
from tests.staff import a_browser_with, submit

FOUND = date(2026, 6, 12)
CONCLUDED = date(2026, 6, 20)
WITHDRAWN = {"withdrawal_reason": "Nhầm hồ sơ", "withdrawn_on": date(2026, 6, 15)}
ACTS = ("conclude", "reason", "withdrawn_on", "answered_on", "followed_up_on", "closed_on")
ATTEMPTS = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(-3, 40)), max_size=12)


@pytest.fixture
def province(session: Session) -> Agency:
    return an_agency(session, code="tinh", kind=AgencyKind.PROVINCE)


@pytest.fixture
def commune(session: Session, province: Agency) -> Agency:
    commune = an_agency(session, code="xa", under=province)
    a_system(session, agency=commune)
    return commune


@pytest.fixture
def inspection(session: Session, province: Agency, commune: Agency) -> Inspection:
    return an_inspection(session, agency=commune, campaign=a_campaign(session, agency=province))


@pytest.fixture
def inspector(app: Flask, session: Session, province: Agency) -> FlaskClient:
    return a_browser_with(app, session, role=Role.INSPECTOR, at=province)


def withdrawn(session: Session, inspection: Inspection, commune: Agency) -> Finding:
    return a_finding(session, agency=commune, inspection=inspection, **WITHDRAWN)


def tried(session: Session, finding: Finding, inspection: Inspection, act: str, day: date) -> None:
    """Written past the program, as the database allows it or not."""
    try:
        with session.begin_nested():
            if act == "conclude":
                inspection.concluded_on = day
            elif act == "reason":
                finding.withdrawal_reason = f"Lý do {day}"
            else:
                finding.withdrawal_reason = finding.withdrawal_reason or (
                    "Nhầm" if act == "withdrawn_on" else None
                )
                setattr(finding, act, day)
            session.flush()
    except DBAPIError:
        session.expire_all()


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(attempts=ATTEMPTS)
def test_whatever_is_tried_what_is_withdrawn_stays_and_what_is_in_the_minutes_stands(
    session: Session, commune: Agency, attempts: list[tuple[str, int]]
):
    inspection = an_inspection(session, agency=commune)
    finding = a_finding(session, agency=commune, inspection=inspection)
    days = [column for _, column in FINDING_STEPS]

    for act, offset in attempts:
        before, was_made = audit.snapshot(finding), inspection.concluded_on is not None
        tried(session, finding, inspection, act, FOUND + timedelta(days=offset))
        after = audit.snapshot(finding)
        is_withdrawn = finding.state is FindingState.WITHDRAWN
        assert is_withdrawn == bool(after["withdrawal_reason"])
        if before["withdrawn_on"]:
            assert after == before
        if was_made:
            assert is_withdrawn == bool(before["withdrawn_on"])
        if is_withdrawn:
            assert [after[day] for day in days] == [FOUND, None, None, None]
            assert finding.withdrawn_on >= FOUND
    session.rollback()


@pytest.mark.parametrize("reason", [None, "", "  "])
def test_nothing_is_withdrawn_without_a_reason(
    session: Session, commune: Agency, reason: str | None
):
    finding = a_finding(session, agency=commune)

    finding.withdrawal_reason, finding.withdrawn_on = reason, date(2026, 6, 15)

    with pytest.raises(DBAPIError, match="finding_withdrawn_with_a_reason"):
        session.commit()


def test_a_finding_is_withdrawn_with_a_reason_that_everybody_reads(
    app: Flask, session: Session, commune: Agency, inspection: Inspection, inspector: FlaskClient
):
    finding = a_finding(session, agency=commune, inspection=inspection)
    page = f"/inspections/findings/{finding.id}"
    officer = a_browser_with(app, session, role=Role.QUALITY_OFFICER, at=commune)
    assert "Withdrawn" not in officer.get(f"{page}?lang=en").text

    without = submit(inspector, f"{page}/withdraw?lang=en", text=" ")
    submit(inspector, f"{page}/withdraw", text="Nhầm sang hồ sơ năm trước")
    again = submit(inspector, page, to=f"{page}/withdraw", text="Nữa")
    edited = submit(inspector, page, to=f"{page}/edit", statement="Khác")

    assert (without.status_code, again.status_code, edited.status_code) == (422, 409, 409)
    assert "Write why the finding does not stand" in without.text
    for shown in (page, f"/inspections/{inspection.id}"):
        text = officer.get(f"{shown}?lang=en").text
        assert "Nhầm sang hồ sơ năm trước" in text
        assert "Nguyễn Thị Mẫu" in text
        assert "Withdrawn" in text
    noted = session.scalars(select(AuditEvent.details).where(AuditEvent.action.like("finding.w%")))
    assert "Nhầm sang hồ sơ năm trước" in noted.one()


def test_nothing_is_withdrawn_after_the_minutes(
    session: Session, commune: Agency, inspection: Inspection, inspector: FlaskClient
):
    a_finding(session, agency=commune, inspection=inspection, concluded_on=CONCLUDED)
    finding = session.scalars(select(Finding)).one()
    page = f"/inspections/findings/{finding.id}"

    assert inspector.get(f"{page}/withdraw").status_code == 409
    assert f"{page}/withdraw" not in inspector.get(page).text


def test_who_is_inspected_withdraws_nothing(
    app: Flask, session: Session, commune: Agency, inspection: Inspection
):
    finding = a_finding(session, agency=commune, inspection=inspection)
    leader = a_browser_with(app, session, role=Role.LEADER, at=commune)

    assert leader.get(f"/inspections/findings/{finding.id}/withdraw").status_code == 403


def test_what_was_withdrawn_is_in_no_paper(
    session: Session, commune: Agency, inspection: Inspection, inspector: FlaskClient
):
    a_finding(session, agency=commune, inspection=inspection, severity=Severity.MAJOR, **WITHDRAWN)
    a_finding(session, agency=commune, inspection=inspection, concluded_on=CONCLUDED)

    at = f"/inspections/{inspection.id}"
    report = f"/inspections/campaigns/{inspection.campaign_id}/pdf?lang=en"
    papers = (
        in_pdf(inspector.get(f"{at}/pdf?lang=en").data),
        in_docx(inspector.get(f"{at}/docx?lang=en").data),
        in_pdf(inspector.get(report).data),
    )

    for text in papers:
        assert "Minor nonconformity" in text
        assert "Major nonconformity" not in text
    assert "Major nonconformities: 0; minor nonconformities: 1" in papers[1]


def test_what_was_withdrawn_counts_nowhere_and_its_number_is_not_given_again(
    session: Session, commune: Agency, inspection: Inspection
):
    finding = withdrawn(session, inspection, commune)
    inspection.concluded_on = CONCLUDED
    session.commit()
    later, ids = date(2026, 12, 1), [commune.id]

    (row,) = inspections.of_agencies(session, agency_ids=ids)

    assert (row.findings, row.closed, row.due_on) == (0, 0, None)
    assert findings.open_on(session, agency_ids=ids, day=later) == {}
    assert findings.of_agencies(session, agency_ids=ids, until=later) == {}
    assert findings.last_number(session, inspection_id=inspection.id) == finding.number
    assert not finding.is_overdue(later)
