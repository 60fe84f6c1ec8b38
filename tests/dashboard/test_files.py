"""What is taken away says the same as the page, of whom it is, and cannot do harm."""

import re
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from survey.dashboard import files
from survey.dashboard.exhibits import Exhibit
from survey.documents.charts import dots
from survey.documents.charts.rendering import SVG
from survey.documents.charts.units import Mark, Unit
from survey.documents.charts.values import Bounded, Scale
from survey.settings import Settings
from tests.dashboard.reading import csv_rows, table_rows, xlsx_rows
from tests.dashboard.world import HOSTILE, MARCH, SPRING, World, a_reader, a_world
from tests.factories import a_cell, a_point

EXHIBITS = ("months", "point", "procedure", "channel", "question", "factor")
PAGES = {
    "months": "/results/xa",
    **{name: f"/results/xa/by/{name}" for name in EXHIBITS if name != "months"},
}


@pytest.fixture
def world(session: Session) -> World:
    return a_world(session)


@pytest.fixture
def reader(app: Flask, session: Session, world: World):
    return a_reader(app, session, at=world.province)


def taken(reader, file: str, *, more: str = "") -> bytes:
    answer = reader.get(f"/results/xa/{file}?{SPRING}&lang=vi{more}")
    assert answer.status_code == 200, answer.get_data(as_text=True)[:2000]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    return answer.data


def drawn(content: bytes) -> set[str]:
    return {
        "".join(node.itertext()) for node in ElementTree.fromstring(content).iter(f"{{{SVG}}}text")
    }


@pytest.mark.parametrize("exhibit", EXHIBITS)
def test_the_csv_says_what_the_page_says(reader, exhibit):
    page = reader.get(f"{PAGES[exhibit]}?{SPRING}&lang=vi").get_data(as_text=True)
    shown = {row[0]: row[1] for row in table_rows(page) if len(row) > 1}

    rows = csv_rows(taken(reader, f"{exhibit}.csv"))

    assert rows
    for row in rows:
        name = re.sub(r"^(\d{4})-(\d\d)-01$", r"\2/\1", next(iter(row.values())))
        assert shown[name].startswith(as_written(row))


def as_written(row: dict[str, str]) -> str:
    """The beginning of the cell on the page: value and interval, or why there is none."""
    if not row["n"]:
        return row["Trạng thái"]
    columns = ("Hài lòng, %", "Hài lòng, %, cận dưới", "Hài lòng, %, cận trên")
    value, lower, upper = (f"{float(row[name]):.1f}".replace(".", ",") for name in columns)
    return f"{value} % {lower}–{upper} n = {row['n']}"


def test_the_workbook_says_what_the_csv_says(reader):
    lines = csv_rows(taken(reader, "point.csv"))

    heading, *rows = xlsx_rows(taken(reader, "point.xlsx"))

    for line, row in zip(lines, rows, strict=True):
        cells = dict(zip(heading, row, strict=True))
        assert float(line["Hài lòng, %"]) == cells["Hài lòng, %"]
        assert float(line["n"]) == cells["n"]


def test_the_drawing_says_what_the_csv_says(reader):
    (line,) = csv_rows(taken(reader, "point.csv"))

    words = drawn(taken(reader, "point.svg"))

    value, _percent, interval, n = as_written(line).split(" ", 3)
    assert {f"{value}\u00a0%", interval, n} <= words
    assert line["Quầy"] in words


def test_a_picture_can_be_taken(reader):
    assert taken(reader, "months.png").startswith(b"\x89PNG")


def test_answers_can_be_taken_with_their_counts(reader):
    rows = csv_rows(taken(reader, "answers.csv"))

    assert [row["Số lượt trả lời"] for row in rows] == ["6", "9", "15", "120", "150"]


@pytest.mark.parametrize("exhibit", ["all-answers", "channel-months", "compared"])
def test_every_exhibit_of_a_page_can_be_taken(reader, exhibit):
    for ending in ("csv", "xlsx", "svg", "png"):
        assert taken(reader, f"{exhibit}.{ending}")


