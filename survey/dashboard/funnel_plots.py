"""The funnel plot: units by how many answered, and which of them stand out."""

from collections.abc import Sequence
from typing import NamedTuple

from babel.lists import format_list
from flask_babel import format_decimal, gettext, lazy_gettext, ngettext

from survey.dashboard import findings
from survey.dashboard.breakdowns import row_name
from survey.dashboard.cells import figure_cells, figure_heading, share_cell
from survey.dashboard.exhibits import Draw, Exhibit
from survey.dashboard.findings import Told
from survey.dashboard.lines import Line as FigureLine
from survey.dashboard.measured import Measured
from survey.dashboard.wording import per_cent, share_words
from survey.documents.charts import funnel as chart
from survey.documents.charts.frame import Frame
from survey.documents.charts.funnel import Dot, Line, Plot
from survey.documents.charts.marks import Spec
from survey.documents.charts.values import Bounded, zoomed
from survey.documents.spreadsheets import Cell
from survey.i18n import language
from survey.measures.funnel import LEAST_UNITS, Limits, Place, Unit, UnitFunnel

KEY = "funnel"
PLACES = {
    Place.INSIDE: lazy_gettext("Inside the limits"),
    Place.NEAR_HIGH: lazy_gettext("High, but inside the outer limits"),
    Place.NEAR_LOW: lazy_gettext("Low, but inside the outer limits"),
    Place.ABOVE: lazy_gettext("Outside: above"),
    Place.BELOW: lazy_gettext("Outside: below"),
    Place.NOT_COMPARED: lazy_gettext("No comparison"),
}
INNER, OUTER = lazy_gettext("Limit of 95 %"), lazy_gettext("Limit of 99.8 %")


class UnitLine(NamedTuple):
    """A unit in the table, in the order of the register."""

    line: FigureLine
    limits: Limits | None
    place: str
    difference: Told


def verdict(found: UnitFunnel) -> str:
    """One sentence that stands on top."""
    if not found.is_of_one_question:
        return str(gettext("Only the share of answers to a single question can be compared so."))
    if len(found.compared) < LEAST_UNITS:
        sentence: str = gettext(
            "Too few units to judge how they usually vary: at least %(count)s must be shown.",
            count=LEAST_UNITS,
        )
        return sentence
    if not found.outside:
        words: str = gettext(
            "None of the %(all)s units lies outside of what chance explains.",
            all=len(found.compared),
        )
        return words
    named: str = ngettext(
        "%(num)d of %(all)s units lies outside of what chance explains: %(units)s.",
        "%(num)d of %(all)s units lie outside of what chance explains: %(units)s.",
        len(found.outside),
        all=len(found.compared),
        units=format_list([_named(unit, found) for unit in found.outside], locale=language()),
    )
    return named


def _named(unit: Unit, found: UnitFunnel) -> str:
    share = share_words(unit.counted.share) if unit.counted else ""
    n = format_decimal(unit.counted.n) if unit.counted else ""
    parts = {"unit": _name(unit, found), "share": share, "n": n}
    words: str = (
        gettext("%(unit)s (higher: %(share)s, n = %(n)s)", **parts)
        if unit.place is Place.ABOVE
        else gettext("%(unit)s (lower: %(share)s, n = %(n)s)", **parts)
    )
    return words


def left_out(found: UnitFunnel) -> str:
    """How many units do not stand in the plot; empty where all do."""
    if not found.hidden or not found.is_of_one_question:
        return ""
    words: str = ngettext(
        "%(num)d unit is left out: too few answered there, or nobody.",
        "%(num)d units are left out: too few answered there, or nobody.",
        found.hidden,
    )
    return words


def lines(found: UnitFunnel, *, figures: Sequence[FigureLine]) -> list[UnitLine]:
    """`figures`: the lines of the same units."""
    return [
        UnitLine(line, unit.limits, str(PLACES[unit.place]), findings.told(unit.difference))
        for line, unit in zip(figures, found.units, strict=True)
    ]


def exhibit(found: UnitFunnel, *, facts: tuple[str, ...]) -> Exhibit:
    return Exhibit(
        key=KEY,
        title=gettext("Funnel plot of the satisfied share"),
        subtitle=Measured().subtitle(found.breakdown.total),
        facts=facts,
        heading=[
            gettext("Unit"),
            *figure_heading(),
            gettext("Place in the funnel"),
            *limits_heading(),
            *findings.heading(gettext("Difference from the others, percentage points")),
        ],
        rows=[[*_cells(unit, found), *findings.cells(unit.difference)] for unit in found.units],
        draw=_drawing(found) if found.target else None,
    )


def limits_heading() -> list[str]:
    return [
        gettext("Limits of 95 %, lower"),
        gettext("Limits of 95 %, upper"),
        gettext("Limits of 99.8 %, lower"),
        gettext("Limits of 99.8 %, upper"),
    ]


def _cells(unit: Unit, found: UnitFunnel) -> list[Cell]:
    own = unit.limits
    limits = (
        (own.warning_lower, own.warning_upper, own.action_lower, own.action_upper)
        if own
        else (None,) * len(limits_heading())
    )
    shares = [share_cell(value) for value in limits]
    return [_name(unit, found), *figure_cells(unit.row.figure), str(PLACES[unit.place]), *shares]


def _drawing(found: UnitFunnel) -> Draw:
    measured, target = Measured(), found.target or 0
    plot = Plot(
        dots=[
            Dot(_name(unit, found), bounded, unit.place.is_outside)
            for unit in found.compared
            if (bounded := measured.bounded(unit.row.figure))
        ],
        lines=[
            Line(str(OUTER), [(own.n, per_cent(own.action_lower)) for own in found.curve], True),
            Line(str(INNER), [(own.n, per_cent(own.warning_lower)) for own in found.curve], False),
            Line(str(INNER), [(own.n, per_cent(own.warning_upper)) for own in found.curve], False),
            Line(str(OUTER), [(own.n, per_cent(own.action_upper)) for own in found.curve], True),
        ],
        centre=per_cent(target),
        centre_label=gettext("All together: %(share)s", share=share_words(target)),
        axis_label=gettext("Number of answers"),
    )
    values = [dot.figure.value for dot in plot.dots]
    values += [value for line in plot.lines for _n, value in line.points]
    scale = zoomed([Bounded(value, value, value, 0) for value in values])

    def draw(frame: Frame) -> Spec:
        return chart.spec(plot, scale=scale, frame=frame)

    return draw


def _name(unit: Unit, found: UnitFunnel) -> str:
    return row_name(unit.row, dimension=found.breakdown.dimension)
