"""Charts: what is drawn, in which words, and what can never get into a drawing."""

import subprocess
import sys
from itertools import combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

import survey
from survey.documents.charts import answers, dots, funnel, rendering, style, trend, words
from survey.documents.charts.answer_parts import Part, Question, Side
from survey.documents.charts.frame import Frame, Width
from survey.documents.charts.panels import Break, Moment, Series
from survey.documents.charts.units import Mark, Unit
from survey.documents.charts.values import Bounded, Scale, zoomed

HUNDRED = Scale(0, 100, "\u00a0%")
FIGURE = Bounded(86.4, 83.1, 89.2, 1412)
HOSTILE = '<script>alert("x")</script> & \' ]]>'


def texts(spec) -> list[str]:
    """What can be read in the drawing, in the order of drawing."""
    drawing = ElementTree.fromstring(rendering.svg(spec, name="a chart", language="vi"))
    return ["".join(node.itertext()) for node in drawing.iter(f"{{{rendering.SVG}}}text")]


def rows(spec, kind: str) -> list[dict]:
    return [
        row
        for layer in spec["layer"]
        if layer["mark"]["type"] == kind
        for row in layer["data"]["values"]
    ]


def a_unit(label="Quầy 1", figure=FIGURE, **mark) -> Unit:
    return Unit(label, [Mark(figure, **mark)])


def some_dots(*units, language="vi", width=Width.WIDE, **frame):
    return dots.spec(list(units), scale=HUNDRED, frame=Frame(language, width, **frame))


def a_trend(*moments, breaks=()):
    series = Series([Moment(f"{n + 1:02d}/2025", f) for n, f in enumerate(moments)], breaks=breaks)
    return trend.spec([series], scale=HUNDRED, frame=Frame("vi"))


@pytest.mark.parametrize("width", Width)
def test_a_unit_shows_its_value_interval_and_n(width):
    shown = texts(some_dots(a_unit(), width=width))

    assert {"Quầy 1", "86,4\u00a0%", "83,1–89,2", "n = 1.412"} <= set(shown)


def test_numbers_follow_the_language():
    shown = texts(some_dots(a_unit(), language="en"))

    assert {"86.4\u00a0%", "83.1–89.2", "n = 1,412"} <= set(shown)


def test_units_stand_in_the_order_given():
    low, high = Bounded(10, 5, 15, 100), Bounded(90, 85, 95, 100)

    points = rows(some_dots(a_unit("A", low), a_unit("B", high), a_unit("C", low)), "point")

    assert [point["value"] for point in sorted(points, key=lambda p: p["y"])] == [10, 90, 10]


def test_a_unit_without_a_figure_says_why_and_has_no_dot():
    spec = some_dots(a_unit("Quầy 2", None, note="Quá ít để hiển thị"))

    assert "Quá ít để hiển thị" in texts(spec)
    assert rows(spec, "point") == []


def test_two_periods_are_two_dots_and_both_are_named():
    earlier = Mark(Bounded(70, 65, 75, 300), when="2024", is_earlier=True)
    spec = some_dots(Unit("Quầy 1", [earlier, Mark(FIGURE, when="2025")]))

    assert {"2024", "2025", "70,0\u00a0%", "86,4\u00a0%"} <= set(texts(spec))
    assert len(rows(spec, "point")) == 2


def test_the_reference_is_named_once():
    spec = dots.spec(
        [a_unit()],
        scale=HUNDRED,
        frame=Frame("vi"),
        reference=dots.Reference("Toàn tỉnh 90,1\u00a0%", 90.1),
    )

    assert texts(spec).count("Toàn tỉnh 90,1\u00a0%") == 1


def test_names_of_months_do_not_touch_on_a_phone():
    series = Series([Moment(f"Mar {2000 + n}", FIGURE) for n in range(24)])

    spec = trend.spec([series], scale=HUNDRED, frame=Frame("en", Width.NARROW))

    named = [row for row in rows(spec, "text") if row["text"].startswith("Mar ")]
    for left, right in pairwise(sorted(named, key=lambda row: row["x"])):
        assert right["x"] - left["x"] >= words.width(left["text"], size=style.TEXT) + style.GAP / 2


