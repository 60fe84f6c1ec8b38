"""The overview of a province, and what is taken away: minutes, reports, tables."""

import csv
import io
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from survey.measures.checks import Verdict
from survey.measures.province_standing import province_standing
from survey.models.account import Role
from survey.models.agency import Agency, AgencyKind
from tests.factories import an_agency
from tests.inspection_things import a_campaign, a_finding, an_inspection
from tests.quality.test_plan_paper import in_docx, in_pdf
from tests.quality_things import a_plan, a_system
from tests.staff import a_browser_with

TODAY = date(2026, 11, 21)


@pytest.fixture
def province(session: Session) -> Agency:
    return an_agency(session, code="tinh", name="Tỉnh Mẫu", kind=AgencyKind.PROVINCE)


@pytest.fixture
def inspector(app: Flask, session: Session, province: Agency) -> FlaskClient:
    return a_browser_with(app, session, role=Role.INSPECTOR, at=province)


def a_commune(session: Session, province: Agency, code: str) -> Agency:
    commune = an_agency(session, code=code, name=f"Xã {code}", under=province)
    a_system(session, agency=commune)
    return commune


@pytest.fixture
def communes(session: Session, province: Agency) -> list[Agency]:
    """One whose plan runs and has a finding that is overdue; one that planned nothing."""
    runs, idle = (a_commune(session, province, code) for code in ("dong", "tay"))
    steps = {"submitted_on": date(2026, 6, 1), "approved_on": date(2026, 6, 2)}
    a_plan(session, agency=runs, last_day=date(2026, 12, 31), **steps)
    campaign = a_campaign(session, agency=province)
    inspection = an_inspection(session, agency=runs, campaign=campaign)
    a_finding(session, agency=runs, inspection=inspection, concluded_on=date(2026, 6, 20))
    return [runs, idle]


def test_this_year_stands_beside_the_year_before(
    session: Session, province: Agency, communes: list[Agency]
):
    found = province_standing(session, roots=[province.id], year=2026, today=TODAY)

    runs, idle = found.agencies
    assert (runs.measured, idle.measured) == (Verdict.OPEN, Verdict.FINDING)
    assert (runs.inspected, idle.inspected) == (True, False)
    assert (runs.findings, idle.findings) == ((1, 1, 0), (0, 0, 0))
    assert found.measured_before == {Verdict.FINDING: 2}


def test_what_was_closed_later_was_open_at_the_end_of_its_year(session: Session, province: Agency):
    commune = a_commune(session, province, "nam")
    days = dict.fromkeys(("answered_on", "followed_up_on", "closed_on"), date(2027, 2, 1))
    a_finding(session, agency=commune, concluded_on=date(2026, 6, 20), **days)

    def still_open(year: int) -> int:
        found = province_standing(session, roots=[province.id], year=year, today=date(2027, 3, 1))
        return found.agencies[0].findings.open

    assert (still_open(2026), still_open(2027)) == (1, 0)


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", ["dong", "tay"]),
        ("&measured=finding", ["tay"]),
        ("&only_open=y", ["dong"]),
        ("&measured=nonsense", ["dong", "tay"]),
    ],
)
def test_page_and_files_show_the_same_agencies(inspector, communes, query: str, codes: list[str]):
    page = inspector.get(f"/inspections/overview/tinh?year=2026&lang=en{query}").text
    file = inspector.get(f"/inspections/overview/tinh/csv?year=2026&lang=en{query}").text
    sheet = inspector.get(f"/inspections/overview/tinh/xlsx?year=2026{query}")

    rows = list(csv.DictReader(io.StringIO(file.lstrip("\ufeff"))))
    assert [row["Code"] for row in rows] == codes
    assert [f"/checks/{code}?" in page for code in ("dong", "tay")] == [
        code in codes for code in ("dong", "tay")
    ]
    assert sheet.data.startswith(b"PK")


def test_minutes_say_in_both_forms_what_was_found_and_who_signs(
    session: Session, inspector: FlaskClient, province: Agency
):
    commune = a_commune(session, province, "dong")
    campaign = a_campaign(session, agency=province)
    inspection = an_inspection(session, agency=commune, campaign=campaign)
    a_finding(session, agency=commune, inspection=inspection, concluded_on=date(2026, 6, 20))

    said = (
        in_pdf(inspector.get(f"/inspections/{inspection.id}/pdf?lang=vi").data),
        in_docx(inspector.get(f"/inspections/{inspection.id}/docx?lang=vi").data),
    )

    for text in said:
        assert "Chưa đo lường sự hài lòng theo kế hoạch" in text
        assert "Không phù hợp nhẹ" in text
        assert campaign.decision_number in text
        assert "TRƯỞNG ĐOÀN KIỂM TRA" in text
        assert "THỦ TRƯỞNG" in text
        assert "dự thảo" not in text.lower()


def test_the_report_on_a_campaign_names_each_agency_and_is_a_draft_until_it_is_closed(
    session: Session, inspector: FlaskClient, province: Agency
):
    campaign = a_campaign(session, agency=province)
    for code in ("dong", "tay"):
        commune = a_commune(session, province, code)
        an_inspection(session, agency=commune, campaign=campaign, begun=False)

    text = in_pdf(inspector.get(f"/inspections/campaigns/{campaign.id}/pdf?lang=vi").data)

    assert "Xã dong" in text
    assert "Xã tay" in text
    assert "(DỰ THẢO)" in text
