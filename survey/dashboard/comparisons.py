"""Two periods beside each other: the whole, and each of its parts."""

from collections.abc import Iterator
from typing import NamedTuple

from babel.lists import format_list
from flask_babel import gettext, lazy_gettext

from survey.dashboard import findings
from survey.dashboard.breakdowns import row_name
from survey.dashboard.cells import (
    bounded_cells,
    bounded_heading,
    figure_cells,
    figure_heading,
    share_cells,
)
from survey.dashboard.exhibits import Exhibit
from survey.dashboard.findings import Told
from survey.dashboard.measured import Measured
from survey.dashboard.periods import Named
from survey.documents.charts import dots as chart
from survey.documents.charts.frame import Frame
from survey.documents.charts.marks import Spec
from survey.documents.charts.units import Unit
from survey.documents.spreadsheets import Cell
from survey.i18n import language
from survey.measures.differences import Difference, Finding, between_periods
from survey.measures.figure import Figure
from survey.measures.tables import Breakdown, Comparison, Verdict

KEY = "compared"
JUDGED = frozenset({Verdict.HIGHER, Verdict.LOWER, Verdict.CANNOT_TELL})
"""Elsewhere the periods share people, or were not asked alike."""
MOVED = {
    Finding.HIGHER: lazy_gettext("%(unit)s (higher)"),
    Finding.LOWER: lazy_gettext("%(unit)s (lower)"),
}


class Pair(NamedTuple):
    """One unit in both periods."""

    id: str
    name: str
    before: Figure
    after: Figure
    difference: Difference | None = None
    """Of a part, corrected for all of them; the whole is judged by itself."""

    @property
    def told(self) -> Told | None:
        return findings.told(self.difference, between_periods=True) if self.difference else None


class Periods(NamedTuple):
    """The earlier one stands first, whichever was chosen first."""

    before: Named
    after: Named


def pairs(name: str, compared: Comparison, *, parts: tuple[Breakdown, Breakdown]) -> list[Pair]:
    """The whole, then the parts that are known in the later period, in its order."""
    before, after = parts
    earlier = {row.key: row.figure for row in before.rows}
    tested = between_periods(before, after) if compared.verdict in JUDGED else {}
    found = [Pair("whole", name, compared.before, compared.after)]
    for number, row in enumerate(after.rows):
        if row.key in earlier:
            label = row_name(row, dimension=after.dimension)
            found.append(
                Pair(f"part-{number}", label, earlier[row.key], row.figure, tested.get(row.key))
            )
    return found


def changed(units: list[Pair]) -> str:
    """Which parts changed, in one sentence; empty where none could be tested."""
    tested = [
        (pair.name, pair.difference.finding)
        for pair in units
        if pair.difference and pair.difference.interval
    ]
    moved = [str(MOVED[finding]) % {"unit": name} for name, finding in tested if finding in MOVED]
    if not tested:
        return ""
    if not moved:
        words: str = gettext(
            "Of the %(all)s units below, none changed by more than chance explains.",
            all=len(tested),
        )
        return words
    named: str = gettext(
        "Of the %(all)s units below, these changed by more than chance explains: %(units)s.",
        all=len(tested),
        units=format_list(moved, locale=language()),
    )
    return named


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
            *findings.heading(gettext("Difference among many units, percentage points")),
        ],
        rows=list(_rows(compared, units=units, periods=periods)),
        draw=draw if any(measured.bounded(figure) for figure in figures) else None,
    )


def _unit(pair: Pair, *, periods: Periods, measured: Measured) -> Unit:
    before = measured.mark(pair.before, when=periods.before.short, is_earlier=True)
    return Unit(pair.name, [before, measured.mark(pair.after, when=periods.after.short)])


def _rows(compared: Comparison, *, units: list[Pair], periods: Periods) -> Iterator[list[Cell]]:
    """The difference of the whole is told by itself, those of the parts among each other."""
    whole = [*share_cells(compared.satisfied_difference), *bounded_cells(compared.index_difference)]
    nothing = findings.cells(Difference(Finding.NOT_COMPARED))
    for number, pair in enumerate(units):
        yield [
            pair.name,
            periods.before.words,
            *figure_cells(pair.before),
            *[None] * (len(whole) + len(nothing)),
        ]
        own = pair.difference and findings.cells(pair.difference, between_periods=True)
        yield [
            pair.name,
            periods.after.words,
            *figure_cells(pair.after),
            *(whole if number == 0 else [None] * len(whole)),
            *(own or [None] * len(nothing)),
        ]
