"""Units to be compared, and where each of them stands in a chart."""

from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from survey.documents.charts import words
from survey.documents.charts.frame import Frame
from survey.documents.charts.style import LINE, TEXT
from survey.documents.charts.values import Bounded

LABEL_WIDTH = 210
ROOM = 14  # between units
DOT = 20  # height of one dot with its whisker


class Mark(NamedTuple):
    """A dot with its whisker; `note` stands where there is no figure, `when` names the period."""

    figure: Bounded | None
    note: str = ""
    when: str = ""
    is_earlier: bool = False


class Unit(NamedTuple):
    """What is compared, with one mark or, for two periods, one mark each."""

    label: str
    marks: list[Mark]


class Line(NamedTuple):
    """One mark in its place: the middle of its words and of its dot, from the top."""

    mark: Mark
    words_y: float
    dot_y: float


class Place(NamedTuple):
    """A unit in its place, down to where the next one begins."""

    label: list[str]
    label_y: float
    lines: list[Line]
    end: float


def in_rows(units: list[Unit], *, top: float) -> Iterator[Place]:
    """Label, dot and figure on one height."""
    for unit in units:
        label = words.wrap(unit.label, pixels=LABEL_WIDTH, size=TEXT, lines=3)
        end = top + ROOM + max(LINE * len(label), DOT * len(unit.marks))
        middle = (top + end) / 2
        first = middle - (len(unit.marks) - 1) * DOT / 2
        heights = [first + number * DOT for number in range(len(unit.marks))]
        lines = [Line(mark, y, y) for mark, y in zip(unit.marks, heights, strict=True)]
        yield Place(label, middle - (len(label) - 1) * LINE / 2, lines, end)
        top = end


def stacked(units: list[Unit], *, top: float, frame: Frame) -> Iterator[Place]:
    """On a phone the label and the figure stand above their dot."""
    for unit in units:
        label = words.wrap(unit.label, pixels=frame.room, size=TEXT, lines=3)
        tops = list(accumulate([LINE + DOT] * len(unit.marks), initial=top + LINE * len(label)))
        lines = [
            Line(mark, y + LINE / 2, y + LINE + DOT / 2)
            for mark, y in zip(unit.marks, tops, strict=False)
        ]
        place = Place(label, top + LINE / 2, lines, tops[-1] + ROOM)
        top = place.end
        yield place


def labels(places: list[Place], *, x: float) -> list[dict[str, object]]:
    return [
        {"text": line, "x": x, "y": place.label_y + number * LINE}
        for place in places
        for number, line in enumerate(place.label)
    ]