@pytest.mark.parametrize("value", [0.5, 50, 99.5])
@pytest.mark.parametrize("width", Width)
def test_the_name_of_the_reference_stays_within_the_chart(width, value):
    name = "Chi nhánh Văn phòng đăng ký đất đai khu vực Trung tâm 82,7\u00a0%"

    spec = dots.spec(
        [a_unit()],
        scale=HUNDRED,
        frame=Frame("vi", width),
        reference=dots.Reference(name, value),
    )

    lines = [row for row in rows(spec, "text") if row["text"] in name]
    halves = [words.width(row["text"], size=style.TEXT) / 2 for row in lines]
    assert " ".join(row["text"] for row in lines) == name
    for row, half in zip(lines, halves, strict=True):
        assert half <= row["x"] <= width - half


def test_a_line_stops_at_a_break_and_at_a_gap():
    figures = [FIGURE, FIGURE, None, FIGURE, FIGURE]

    spec = a_trend(*figures, breaks=(Break(4, "Sáp nhập xã"),))

    assert [row["segment"] for row in rows(spec, "line")] == [0, 0, 1, 2]
    assert "Sáp nhập xã" in texts(spec)


def test_a_trend_names_its_last_value_and_the_n_of_named_periods():
    shown = texts(a_trend(FIGURE, FIGURE))

    assert {"01/2025", "02/2025", "n = 1.412", "86,4\u00a0%"} <= set(shown)


def test_few_units_are_panels_on_one_scale():
    moments = [Moment("01/2025", FIGURE)]
    spec = trend.spec(
        [Series(moments, "Phiếu"), Series(moments, "Ki-ốt")], scale=HUNDRED, frame=Frame("vi")
    )

    first, second = (row for row in rows(spec, "point"))

    assert first["y"] == second["y"]
    assert first["x"] < second["x"]
    assert {"Phiếu", "Ki-ốt"} <= set(texts(spec))


def test_answers_go_to_their_sides_with_the_neutral_part_apart():
    parts = [
        Part("Không hài lòng", 10, Side.DISSATISFIED),
        Part("Bình thường", 20, Side.NEUTRAL),
        Part("Hài lòng", 70, Side.SATISFIED),
    ]

    bars = rows(answers.spec([Question("", parts, 50)], frame=Frame("vi")), "rect")
    bad, good, neutral = (
        next(bar for bar in bars if bar.get("label") == part.label)
        for part in (parts[0], parts[2], parts[1])
    )

    assert bad["x2"] == good["x"]
    assert good["x2"] < neutral["x"]
    assert (good["x2"] - good["x"]) / (bad["x2"] - bad["x"]) == pytest.approx(7)


def test_every_answer_is_named_with_its_share_even_where_its_part_is_thin():
    parts = [Part("Rất tệ", 0.4, Side.DISSATISFIED), Part("Tốt", 99.6, Side.SATISFIED)]

    shown = texts(answers.spec([Question("", parts, 500)], frame=Frame("vi", Width.NARROW)))

    assert {"Rất tệ 0,4\u00a0%", "Tốt 99,6\u00a0%", "n = 500"} <= set(shown)


def test_names_cannot_break_out_of_the_drawing():
    drawn = rendering.inline(
        some_dots(a_unit(HOSTILE), title=HOSTILE, source=HOSTILE), name=HOSTILE, language="vi"
    )

    root = ElementTree.fromstring(drawn)
    kinds = {node.tag.removeprefix(f"{{{rendering.SVG}}}") for node in root.iter()}
    assert kinds <= {"svg", "rect", "g", "path", "line", "text"}
    assert "<script" not in drawn
    assert root.get("aria-label") == HOSTILE


def test_a_drawing_carries_no_style_of_its_own():
    drawn = rendering.svg(some_dots(a_unit(), title="Tiêu đề"), name="a chart", language="vi")

    assert "style" not in drawn
    assert "href" not in drawn


def test_a_drawing_is_one_image_with_one_name():
    drawn = rendering.svg(some_dots(a_unit()), name="Tỷ lệ hài lòng", language="vi")

    named = [node for node in ElementTree.fromstring(drawn).iter() if node.get("role")]

    assert [(node.get("role"), node.get("aria-label")) for node in named] == [
        ("img", "Tỷ lệ hài lòng")
    ]
    assert drawn.count("aria-") == 1


def test_every_colour_of_a_drawing_has_another_one_in_the_dark():
    css = (Path(survey.__file__).parent / "static" / "figures.css").read_text()
    either_way = {"NEUTRAL", "ON_LIGHT"}  # light parts with dark letters, in either mode
    named = {name: value for name, value in vars(style).items() if str(value).startswith("#")}

    missing = [n for n, value in named.items() if n not in either_way and f'"{value}"' not in css]

    assert missing == []
    assert len(set(named.values())) == len(named)


