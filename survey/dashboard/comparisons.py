"""Two periods beside each other: the whole, and each of its parts."""

from collections.abc import Iterator
from typing import NamedTuple

from flask_babel import gettext

from survey.dashboard.breakdowns import row_name
from survey.dashboard.cells import (
    bounded_cells,
    bounded_heading,
    figure_cells,
    figure_heading,
    share_cells,
)
from survey.dashboard.exhibits import Exhibit
from survey.dashboard.measured import Measured
from survey.dashboard.periods import Named
from survey.documents.charts import dots as chart
from survey.documents.charts.frame import Frame
from survey.documents.charts.marks import Spec
from survey.documents.charts.units import Unit
from survey.documents.spreadsheets import Cell
from survey.measures.figure import Figure
from survey.measures.tables import Breakdown, Comparison

KEY = "compared"


class Pair(NamedTuple):
    """One unit in both periods."""

    id: str
    name: str
    before: Figure
    after: Figure


class Periods(NamedTuple):
    """The earlier one stands first, whichever was chosen first."""

    before: Named
    after: Named


def pairs(name: str, compared: Comparison, *, parts: tuple[Breakdown, Breakdown]) -> list[Pair]:
    """The whole, then the parts that are known in the later period, in its order."""
    before, after = parts
    earlier = {row.key: row.figure for row in before.rows}
    found = [Pair("whole", name, compared.before, compared.after)]
    for number, row in enumerate(after.rows):
        if row.key in earlier:
            label = row_name(row, dimension=after.dimension)
            found.append(Pair(f"part-{number}", label, earlier[row.key], row.figure))
    return found


def exhibit(
    compared: Comparison,
    *,
    units: list[Pair],
    periods: Periods,
    measured: Measured,
    facts: tuple[str, ...],
) -> Exhibit:
    drawn = [_unit(pair, periods=periods, measured=measured) for pair in units]
    figures = [figure for pair in units for figure in (pair.before, pair.after)]
    scale = measured.scale(figures)

    def draw(frame: Frame) -> Spec:
        return chart.spec(drawn, scale=scale, frame=frame)

    return Exhibit(
        key=KEY,
        title=gettext("Two periods compared"),
        subtitle=measured.subtitle(compared.after),
        facts=facts,
        heading=[
            gettext("Unit"),
            gettext("Period"),
            *figure_heading(),
            *bounded_heading(gettext("Difference of the satisfied share, percentage points")),
            *bounded_heading(gettext("Difference of the index, points")),
        ],
        rows=list(_rows(compared, units=units, periods=periods)),
        draw=draw if any(measured.bounded(figure) for figure in figures) else None,
    )


def _unit(pair: Pair, *, periods: Periods, measured: Measured) -> Unit:
    before = measured.mark(pair.before, when=periods.before.short, is_earlier=True)
    return Unit(pair.name, [before, measured.mark(pair.after, when=periods.after.short)])


def _rows(compared: Comparison, *, units: list[Pair], periods: Periods) -> Iterator[list[Cell]]:
    """Only of the whole is the difference tested: testing every part would find what is not."""
    difference = (
        *share_cells(compared.satisfied_difference),
        *bounded_cells(compared.index_difference),
    )
    nothing = (None,) * len(difference)
    for number, pair in enumerate(units):
        yield [pair.name, periods.before.words, *figure_cells(pair.before), *nothing]
        later = [pair.name, periods.after.words, *figure_cells(pair.after)]
        yield [*later, *(difference if number == 0 else nothing)]
