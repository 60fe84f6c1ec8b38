"""Units by how many answered: dots in the funnel that narrows as answers grow."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from survey.documents.charts import marks, words
from survey.documents.charts.frame import Frame, chart
from survey.documents.charts.limits import apart
from survey.documents.charts.marks import Row, Spec
from survey.documents.charts.panels import AXIS_WIDTH
from survey.documents.charts.style import (
    ACCENT,
    DISSATISFIED,
    GAP,
    HAIRLINE,
    INK,
    LINE,
    MARGIN,
    MUTED,
    TEXT,
)
from survey.documents.charts.values import Bounded, Scale

HEIGHT = 340
TOP = LINE
STEP_PIXELS = 110  # from one number of answers to the next, at least
STEPS = (1, 2, 5)
DOT = 50  # square pixels
OUTSIDE = 110


class Dot(NamedTuple):
    """A unit; one that lies outside is named."""

    label: str
    figure: Bounded
    is_outside: bool


class Line(NamedTuple):
    """A limit by how many answered, with the word at its end."""

    label: str
    points: Sequence[tuple[int, float]]
    is_outer: bool


class Plot(NamedTuple):
    """What stands in the funnel; `centre` with its label."""

    dots: Sequence[Dot]
    lines: Sequence[Line]
    centre: float
    centre_label: str
    axis_label: str


class _Area(NamedTuple):
    left: float
    right: float
    most: float
    scale: Scale

    def x(self, n: float) -> float:
        return round(self.left + n / self.most * (self.right - self.left), 2)

    def y(self, value: float) -> float:
        return self.scale.place(value, first=TOP + HEIGHT, last=TOP)


def spec(plot: Plot, *, scale: Scale, frame: Frame) -> Spec:
    most = max(dot.figure.n for dot in plot.dots)
    right = frame.width - MARGIN - (0 if frame.is_narrow else AXIS_WIDTH)
    area = _Area(MARGIN + AXIS_WIDTH, right, most * 1.04, scale)
    layers = [
        *_grid(area, plot=plot, frame=frame),
        *_limits(area, plot=plot, frame=frame),
        *_dots(area, plot=plot, frame=frame),
    ]
    return chart(frame, height=TOP + HEIGHT + 3 * LINE, layers=layers)


def _grid(area: _Area, *, plot: Plot, frame: Frame) -> list[Spec]:
    values = area.scale.ticks(frame.language, pixels=HEIGHT)
    rows = [
        {"x": area.left, "x2": area.right, "y": area.y(v), "y2": area.y(v)} for v, _word in values
    ]
    named = [{"x": area.left - GAP, "y": area.y(v), "text": word} for v, word in values]
    counts = [
        {
            "x": area.x(n),
            "y": TOP + HEIGHT + LINE,
            "text": words.count(n, language=frame.language),
        }
        for n in _round_numbers(area)
    ]
    below = {"x": (area.left + area.right) / 2, "y": TOP + HEIGHT + 2 * LINE + GAP}
    return [
        marks.rules(rows, colour=HAIRLINE),
        marks.text(named, colour=MUTED, align="right"),
        marks.text(counts, colour=MUTED, align="center"),
        marks.text([below | {"text": plot.axis_label}], colour=MUTED, align="center"),
    ]


def _round_numbers(area: _Area) -> list[int]:
    steps = max(1, (area.right - area.left) // STEP_PIXELS)
    power = 1
    while True:
        for step in STEPS:
            if area.most / (step * power) <= steps:
                return list(range(0, int(area.most) + 1, step * power))
        power *= 10


def _limits(area: _Area, *, plot: Plot, frame: Frame) -> list[Spec]:
    inner, outer = (
        [
            {"x": area.x(n), "y": area.y(value), "segment": number}
            for number, line in enumerate(plot.lines)
            if line.is_outer is is_outer
            for n, value in line.points
        ]
        for is_outer in (False, True)
    )
    y = area.y(plot.centre)
    centre = {"x": area.left, "x2": area.right, "y": y, "y2": y}
    return [
        marks.lines(inner, colour=MUTED, thick=1, dashed=True),
        marks.lines(outer, colour=MUTED, thick=1.5),
        marks.rules([centre], colour=MUTED),
        *_line_names(area, plot=plot, frame=frame),
    ]


def _line_names(area: _Area, *, plot: Plot, frame: Frame) -> list[Spec]:
    """At the right end of each line; on a phone, above the plot, the centre alone is named."""
    name = {"x": area.left, "y": TOP / 2 - 2, "text": plot.centre_label}
    if frame.is_narrow:
        return [marks.text([name], colour=INK, bold=True)]
    ends = sorted((area.y(line.points[-1][1]), line.label) for line in plot.lines)
    rows = [
        {"x": area.right + GAP / 2, "y": y, "text": label}
        for y, (_end, label) in zip(apart([end for end, _label in ends]), ends, strict=True)
    ]
    return [marks.text([name], colour=INK, bold=True), marks.text(rows, colour=MUTED)]


def _dots(area: _Area, *, plot: Plot, frame: Frame) -> list[Spec]:
    inside, outside = (
        [_place(area, dot) for dot in plot.dots if dot.is_outside is is_outside]
        for is_outside in (False, True)
    )
    left, right = _names(area, dots=[dot for dot in plot.dots if dot.is_outside], frame=frame)
    return [
        marks.points(inside, colour=ACCENT, fill=ACCENT, size=DOT),
        marks.points(outside, colour=INK, fill=DISSATISFIED, size=OUTSIDE),
        marks.text(right, colour=INK, bold=True),
        marks.text(left, colour=INK, bold=True, align="right"),
    ]


def _place(area: _Area, dot: Dot) -> Row:
    return {**dot.figure._asdict(), "x": area.x(dot.figure.n), "y": area.y(dot.figure.value)}


def _names(area: _Area, *, dots: Sequence[Dot], frame: Frame) -> tuple[list[Row], list[Row]]:
    """On the side with more room, moved apart."""
    middle = (area.left + area.right) / 2
    ordered = sorted(dots, key=lambda dot: area.y(dot.figure.value))
    sides = (
        [dot for dot in ordered if area.x(dot.figure.n) > middle],
        [dot for dot in ordered if area.x(dot.figure.n) <= middle],
    )
    left, right = (list(_side(area, dots=side, frame=frame)) for side in sides)
    return left, right


def _side(area: _Area, *, dots: Sequence[Dot], frame: Frame) -> Iterator[Row]:
    middle = (area.left + area.right) / 2
    heights = apart([area.y(dot.figure.value) for dot in dots])
    for dot, y in zip(dots, heights, strict=True):
        x = area.x(dot.figure.n)
        is_right = x <= middle
        pixels = (frame.width - MARGIN - x if is_right else x - MARGIN) - 2 * GAP
        shown = words.cut(dot.label, pixels=pixels, size=TEXT)
        yield {"x": x + (GAP if is_right else -GAP), "y": y, "text": shown}
