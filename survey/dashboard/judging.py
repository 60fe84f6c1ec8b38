"""From an inquiry to charts that judge: which months and which units say more than chance."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from survey.dashboard import control_charts, funnel_plots, lines, showing
from survey.dashboard.control_charts import Line
from survey.dashboard.exhibits import Exhibit
from survey.dashboard.funnel_plots import UnitLine
from survey.dashboard.showing import Asked
from survey.measures.control import control
from survey.measures.funnel import funnel


class Judged(NamedTuple):
    """`verdict` stands on top; `details` are whole sentences below it."""

    exhibit: Exhibit
    verdict: str
    details: Sequence[str]


class SignalTold(NamedTuple):
    """A signal as people read it, and what an action names it by."""

    words: str
    rule: str
    month: date


class Months(NamedTuple):
    judged: Judged
    lines: list[Line]
    signals: list[SignalTold]
    """Newest first."""


def months(asked: Asked) -> Months:
    found = control(asked.session, scope=asked.scope)
    exhibit = control_charts.exhibit(found, total=asked.total, facts=asked.inquiry.facts)
    verdict = control_charts.verdict(found)
    signals = [
        SignalTold(control_charts.signal_words(signal), signal.rule, signal.months[-1].month)
        for signal in found.signals
    ]
    details = [signal.words for signal in signals] if len(signals) > 1 else []
    newest = sorted(signals, key=lambda signal: signal.month, reverse=True)
    return Months(Judged(exhibit, verdict, details), control_charts.lines(found), newest)


class Units(NamedTuple):
    judged: Judged
    lines: list[UnitLine]
    is_widened: bool


def units(asked: Asked) -> Units:
    """Agencies below where there are some, else counters."""
    dimension = showing.parts_of(asked.inquiry)
    found = funnel(asked.breakdown(dimension))
    exhibit = funnel_plots.exhibit(found, facts=asked.inquiry.facts)
    rows = [unit.row for unit in found.units]
    figures = lines.of_breakdown(
        found.breakdown, rows=rows, codes=showing.codes(asked, dimension=dimension, rows=rows)
    )
    left_out = funnel_plots.left_out(found)
    judged = Judged(exhibit, funnel_plots.verdict(found), [left_out] if left_out else [])
    return Units(judged, funnel_plots.lines(found, figures=figures), found.is_widened)
