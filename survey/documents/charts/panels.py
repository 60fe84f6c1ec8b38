"""Series over time, and the place each of them has in a chart."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from survey.documents.charts import breaks
from survey.documents.charts.frame import Frame
from survey.documents.charts.style import GAP, LINE, MARGIN
from survey.documents.charts.values import Bounded, Scale

HEIGHT = 190  # of the plot of one panel
AXIS_WIDTH = 52
LAST_WIDTH = 58  # for the last value, written beside its point
COLUMNS = 3
BETWEEN = 3 * LINE  # names of periods and their n


class Moment(NamedTuple):
    """One period of a series; a period without a figure is a gap."""

    label: str
    figure: Bounded | None


class Break(NamedTuple):
    """Something changed between the moment number `before`, counted from 0, and the one ahead."""

    before: int
    label: str


class Limits(NamedTuple):
    """Between what a moment is expected, in the unit of its figure."""

    lower: float
    centre: float
    upper: float


class Series(NamedTuple):
    """What one panel shows; a single series needs no label.

    `limits` by the number of their moment; `marked` are the moments that ask for a look, with
    a word where one is to be named.
    """

    moments: list[Moment]
    label: str = ""
    breaks: tuple[Break, ...] = ()
    limits: Mapping[int, Limits] = MappingProxyType({})
    marked: Mapping[int, str] = MappingProxyType({})

    def segments(self) -> Iterator[tuple[int, Bounded, int]]:
        """Every figure with its number and its segment: a break or a gap begins a new one."""
        starts = {one.before for one in self.breaks}
        segment = 0
        for number, moment in enumerate(self.moments):
            segment += number in starts or moment.figure is None
            if moment.figure:
                yield number, moment.figure, segment


class Panel(NamedTuple):
    """A series in its place, in pixels; `head` is where its label stands."""

    series: Series
    left: float
    right: float
    head: float
    top: float
    bottom: float

    @property
    def step(self) -> float:
        return (self.right - self.left) / max(len(self.series.moments), 1)

    @property
    def names(self) -> list[breaks.Name]:
        """Of the breaks, over the whole width of the panel."""
        found = [(self.x(before - 0.5), label) for before, label in self.series.breaks]
        return breaks.named(found, first=self.left - AXIS_WIDTH, last=self.right + LAST_WIDTH)

    @property
    def heading(self) -> int:
        """The height of what stands above the plot."""
        lines = bool(self.series.label) + breaks.storeys(self.names)
        return LINE * lines + GAP if lines else 0

    def below(self, head: float, *, heading: float) -> "Panel":
        top = head + GAP + heading
        return self._replace(head=head + LINE / 2, top=top, bottom=top + HEIGHT)

    def x(self, number: float) -> float:
        return round(self.left + (number + 0.5) * self.step, 2)

    def y(self, value: float, *, scale: Scale) -> float:
        return scale.place(value, first=self.bottom, last=self.top)


def arranged(series: list[Series], *, frame: Frame) -> Iterator[Panel]:
    """Beside each other, in rows of three; under each other on a phone."""
    columns = 1 if frame.is_narrow else max(1, min(COLUMNS, len(series)))
    head = 0.0
    for first in range(0, len(series), columns):
        row = [
            _beside(one, column, width=frame.room / columns)
            for column, one in enumerate(series[first : first + columns])
        ]
        heading = max(panel.heading for panel in row)
        yield from (panel.below(head, heading=heading) for panel in row)
        head += GAP + heading + HEIGHT + BETWEEN


def _beside(series: Series, column: int, *, width: float) -> Panel:
    """In its column; how far down is not yet known."""
    left = MARGIN + column * width + AXIS_WIDTH
    return Panel(series, left, MARGIN + (column + 1) * width - LAST_WIDTH, 0, 0, 0)
