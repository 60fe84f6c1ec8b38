"""How far quality systems have come, counted from the registers."""

import json
from datetime import date

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from survey.demonstration import reported
from survey.inspections.commands import coverage as command
from survey.measures.coverage import Coverage, coverage
from survey.models.account import Role
from survey.models.agency import Agency, AgencyKind
from survey.models.quality_system import DocumentKind, ReportLevel
from survey.models.standard import standards
from survey.queries import agencies
from tests.factories import an_agency
from tests.quality_things import a_document, a_system
from tests.staff import a_browser_with

TODAY = date(2026, 11, 20)


@pytest.fixture
def province(session: Session) -> Agency:
    return an_agency(session, code="tinh-mau", name="Tỉnh Mẫu", kind=AgencyKind.PROVINCE)


def counted(session: Session, root: Agency, *, year: int = 2026) -> Coverage:
    return coverage(session, roots=[root.id], year=year, today=TODAY)


def region(session: Session, province: Agency, code: str, *, year: int) -> Coverage:
    reported.build(session, under=province)
    session.commit()
    found = agencies.by_code(session, code=code)
    assert found is not None
    return counted(session, found, year=year)


def test_an_agency_without_a_system_is_counted_as_one_that_applies_none(
    session: Session, province: Agency
):
    an_agency(session, under=province)
    a_system(session, agency=an_agency(session, under=province), software="ISO")

    level = counted(session, province).levels[ReportLevel.COMMUNE]

    assert (level.agencies, level.applying, level.electronic) == (2, 1, 1)


def test_documents_are_up_to_date_only_when_none_is_missing(session: Session, province: Agency):
    a_system(session, agency=province, level=ReportLevel.PROVINCE)
    *but_one, last = standards().up_to_date
    for kind in but_one:
        a_document(session, agency=province, kind=kind)

    assert counted(session, province).total.up_to_date == 0
    a_document(session, agency=province, kind=last)
    assert counted(session, province).total.up_to_date == 1


def test_a_year_that_is_over_is_counted_as_it_ended(session: Session, province: Agency):
    a_system(session, agency=province)
    ended = date(2025, 12, 30)
    a_document(session, agency=province, kind=DocumentKind.ANNOUNCEMENT, year=2024, ended_on=ended)

    assert counted(session, province, year=2024).total.announced == 1
    assert counted(session, province, year=2025).total.announced == 0


def test_134_of_165_agencies_were_on_software_and_86_communes_up_to_date(
    session: Session, province: Agency
):
    found = region(session, province, "vung-mau-2022-a", year=2022)

    assert (found.total.electronic, found.total.applying) == (134, 165)
    up_to_date = {level: (n.up_to_date, n.applying) for level, n in found.levels.items()}
    departments, districts = up_to_date[ReportLevel.DEPARTMENT], up_to_date[ReportLevel.DISTRICT]
    assert departments[0] == departments[1]
    assert districts == (7, 9)
    assert up_to_date[ReportLevel.COMMUNE][0] == 86


def test_41_of_41_and_156_of_156_had_announced(session: Session, province: Agency):
    levels = region(session, province, "vung-mau-2020-b", year=2020).levels

    communes = levels.pop(ReportLevel.COMMUNE)
    above = [level for level in levels.values() if level.applying]
    assert (communes.announced, communes.applying) == (156, 156)
    assert (sum(n.announced for n in above), sum(n.applying for n in above)) == (41, 41)
    assert [n.applying for n in above] == [19, 11, 11]


def test_ten_of_ten_offices_and_252_processes_for_306_procedures(
    session: Session, province: Agency
):
    found = region(session, province, "vung-mau-2022-d", year=2022)

    offices = found.levels[ReportLevel.OFFICE]
    assert (offices.applying, offices.agencies) == (10, 10)
    assert found.processes == {"system": 6, "internal": 15, "procedure": 252}
    assert found.procedures_covered == 306


def test_35_agencies_were_17_9_7_and_2(session: Session, province: Agency):
    found = region(session, province, "vung-mau-2014-e", year=2014)

    order = ("department", "district", "sub_department", "other")
    assert [found.levels[ReportLevel(level)].applying for level in order] == [17, 9, 7, 2]
    assert found.total.applying == 35


def test_limits_of_13_for_15_and_20_for_27_days_were_committed(session: Session, province: Agency):
    found = region(session, province, "vung-mau-2020-c", year=2020)

    limits = [(limit.committed, limit.statutory) for limit in found.shorter_limits]
    assert sorted(limits) == [(13, 15), (20, 27)]


def test_the_regions_of_earlier_years_are_not_seen_today(session: Session, province: Agency):
    reported.build(session, under=province)
    session.commit()

    assert counted(session, province).total.agencies == 1


def test_command_and_page_show_the_same_figures(app: Flask, session: Session, province: Agency):
    for software in ("ISO", None, None):
        agency = an_agency(session, under=province)
        a_system(session, agency=agency, software=software)
    inspector = a_browser_with(app, session, role=Role.INSPECTOR, at=province)

    options = ["--agency", "tinh-mau", "--format", "json"]
    told = json.loads(app.test_cli_runner().invoke(command, options).output)
    shown = inspector.get("/coverage/tinh-mau?lang=en").text

    assert told["levels"]["commune"]["applying"] == 3
    assert told["total"] == {
        "agencies": 4,
        "applying": 3,
        "electronic": 1,
        "announced": 0,
        "up_to_date": 0,
    }
    assert all(text in shown for text in ("3 of 4", "1 of 3", "0 of 3"))


def test_the_command_says_when_there_is_no_such_agency(app: Flask):
    result = app.test_cli_runner().invoke(command, ["--agency", "nothing"])

    assert result.exit_code == 1
    assert "nothing" in result.output
