"""Units by how many answered: dots in the funnel that narrows as answers grow."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from survey.documents.charts import beside, marks, words
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
KEY = 24  # pixels of a line beside its name
STEP_PIXELS = 110  # from one number of answers to the next, at least
STEPS = (1, 2, 5)
DOT = 50  # square pixels
OUTSIDE = 110
OUTER = 1.5  # pixels, of an outer limit


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
    top: float
    most: float
    scale: Scale

    @property
    def bottom(self) -> float:
        return self.top + HEIGHT

    def x(self, n: float) -> float:
        return round(self.left + n / self.most * (self.right - self.left), 2)

    def y(self, value: float) -> float:
        return self.scale.place(value, first=self.bottom, last=self.top)


def spec(plot: Plot, *, scale: Scale, frame: Frame) -> Spec:
    most = max(dot.figure.n for dot in plot.dots)
    right = frame.width - MARGIN - (0 if frame.is_narrow else _names_width(plot))
    above = LINE * (len(_keys(plot)) + 2) if frame.is_narrow else LINE
    area = _Area(MARGIN + AXIS_WIDTH, right, above, most * 1.04, scale)
    layers = [
        *_grid(area, plot=plot, frame=frame),
        *_limits(area, plot=plot, frame=frame),
        *_dots(area, plot=plot, frame=frame),
    ]
    return chart(frame, height=area.bottom + 3 * LINE, layers=layers)


def _grid(area: _Area, *, plot: Plot, frame: Frame) -> list[Spec]:
    values = area.scale.ticks(frame.language, pixels=HEIGHT)
    rows = [
        {"x": area.left, "x2": area.right, "y": area.y(v), "y2": area.y(v)} for v, _word in values
    ]
    named = [{"x": area.left - GAP, "y": area.y(v), "text": word} for v, word in values]
    counts = [
        {
            "x": area.x(n),
            "y": area.bottom + LINE,
            "text": words.count(n, language=frame.language),
        }
        for n in _round_numbers(area)
    ]
    below = {"x": (area.left + area.right) / 2, "y": area.bottom + 2 * LINE + GAP}
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
        marks.lines(outer, colour=MUTED, thick=OUTER),
        marks.rules([centre], colour=MUTED),
        *_line_names(area, plot=plot, frame=frame),
    ]


def _names_width(plot: Plot) -> float:
    names = [plot.centre_label, *(line.label for line in plot.lines)]
    return max(words.width(name, size=TEXT) for name in names)


def _line_names(area: _Area, *, plot: Plot, frame: Frame) -> list[Spec]:
    """At the right end of each line; on a phone as a key above the plot."""
    if frame.is_narrow:
        return _key(plot)
    ends = sorted(
        [(area.y(line.points[-1][1]), line.label) for line in plot.lines]
        + [(area.y(plot.centre), plot.centre_label)]
    )
    rows = [
        {"x": area.right + GAP / 2, "y": y, "text": label}
        for y, (_end, label) in zip(apart([end for end, _label in ends]), ends, strict=True)
    ]
    centre = [row for row in rows if row["text"] == plot.centre_label]
    limits = [row for row in rows if row not in centre]
    return [marks.text(centre, colour=INK, bold=True), marks.text(limits, colour=MUTED)]


def _keys(plot: Plot) -> dict[str, bool]:
    """The limits, each named once, and whether they are the outer ones."""
    return {line.label: line.is_outer for line in plot.lines}


def _key(plot: Plot) -> list[Spec]:
    names = [plot.centre_label, *_keys(plot)]
    heights = {name: (number + 0.5) * LINE for number, name in enumerate(names)}
    line = {"x": MARGIN, "x2": MARGIN + KEY}
    rules = {name: {**line, "y": y, "y2": y} for name, y in heights.items()}
    rows = [{"x": MARGIN + KEY + GAP, "y": y, "text": name} for name, y in heights.items()]
    outer = [rules[name] for name, is_outer in _keys(plot).items() if is_outer]
    inner = [rules[name] for name, is_outer in _keys(plot).items() if not is_outer]
    return [
        marks.rules([rules[plot.centre_label]], colour=MUTED),
        marks.rules(outer, colour=MUTED, thick=OUTER),
        marks.rules(inner, colour=MUTED, dashed=True),
        marks.text(rows[:1], colour=INK, bold=True),
        marks.text(rows[1:], colour=MUTED),
    ]


def _dots(area: _Area, *, plot: Plot, frame: Frame) -> list[Spec]:
    inside, outside = (
        [_place(area, dot) for dot in plot.dots if dot.is_outside is is_outside]
        for is_outside in (False, True)
    )
    return [
        marks.points(inside, colour=ACCENT, fill=ACCENT, size=DOT),
        marks.points(outside, colour=INK, fill=DISSATISFIED, size=OUTSIDE),
        *_dot_names(area, dots=[dot for dot in plot.dots if dot.is_outside], frame=frame),
    ]


def _place(area: _Area, dot: Dot) -> Row:
    return {**dot.figure._asdict(), "x": area.x(dot.figure.n), "y": area.y(dot.figure.value)}


def _dot_names(area: _Area, *, dots: Sequence[Dot], frame: Frame) -> Iterator[Spec]:
    placed = [beside.Dot(dot.label, area.x(dot.figure.n), area.y(dot.figure.value)) for dot in dots]
    blocks = beside.named(placed, left=area.left, right=frame.width - MARGIN, top=area.top)
    for is_right, align in ((True, "left"), (False, "right")):
        rows = [row for block in blocks if block.is_right is is_right for row in block.rows()]
        yield marks.text(rows, colour=INK, bold=True, align=align)