def test_a_file_is_named_after_what_it_holds(reader):
    answer = reader.get(f"/results/xa/point.csv?{SPRING}&channel=kiosk")

    assert answer.headers["Content-Disposition"] == "attachment; filename=xa-point-2026-q1.csv"
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"


def test_the_links_of_a_page_pin_its_period(reader):
    page = reader.get("/results/xa").get_data(as_text=True)

    assert "/results/xa/months.csv?period=12m-2026-03" in page


def test_every_row_and_the_drawing_say_of_whom_and_when(reader):
    told = "Xã Mẫu Đông · Quý 1/2026 · Phiếu đánh giá"

    assert all(
        told in row["Đối tượng và thời gian"] for row in csv_rows(taken(reader, "point.csv"))
    )
    assert any("Quý 1/2026" in line for line in drawn(taken(reader, "point.svg")))
    about = xlsx_rows(taken(reader, "point.xlsx"), sheet=1)
    assert ["Đối tượng và thời gian", told] in about


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("language", "day"), [("vi", "01/04/2026"), ("en", "1 Apr 2026")])
def test_a_drawing_names_the_day_of_the_office(app: Flask, language, day):
    evening = datetime(2026, 3, 31, 20, 0, tzinfo=UTC)  # past midnight where the office is
    origin = files.Origin("Phiếu ngắn", evening, simulated=False)
    unit = Unit("Quầy 1", [Mark(Bounded(86.4, 83.1, 89.2, 1412))])
    exhibit = Exhibit(
        "point",
        "Theo quầy",
        "",
        (),
        ["Quầy"],
        [],
        draw=lambda frame: dots.spec([unit], scale=Scale(0, 100, "%"), frame=frame),
    )

    with app.test_request_context(f"/?lang={language}"):
        drawing = files.made(exhibit, ending="svg", origin=origin).content

    assert f"Phiếu ngắn · Hài Lòng · {day}" in drawn(drawing)


def test_a_hostile_name_is_only_a_name(reader, session, world):
    point = a_point(session, agency=world.commune, name=HOSTILE)
    a_cell(session, version=world.version, point=point, month=MARCH, overall={"5": 50})

    page = reader.get(f"/results/xa/by/point?{SPRING}").get_data(as_text=True)
    line = next(row for row in csv_rows(taken(reader, "point.csv")) if "cmd" in row["Quầy"])
    cells = [cell for row in xlsx_rows(taken(reader, "point.xlsx")) for cell in row]
    drawing = taken(reader, "point.svg").decode()

    assert "<script>alert" not in page
    assert line["Quầy"] == "'" + HOSTILE
    assert HOSTILE in cells
    assert "<script" not in drawing


@pytest.mark.parametrize("file", ["nothing.csv", "month.csv", "months.pdf", "../xa.csv", "age.svg"])
def test_what_no_page_shows_cannot_be_taken(reader, file):
    assert reader.get(f"/results/xa/{file}?{SPRING}").status_code == 404


def test_what_is_hidden_cannot_be_taken(reader):
    answer = reader.get(f"/results/khe/months.csv?{SPRING}&lang=vi")

    march = csv_rows(answer.data)[-1]

    assert march["Trạng thái"] == "Quá ít để hiển thị"
    assert march["n"] == march["Hài lòng, %"] == ""
    assert reader.get(f"/results/khe/months.svg?{SPRING}").status_code == 404


class TestInADemonstration:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return settings.model_copy(update={"simulated": True})

    def test_every_file_is_marked(self, reader):
        rows = csv_rows(taken(reader, "point.csv"))
        words = " ".join(drawn(taken(reader, "point.svg")))
        about = xlsx_rows(taken(reader, "point.xlsx"), sheet=1)
        name = reader.get(f"/results/xa/point.csv?{SPRING}").headers["Content-Disposition"]

        assert all("Dữ liệu mô phỏng" in row["Đối tượng và thời gian"] for row in rows)
        assert "Dữ liệu mô phỏng" in words
        assert about[0][0] == "Dữ liệu mô phỏng"
        assert "simulated-xa" in name
