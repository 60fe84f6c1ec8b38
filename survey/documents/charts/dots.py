"""Units beside each other: a dot with its whisker each, in the order given, never ranked bars."""

from itertools import chain
from typing import NamedTuple

from survey.documents.charts import marks, units, words
from survey.documents.charts.frame import Frame, chart
from survey.documents.charts.marks import Row, Spec
from survey.documents.charts.style import (
    ACCENT,
    GAP,
    HAIRLINE,
    INK,
    LINE,
    MARGIN,
    MUTED,
    PAPER,
    TEXT,
)
from survey.documents.charts.units import LABEL_WIDTH, Line, Unit
from survey.documents.charts.values import Scale

WHEN_WIDTH = 92
INTERVAL_FROM = 60  # pixels from where the value begins
N_FROM = 144
FIGURE_WIDTH = 222
ABOVE = 26  # for the name of the reference line, where it takes one line
NAME_LINES = 2
AXIS = 28


class Reference(NamedTuple):
    """The line all units are seen against."""

    label: str
    value: float

    def name(self, frame: Frame) -> list[str]:
        return words.wrap(self.label, pixels=frame.room, size=TEXT, lines=NAME_LINES)


class Span(NamedTuple):
    """Where the scale begins and ends, in pixels from the left; `words` is where figures stand."""

    scale: Scale
    first: float
    last: float
    words: float

    def place(self, value: float) -> float:
        return self.scale.place(value, first=self.first, last=self.last)


def spec(
    compared: list[Unit], *, scale: Scale, frame: Frame, reference: Reference | None = None
) -> Spec:
    """A dashed line for the reference; hollow dots for the earlier of two periods."""
    has_periods = any(mark.when for unit in compared for mark in unit.marks)
    when = WHEN_WIDTH if has_periods else 0
    span = _span(scale, frame=frame, when=when)
    top = ABOVE + LINE * (len(reference.name(frame)) - 1) if reference else 0
    if frame.is_narrow:
        places = list(units.stacked(compared, top=top, frame=frame))
    else:
        places = list(units.in_rows(compared, top=top))
    end = places[-1].end if places else top
    lines = list(chain.from_iterable(place.lines for place in places))
    x = MARGIN if frame.is_narrow else MARGIN + LABEL_WIDTH
    align = "left" if frame.is_narrow else "right"
    layers = [
        *_scale(span, lines=lines, ends=(top, end), frame=frame),
        *_reference(reference, span=span, lines=lines, ends=(top, end), frame=frame),
        *_dots(lines, span=span),
        marks.text(units.labels(places, x=x), colour=INK, align=align, bold=frame.is_narrow),
        *_words(lines, x=span.words, when=when, scale=scale, language=frame.language),
    ]
    return chart(frame, height=end + AXIS, layers=layers)


def _span(scale: Scale, *, frame: Frame, when: int) -> Span:
    if frame.is_narrow:
        return Span(scale, MARGIN + GAP, frame.width - MARGIN - GAP, words=MARGIN)
    last = frame.width - MARGIN - FIGURE_WIDTH - when
    return Span(scale, 2 * MARGIN + LABEL_WIDTH, last - MARGIN, words=last)


def _scale(span: Span, *, lines: list[Line], ends: tuple[float, float], frame: Frame) -> list[Spec]:
    """Lines through the whole chart; on a phone, where words stand between, one under each dot."""
    top, end = ends
    found = span.scale.ticks(frame.language, pixels=span.last - span.first)
    ticks = [(span.place(value), word) for value, word in found]
    named = [{"x": x, "y": end + LINE / 2, "text": word} for x, word in ticks]
    grid = [{"x": x, "x2": x, "y": top, "y2": end} for x, _word in ticks]
    if frame.is_narrow:
        grid = [
            {"x": span.first, "x2": span.last, "y": line.dot_y, "y2": line.dot_y} for line in lines
        ]
    return [
        marks.rules(grid, colour=HAIRLINE),
        marks.text(named, colour=MUTED, align="center"),
    ]


def _reference(
    reference: Reference | None,
    *,
    span: Span,
    lines: list[Line],
    ends: tuple[float, float],
    frame: Frame,
) -> list[Spec]:
    if reference is None:
        return []
    x = span.place(reference.value)
    stretches = [(ends[0] - 6, ends[1])]
    if frame.is_narrow:
        stretches = [(line.dot_y - GAP, line.dot_y + GAP) for line in lines]
    rows = [{"x": x, "x2": x, "y": start, "y2": stop} for start, stop in stretches]
    return [
        marks.rules(rows, colour=MUTED, dashed=True),
        marks.text(_name(reference, x=x, frame=frame), colour=MUTED, align="center"),
    ]


def _name(reference: Reference, *, x: float, frame: Frame) -> list[Row]:
    """Above its line, as far as the edges of the chart leave room."""
    rows: list[Row] = []
    for number, line in enumerate(reference.name(frame)):
        half = words.width(line, size=TEXT) / 2
        middle = min(max(x, MARGIN + half), frame.width - MARGIN - half)
        rows.append({"x": middle, "y": LINE * (number + 0.5), "text": line})
    return rows


def _dots(lines: list[Line], *, span: Span) -> list[Spec]:
    earlier = [line for line in lines if line.mark.is_earlier]
    now = [line for line in lines if not line.mark.is_earlier]
    return [
        *_whiskers(earlier, span=span, colour=MUTED, fill=PAPER),
        *_whiskers(now, span=span, colour=ACCENT, fill=ACCENT),
    ]


def _whiskers(lines: list[Line], *, span: Span, colour: str, fill: str) -> list[Spec]:
    dots: list[Row] = []
    whiskers: list[Row] = []
    for mark, _words_y, y in lines:
        if mark.figure:
            value, lower, upper = (span.place(number) for number in mark.figure[:3])
            dots.append({**mark.figure._asdict(), "x": value, "y": y})
            whiskers.append({"x": lower, "x2": upper, "y": y, "y2": y})
    return [
        marks.rules(whiskers, colour=colour, thick=2),
        marks.points(dots, colour=colour, fill=fill),
    ]


def _words(lines: list[Line], *, x: float, when: int, scale: Scale, language: str) -> list[Spec]:
    """Period, value, interval and n under each other; a note takes the place of the figure."""
    found = [(line.mark, line.mark.figure, line.words_y) for line in lines]
    figures = [(figure, y) for _mark, figure, y in found if figure]
    periods = [(mark.when, y) for mark, _figure, y in found]
    notes = [(mark.note, y) for mark, figure, y in found if not figure]
    values = [(scale.written(figure.value, language=language), y) for figure, y in figures]
    intervals = [(scale.interval(figure, language=language), y) for figure, y in figures]
    counts = [(f"n = {words.count(figure.n, language=language)}", y) for figure, y in figures]
    return [
        marks.text(_column(periods, x=x), colour=MUTED),
        marks.text(_column(values, x=x + when), colour=INK, bold=True),
        marks.text(_column(intervals, x=x + when + INTERVAL_FROM), colour=INK),
        marks.text(_column(counts, x=x + when + N_FROM), colour=MUTED),
        marks.text(_column(notes, x=x + when), colour=MUTED),
    ]


def _column(written: list[tuple[str, float]], *, x: float) -> list[Row]:
    return [{"text": word, "x": x, "y": y} for word, y in written if word]
