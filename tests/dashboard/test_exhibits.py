"""Exhibits: drawing and file hold the figures of the measures, and nothing that is hidden."""

from xml.etree import ElementTree

import pytest
from flask import Flask

from survey.dashboard import answers, breakdowns, comparisons, periods, trends
from survey.dashboard.comparisons import Periods
from survey.dashboard.measured import Measured
from survey.documents.charts import rendering
from survey.measures.figure import Estimate, Figure, State
from survey.measures.tables import Comparison, Dimension, Verdict
from tests.dashboard.figures import (
    HIDDEN,
    a_breakdown,
    a_distribution,
    a_figure,
    a_row,
    a_trend,
)
from tests.databases import fresh_sqlite

SHARE = Measured()
FACTS = ("Tỉnh Mẫu", "Năm 2026", "Phiếu")


@pytest.fixture
def database_url(sqlite_template, tmp_path) -> str:
    """Nothing is read here: one engine is enough."""
    return fresh_sqlite(sqlite_template, tmp_path)


@pytest.fixture(autouse=True)
def vietnamese(app: Flask):
    """A request in Vietnamese."""
    with app.test_request_context("/?lang=vi"):
        yield


def texts(exhibit) -> set[str]:
    """What can be read in the drawing that is taken away."""
    spec = exhibit.spec(source="Nguồn")
    drawing = ElementTree.fromstring(rendering.svg(spec, name="", language="vi"))
    return {"".join(node.itertext()) for node in drawing.iter(f"{{{rendering.SVG}}}text")}


def by_heading(exhibit) -> list[dict]:
    return [dict(zip(exhibit.heading, row, strict=True)) for row in exhibit.rows]


def a_breakdown_exhibit(*rows, dimension=Dimension.POINT, measured=SHARE):
    breakdown = a_breakdown(*rows, dimension=dimension)
    return breakdowns.exhibit(
        breakdown, drawn=rows, measured=measured, reference="Toàn bộ", facts=FACTS
    )


def test_drawing_and_file_say_the_same_figure():
    exhibit = a_breakdown_exhibit(a_row(name="Quầy 1", figure=a_figure(0.8645, 1412)))

    row = by_heading(exhibit)[0]

    assert {"Quầy 1", "86,4\u00a0%", "n = 1.412"} <= texts(exhibit)
    assert row["Hài lòng, %"] == 86.4
    assert row["n"] == 1412


def test_what_is_hidden_is_in_neither():
    exhibit = a_breakdown_exhibit(a_row(figure=HIDDEN), a_row(name="Quầy 2"))

    hidden = by_heading(exhibit)[0]

    assert "Quá ít để hiển thị" in texts(exhibit)
    figures = [cell for name, cell in hidden.items() if name not in ("Quầy", "Trạng thái")]
    assert hidden["Trạng thái"] == "Quá ít để hiển thị"
    assert figures[:10] == [None] * 10


def test_where_every_figure_is_hidden_nothing_is_drawn():
    exhibit = a_breakdown_exhibit(a_row(figure=HIDDEN))

    assert exhibit.draw is None
    assert exhibit.wide == ""
    assert len(exhibit.rows) == 1


def test_units_are_seen_against_the_whole():
    assert "Toàn bộ 90,0\u00a0%" in texts(a_breakdown_exhibit(a_row()))


def test_questions_are_not_measured_against_the_whole():
    exhibit = a_breakdown_exhibit(a_row(), dimension=Dimension.QUESTION)

    assert not any(text.startswith("Toàn bộ") for text in texts(exhibit))


def test_a_scale_without_satisfied_answers_is_drawn_by_its_mean():
    figure = Figure(State.SHOWN, n=50, mean_0_100=Estimate(61.25, 55.0, 67.5))
    exhibit = a_breakdown_exhibit(a_row(figure=figure), measured=Measured.by(figure))

    assert {"61,2", "55,0–67,5", "n = 50"} <= texts(exhibit)


def test_a_taken_drawing_says_of_whom_and_when():
    exhibit = a_breakdown_exhibit(a_row())

    said = " ".join(texts(exhibit))

    assert all(fact in said for fact in (*FACTS, "Nguồn", exhibit.title))


def test_a_trend_keeps_its_gap_and_its_break():
    trend = a_trend(a_figure(), HIDDEN, a_figure(), breaks=(2,))
    exhibit = trends.exhibit(
        "months", (("", trend),), total=a_figure(), measured=SHARE, facts=FACTS
    )

    rows = by_heading(exhibit)

    assert [row["Hài lòng, %"] for row in rows] == [86.4, None, 86.4]
    assert rows[2]["Điểm gián đoạn"] == "03/2026: Cơ quan sáp nhập hoặc chia tách"
    assert "03/2026: Cơ quan sáp nhập hoặc chia tách" in texts(exhibit)


def test_a_few_units_become_panels_and_rows_of_one_file():
    named = (("Phiếu", a_trend(a_figure())), ("Ki-ốt", a_trend(a_figure(0.97))))
    exhibit = trends.exhibit("panels", named, total=a_figure(), measured=SHARE, facts=FACTS)

    assert {"Phiếu", "Ki-ốt", "97,0\u00a0%"} <= texts(exhibit)
    assert [row["Đơn vị"] for row in by_heading(exhibit)] == ["Phiếu", "Ki-ốt"]


def test_answers_are_drawn_and_written_with_their_counts():
    exhibit = answers.exhibit([a_distribution(0.05, 0.1, 0.15, 0.3, 0.4)], facts=FACTS)

    rows = by_heading(exhibit)

    assert {"Mức 4 40,0\u00a0%", "n = 200"} <= texts(exhibit)
    assert [(row["Câu trả lời"], row["Số lượt trả lời"]) for row in rows][-1] == ("Mức 4", 80)


def test_two_periods_are_two_marks_and_only_the_whole_has_a_difference():
    compared = Comparison(
        earlier=periods.of_year(2025).period,
        later=periods.of_year(2026).period,
        before=a_figure(0.8),
        after=a_figure(0.9),
        verdict=Verdict.HIGHER,
        satisfied_difference=Estimate(0.1, 0.04, 0.16),
    )
    parts = (a_breakdown(a_row(figure=a_figure(0.7))), a_breakdown(a_row(), a_row(2, "Quầy 2")))
    units = comparisons.pairs("Tỉnh Mẫu", compared, parts=parts)

    exhibit = comparisons.exhibit(
        compared,
        units=units,
        periods=Periods(periods.of_year(2025), periods.of_year(2026)),
        measured=SHARE,
        facts=FACTS,
    )

    assert [unit.name for unit in units] == ["Tỉnh Mẫu", "Quầy 1"]
    assert {"2025", "2026", "80,0\u00a0%", "90,0\u00a0%", "70,0\u00a0%"} <= texts(exhibit)
    assert [row[-11] for row in exhibit.rows] == [None, 10.0, None, None]
