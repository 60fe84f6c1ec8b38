"""The control chart: months within the limits of their own variation, and what is unusual."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from flask_babel import format_decimal, gettext, lazy_gettext, ngettext

from survey.dashboard import trends
from survey.dashboard.cells import figure_cells, figure_heading, share_cells
from survey.dashboard.exhibits import Exhibit
from survey.dashboard.measured import Measured
from survey.dashboard.wording import break_words, per_cent, share_words
from survey.documents.charts import trend as chart
from survey.documents.charts.frame import Frame
from survey.documents.charts.marks import Spec
from survey.documents.charts.panels import Limits as Drawn
from survey.documents.charts.panels import Series
from survey.documents.charts.values import Bounded, zoomed
from survey.documents.spreadsheets import Cell
from survey.i18n import month_words
from survey.measures.control import LEAST_MONTHS, Control, Limits, Rule, Signal
from survey.measures.figure import Estimate, Figure

KEY = "control"


SENTENCES = {
    Rule.ABOVE_LIMIT: lazy_gettext(
        "%(first)s was unusually high: %(satisfied)s of %(n)s answers satisfied, above the limit "
        "of %(upper)s."
    ),
    Rule.BELOW_LIMIT: lazy_gettext(
        "%(first)s was unusually low: %(satisfied)s of %(n)s answers satisfied, below the limit "
        "of %(lower)s."
    ),
    Rule.RUN_ABOVE: lazy_gettext(
        "From %(first)s to %(last)s: %(count)s months in a row above the centre line of %(centre)s."
    ),
    Rule.RUN_BELOW: lazy_gettext(
        "From %(first)s to %(last)s: %(count)s months in a row below the centre line of %(centre)s."
    ),
}


class Line(NamedTuple):
    """A month in the table: its figure, what was expected, what is unusual."""

    id: str
    name: str
    figure: Figure
    limits: Limits | None
    note: str


def verdict(found: Control) -> str:
    """One sentence that stands on top."""
    if not found.is_of_one_question:
        return str(gettext("Only the share of answers to a single question has a control chart."))
    if not found.has_limits:
        sentence: str = gettext(
            "Too few months to judge: at least %(count)s must be shown without a break between "
            "them.",
            count=LEAST_MONTHS,
        )
        return sentence
    signals = found.signals
    if not signals:
        return str(gettext("Nothing unusual: the months vary as this series usually does."))
    if len(signals) == 1:
        return signal_words(signals[0])
    words: str = ngettext("%(num)d thing is unusual:", "%(num)d things are unusual:", len(signals))
    return words


def signal_words(signal: Signal) -> str:
    """The rule that is broken, in words."""
    first, last = signal.months[0], signal.months[-1]
    limits = signal.limits
    return str(SENTENCES[signal.rule]) % {
        "first": month_words(first.month),
        "last": month_words(last.month),
        "count": len(signal.months),
        "satisfied": format_decimal(first.counted.satisfied),
        "n": format_decimal(first.counted.n),
        "lower": share_words(limits.lower),
        "centre": share_words(limits.centre),
        "upper": share_words(limits.upper),
    }


def lines(found: Control) -> list[Line]:
    """Newest first, as people look."""
    limits, notes = found.limits, _notes(found)
    return [
        Line(
            f"month-{point.month:%Y-%m}",
            month_words(point.month),
            point.figure,
            limits.get(point.month),
            " ".join(notes.get(point.month, ())),
        )
        for point in reversed(found.trend.points)
    ]


def _notes(found: Control) -> dict[date, list[str]]:
    """Of every month: what changed before it, which rules it breaks, whether it is judged."""
    notes: dict[date, list[str]] = {
        one.month: [f"{break_words(one)}."] for one in found.trend.breaks
    }
    for stretch in found.stretches:
        for own in stretch.months if not stretch.is_long_enough else ():
            notes.setdefault(own.month, []).append(gettext("Too few months to judge."))
    for signal in found.signals:
        notes.setdefault(signal.months[-1].month, []).append(signal_words(signal))
    return notes


def exhibit(found: Control, *, total: Figure, facts: tuple[str, ...]) -> Exhibit:
    measured = Measured()
    series = _series(found, measured=measured)
    scale = zoomed([*(m.figure for m in series.moments if m.figure), *_room(series)])

    def draw(frame: Frame) -> Spec:
        return chart.spec([series], scale=scale, frame=frame)

    return Exhibit(
        key=KEY,
        title=gettext("Control chart of the satisfied share"),
        subtitle=measured.subtitle(total),
        facts=facts,
        heading=[
            gettext("Month"),
            *figure_heading(),
            gettext("Lower limit, %"),
            gettext("Centre line, %"),
            gettext("Upper limit, %"),
            gettext("Notes"),
        ],
        rows=list(_rows(found)),
        draw=draw if found.limits else None,
    )


def _series(found: Control, *, measured: Measured) -> Series:
    """Whole runs are marked; a month beyond a limit is named as well."""
    places = {point.month: number for number, point in enumerate(found.trend.points)}
    marked: dict[int, str] = {}
    for signal in found.signals:
        is_named = signal.rule in (Rule.ABOVE_LIMIT, Rule.BELOW_LIMIT)
        for own in signal.months:
            name = month_words(own.month) if is_named else ""
            marked[places[own.month]] = name or marked.get(places[own.month], "")
    limits = {
        places[month]: Drawn(*(per_cent(value) for value in own))
        for month, own in found.limits.items()
    }
    return trends.series("", found.trend, measured=measured)._replace(limits=limits, marked=marked)


def _room(series: Series) -> Iterator[Bounded]:
    """The limits, for the axis to hold them."""
    for own in series.limits.values():
        yield Bounded(own.centre, own.lower, own.upper, 0)


def _rows(found: Control) -> Iterator[list[Cell]]:
    limits, notes = found.limits, _notes(found)
    for point in found.trend.points:
        own = limits.get(point.month)
        expected = Estimate(own.centre, own.lower, own.upper) if own else None
        centre, lower, upper = share_cells(expected)
        note = " ".join(notes.get(point.month, ())) or None
        yield [point.month, *figure_cells(point.figure), lower, centre, upper, note]
