"""Where a series broke: a line at each place, its name above it, no name upon another."""

from collections.abc import Sequence
from typing import NamedTuple

from survey.documents.charts import words
from survey.documents.charts.marks import Row
from survey.documents.charts.style import GAP, LINE, TEXT


class Name(NamedTuple):
    """The words of the break at `line`, their middle at `x`; `storey` counts from the plot up."""

    text: str
    line: float
    x: float
    storey: int

    @property
    def half(self) -> float:
        return words.width(self.text, size=TEXT) / 2

    @property
    def left(self) -> float:
        return self.x - self.half

    @property
    def right(self) -> float:
        return self.x + self.half


def named(breaks: Sequence[tuple[float, str]], *, first: float, last: float) -> list[Name]:
    """Between `first` and `last`, in the order of their lines; each as low as there is room."""
    found: list[Name] = []
    for line, label in breaks:
        text = words.cut(label, pixels=last - first, size=TEXT)
        name = Name(text, line, line, 0)
        middle = min(max(line, first + name.half), last - name.half)
        found.append(_lowest(name._replace(x=middle), below=found))
    return found


def _lowest(name: Name, *, below: Sequence[Name]) -> Name:
    taken = {one.storey for one in below if one.right + GAP > name.left}
    free = next(storey for storey in range(len(taken) + 1) if storey not in taken)
    return name._replace(storey=free)


def storeys(names: Sequence[Name]) -> int:
    return max((name.storey + 1 for name in names), default=0)


def line_rows(names: Sequence[Name], *, top: float, bottom: float) -> list[Row]:
    return [
        {"x": name.line, "x2": name.line, "y": top - name.storey * LINE, "y2": bottom}
        for name in names
    ]


def word_rows(names: Sequence[Name], *, top: float) -> list[Row]:
    return [
        {"x": name.x, "y": top - (name.storey + 0.5) * LINE, "text": name.text} for name in names
    ]


def ground_rows(names: Sequence[Name], *, top: float, colour: str) -> list[Row]:
    """Behind the words: the line of a higher name passes there."""
    return [
        {
            "x": name.left,
            "x2": name.right,
            "y": top - (name.storey + 1) * LINE,
            "y2": top - name.storey * LINE - 1,
            "colour": colour,
        }
        for name in names
    ]