@pytest.mark.parametrize("width", Width)
def test_a_drawing_is_exactly_as_wide_as_asked(width):
    drawn = rendering.svg(some_dots(a_unit("Tên " * 60), width=width), name="", language="vi")

    assert ElementTree.fromstring(drawn).get("width") == str(int(width))


def test_title_and_source_stand_in_the_file():
    shown = texts(some_dots(a_unit(), title="Tỷ lệ hài lòng", source="Dữ liệu mô phỏng"))

    assert {"Tỷ lệ hài lòng", "Dữ liệu mô phỏng"} <= set(shown)


def test_the_picture_is_a_png_of_twice_the_width():
    picture = rendering.png(some_dots(a_unit()))

    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20]) == 2 * Width.WIDE


def test_a_chart_is_drawn_once():
    spec = some_dots(a_unit("once"))

    first = rendering.svg(spec, name="a chart", language="vi")

    assert rendering.svg(dict(reversed(spec.items())), name="a chart", language="vi") is first


def test_the_drawing_engine_is_not_loaded_before_the_first_chart():
    modules = "sys, hailong, survey.documents.charts.rendering"
    program = f"import {modules}; sys.exit('vl_convert' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize(
    ("lower", "upper", "expected"),
    [(83.1, 89.2, (70, 90)), (98.7, 99.9, (80, 100)), (0, 4, (0, 20)), (12, 97, (10, 100))],
)
def test_a_scale_shows_where_the_figures_lie_and_at_least_twenty_per_cent(lower, upper, expected):
    scale = zoomed([Bounded((lower + upper) / 2, lower, upper, 100)])

    assert (scale.start, scale.end) == expected


def a_funnel(*labels, width=Width.WIDE):
    dots = [
        funnel.Dot(label, Bounded(99 - place / 2, 98, 100, 1000 + place * 400), True)
        for place, label in enumerate(labels)
    ]
    limits = [
        funnel.Line(f"Giới hạn {level}", [(100, edge), (9000, edge)], level == "99,8 %")
        for level, edge in (("99,8 %", 60), ("95 %", 70), ("95 %", 87), ("99,8 %", 93))
    ]
    plot = funnel.Plot(dots, limits, 80, "Tính chung: 80,0 %", "Số câu trả lời")
    return funnel.spec(plot, scale=HUNDRED, frame=Frame("vi", width))


def boxes(spec) -> list[tuple[float, float, float, float]]:
    """Where words stand, by the width they are thought to take."""
    return [
        (left := row["x"] - wide * part, row["y"] - 8, left + wide, row["y"] + 8)
        for layer in spec["layer"]
        if layer["mark"]["type"] == "text"
        for part in [{"left": 0, "center": 0.5, "right": 1}[layer["mark"]["align"]]]
        for row in layer["data"]["values"]
        for wide in [words.width(row["text"], size=layer["mark"].get("fontSize", style.TEXT))]
    ]


def clashes(spec) -> list:
    return [
        (one, other)
        for one, other in combinations(boxes(spec), 2)
        if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    ]


@pytest.mark.parametrize("width", Width)
def test_long_names_of_units_outside_stand_whole_and_apart(width):
    spec = a_funnel("Chi nhánh Văn phòng đăng ký đất đai", "Xã Mẫu Hải", "Xã Mẫu Hạ", width=width)

    assert not any("…" in shown for shown in texts(spec))
    assert clashes(spec) == []


@pytest.mark.parametrize("width", Width)
def test_the_middle_of_a_funnel_is_named_at_its_line(width):
    spec = a_funnel("Xã Mẫu Hải", width=width)

    name = next(row for row in rows(spec, "text") if row["text"].startswith("Tính chung"))

    assert any(line["y"] == line["y2"] == name["y"] for line in rows(spec, "rule"))


@pytest.mark.parametrize("width", Width)
def test_names_of_close_breaks_stand_above_each_other(width):
    moments = [Moment(f"{number + 1:02d}/2025", FIGURE) for number in range(12)]
    named = (Break(5, "Thay đổi danh mục thủ tục"), Break(7, "Đổi phiếu hỏi"))
    spec = trend.spec([Series(moments, breaks=named)], scale=HUNDRED, frame=Frame("vi", width))

    assert {one.label for one in named} <= set(texts(spec))
    assert clashes(spec) == []
