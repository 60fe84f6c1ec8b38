"""Control chart, funnel plot and changed units as a reader gets them: page, file, sentence."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from survey.clock import months_before
from tests.counting import statements
from tests.dashboard.reading import csv_rows, seen, table_rows
from tests.dashboard.world import LAST_DAY, MARCH, SPRING, a_batch, a_reader
from tests.factories import a_cell, a_point, a_version, an_agency

STEADY = (80, 83, 79, 81, 84, 78, 82, 80, 79, 83, 81, 80, 82)


class Town:
    """An agency with six counters; the last month of the first counter is given."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.agency = an_agency(session, name="Xã Mẫu", code="xa")
        self.version = a_version(session)
        self.points = [
            a_point(session, agency=self.agency, name=f"Quầy {number}") for number in range(1, 7)
        ]
        a_batch(session, agency=self.agency, last_day=LAST_DAY)

    def rates(self, point: int, satisfied: int, *, of: int = 100, month=MARCH) -> None:
        answers = {"5": satisfied, "1": of - satisfied}
        a_cell(
            self.session,
            version=self.version,
            point=self.points[point],
            month=month,
            overall=answers,
        )


@pytest.fixture
def town(session: Session) -> Town:
    return Town(session)


@pytest.fixture
def reader(app: Flask, session: Session, town: Town):
    return a_reader(app, session, at=town.agency)


def a_page(reader, address: str) -> str:
    answer = reader.get(address)
    assert answer.status_code == 200, answer.get_data(as_text=True)[:2000]
    return answer.get_data(as_text=True)


def a_year_and(town: Town, last: int, *, of: int = 100) -> None:
    for back, satisfied in enumerate(reversed(STEADY), 1):
        town.rates(0, satisfied, month=months_before(MARCH, back))
    town.rates(0, last, of=of)


def test_an_unusual_month_is_told_in_a_sentence_and_in_the_file(reader, town):
    a_year_and(town, 40)

    page = a_page(reader, "/results/xa/control?lang=en")
    rows = csv_rows(reader.get("/results/xa/control.csv?period=24m-2026-03&lang=en").data)

    told = "Mar 2026 was unusually low: 40 of 100 answers satisfied, below the limit of"
    assert told in seen(page)
    assert told in rows[-1]["Notes"]
    assert float(rows[-1]["Lower limit, %"]) > 40


def test_a_series_as_usual_says_so(reader, town):
    a_year_and(town, 81)

    page = seen(a_page(reader, "/results/xa/control?lang=en"))

    assert "Nothing unusual: the months vary as this series usually does." in page


def test_a_hidden_month_is_in_no_part_of_the_chart(reader, town):
    a_year_and(town, 0, of=4)

    page = a_page(reader, "/results/xa/control?lang=en")
    rows = csv_rows(reader.get("/results/xa/control.csv?period=24m-2026-03&lang=en").data)

    march = next(row for row in table_rows(page) if row[0] == "Mar 2026")
    assert march[1:] == ["Too few to show", "–", "–"]
    assert [value for value in list(rows[-1].values())[2:-1] if value] == []


def test_few_months_are_not_judged(reader, town):
    town.rates(0, 80)

    page = seen(a_page(reader, "/results/xa/control?lang=en"))

    assert "Too few months to judge: at least 12 must be shown" in page
    assert reader.get("/results/xa/control.svg?period=24m-2026-03").status_code == 404


def test_a_unit_outside_is_named_with_its_share(reader, town):
    for point, satisfied in enumerate((80, 82, 79, 81, 80, 40)):
        town.rates(point, satisfied)

    page = a_page(reader, f"/results/xa/funnel?{SPRING}&lang=vi")

    row = next(row for row in table_rows(page) if row[0] == "Quầy 6")
    assert "Quầy 6 (thấp hơn: 40,0 %, n = 100)" in seen(page)
    assert row[3] == "Ngoài giới hạn: phía dưới"
    assert row[4].startswith("Khác các đơn vị còn lại: thấp hơn")


def test_hidden_units_are_said_to_be_left_out(reader, town):
    for point, satisfied in enumerate((80, 82, 79, 81)):
        town.rates(point, satisfied)
    town.rates(4, 3, of=3)
    town.rates(5, 0, of=4)

    page = a_page(reader, f"/results/xa/funnel?{SPRING}&lang=en")
    rows = csv_rows(reader.get(f"/results/xa/funnel.csv?{SPRING}&lang=en").data)

    assert "2 units are left out" in seen(page)
    assert "Too few units to judge" in seen(page)
    for row in rows[4:]:
        assert row["State"] == "Too few to show"
        told = ("Place in the funnel", "What the comparison says", "Unit", "State")
        kept = [value for name, value in row.items() if name not in told]
        assert [value for value in kept[:-1] if value] == []


def test_units_that_changed_are_named(reader, town):
    for point, satisfied in enumerate((80, 82, 79, 81, 80, 40)):
        town.rates(point, 80, month=MARCH.replace(year=2025))
        town.rates(point, satisfied)

    page = a_page(reader, f"/results/xa/compare?{SPRING}&against=2025-q1&lang=vi")

    assert "thay đổi nhiều hơn mức có thể do ngẫu nhiên: Quầy 6 (thấp hơn)." in seen(page)


@pytest.mark.parametrize("view", ["control", "funnel"])
def test_without_answers_the_page_still_stands(reader, view):
    assert a_page(reader, f"/results/xa/{view}?{SPRING}")


@pytest.mark.parametrize("exhibit", ["control", "funnel"])
def test_every_file_can_be_taken(reader, town, exhibit):
    a_year_and(town, 40)
    for point, satisfied in enumerate((80, 82, 79, 81, 40), 1):
        town.rates(point, satisfied)

    for ending in ("csv", "xlsx", "svg"):
        assert reader.get(f"/results/xa/{exhibit}.{ending}?period=24m-2026-03").status_code == 200


def test_more_units_ask_the_database_no_more_often(app, session, reader, town):
    town.rates(0, 80)
    a_page(reader, f"/results/xa/funnel?{SPRING}")
    with statements(app.extensions["engine"]) as few:
        a_page(reader, f"/results/xa/funnel?{SPRING}")
    for point in range(1, 6):
        town.rates(point, 70 + point)

    with statements(app.extensions["engine"]) as many:
        a_page(reader, f"/results/xa/funnel?{SPRING}")

    assert len(many) == len(few)
