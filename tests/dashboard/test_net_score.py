"""A net score is shown with its sign and its limits, and nowhere as a per cent share."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from survey.models.agency import Agency, AgencyKind
from survey.questionnaires import packs
from tests.dashboard.reading import csv_rows, seen, table_rows
from tests.dashboard.world import FEBRUARY, JANUARY, MARCH, SPRING, a_batch, a_reader
from tests.factories import a_cell, a_point, a_version, an_agency

COUNTS = {"10": 50, "9": 10, "8": 15, "3": 25}
NET = "+35,0 +17,3…+50,3"


@pytest.fixture
def commune(session: Session) -> Agency:
    commune = an_agency(session, name="Xã Mẫu Đông", kind=AgencyKind.COMMUNE, code="xa")
    point = a_point(session, agency=commune, name="Quầy số 1")
    version = a_version(session, definition=packs.shipped()["gioi-thieu"])
    for month, counts in ((FEBRUARY, {"10": 20, "3": 80}), (MARCH, COUNTS)):
        a_cell(session, version=version, point=point, month=month, overall=counts)
    a_batch(session, agency=commune)
    return commune


@pytest.fixture
def reader(app: Flask, session: Session, commune: Agency):
    return a_reader(app, session, at=commune)


def test_the_headline_is_the_net_score_and_says_that_it_is_no_share(reader):
    page = reader.get("/results/xa?period=2026-03&lang=vi").text

    assert NET in seen(page)
    assert "+35,0 %" not in seen(page)
    assert "không phải là tỷ lệ phần trăm" in page
    assert "người hài lòng." not in seen(page)


def test_the_months_are_drawn_and_listed_as_net_scores(reader):
    page = reader.get(f"/results/xa?{SPRING}&lang=vi").text

    assert "Điểm ròng theo tháng, từ −100 đến 100" in page
    assert any(f"{NET} n = 100" in row for row in table_rows(page))
    assert any("−60,0 −73,3…−42,2 n = 100" in row for row in table_rows(page))


def test_two_periods_are_compared_by_their_net_scores(reader):
    page = seen(reader.get("/results/xa/compare?period=2026-03&against=2026-02&lang=vi").text)

    assert NET in page
    assert "+95,0 điểm" in page
    assert "Kết quả của kỳ sau cao hơn." in page


def test_files_hold_the_net_score_in_points(reader):
    rows = csv_rows(reader.get(f"/results/xa/months.csv?{SPRING}&lang=en").data)

    march = rows[-1]
    assert float(march["Net score, −100 to 100"]) == 35
    assert float(march["Net score, −100 to 100, lower limit"]) == 17.3
    drawn = reader.get(f"/results/xa/months.svg?{SPRING}&lang=en").text
    assert "+35.0" in drawn
    assert "35.0\u00a0%" not in drawn


def test_another_method_has_no_net_score_in_its_tables(reader, session, commune):
    version = a_version(session, definition=packs.shipped()["ba-muc"])
    a_cell(session, version=version, agency=commune, month=JANUARY, overall={"satisfied": 50})

    page = reader.get("/results/xa?period=2026-01&lang=en").text

    assert "Net score" not in page
