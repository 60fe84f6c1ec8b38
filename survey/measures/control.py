"""The months of a selection against the limits that their own variation sets (p′ chart)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from sqlalchemy.orm import Session

from analysis.control_charts import ShareChart, laney_chart
from survey.measures import statistics, successes
from survey.measures.figure import Figure
from survey.measures.scope import Scope
from survey.measures.successes import Successes
from survey.measures.tables import BreakReason, Trend, TrendPoint
from survey.measures.trend import trend

LEAST_MONTHS = 12
"""Fewer say too little about how the months vary by themselves."""
RUN = 8
"""So many months in a row on one side of the centre line are a signal."""
ENDS = frozenset({BreakReason.METHOD, BreakReason.SUCCESSION, BreakReason.OFFER})
"""Something else is measured, or others are asked: no line is drawn across."""


class Rule(StrEnum):
    """What months did that chance rarely does."""

    ABOVE_LIMIT = "above_limit"
    BELOW_LIMIT = "below_limit"
    RUN_ABOVE = "run_above"
    RUN_BELOW = "run_below"


class Limits(NamedTuple):
    """Shares from 0 to 1."""

    lower: float
    centre: float
    upper: float


class ControlMonth(NamedTuple):
    """A shown month; without limits where too few months stand together, or all are alike."""

    month: date
    figure: Figure
    counted: Successes
    limits: Limits | None = None


class Signal(NamedTuple):
    """A rule, the months that break it, oldest first: one, or those of a run; their limits."""

    rule: Rule
    months: tuple[ControlMonth, ...]
    limits: Limits
    """Of the first of them; the centre is that of all."""


@dataclass(frozen=True)
class Stretch:
    """Months between two breaks; those that are hidden or empty are left out."""

    months: tuple[ControlMonth, ...]
    signals: tuple[Signal, ...] = ()

    @property
    def is_long_enough(self) -> bool:
        return len(self.months) >= LEAST_MONTHS


@dataclass(frozen=True)
class Control:
    """A series in its stretches, oldest first."""

    trend: Trend
    stretches: tuple[Stretch, ...]

    @property
    def is_of_one_question(self) -> bool:
        """Whether what is shown can be put on a chart of shares at all."""
        shown = [point for point in self.trend.points if point.figure.is_shown]
        return not shown or any(stretch.months for stretch in self.stretches)

    @property
    def has_limits(self) -> bool:
        """Whether some months stand together in sufficient number to be judged."""
        return any(stretch.is_long_enough for stretch in self.stretches)

    @property
    def signals(self) -> tuple[Signal, ...]:
        return tuple(signal for stretch in self.stretches for signal in stretch.signals)

    @property
    def limits(self) -> dict[date, Limits]:
        months = [own for stretch in self.stretches for own in stretch.months]
        return {own.month: own.limits for own in months if own.limits}


Counted = tuple[int, TrendPoint, Successes]
"""A month that is shown, with its place in the series."""


def control(session: Session, *, scope: Scope) -> Control:
    found = trend(session, scope=scope)
    return Control(found, tuple(_stretch(points) for points in _stretches(found)))


def _stretches(found: Trend) -> Iterator[list[Counted]]:
    ends = {own.month for own in found.breaks if ENDS & set(own.reasons)}
    points: list[Counted] = []
    for place, point in enumerate(found.points):
        if point.month in ends:
            yield points
            points = []
        if counted := successes.of(point.figure):
            points.append((place, point, counted))
    yield points


def _stretch(points: Sequence[Counted]) -> Stretch:
    """Without limits where months are too few, or so alike that nothing varies."""
    months = tuple(ControlMonth(point.month, point.figure, own) for _, point, own in points)
    satisfied, sizes = [own.satisfied for _, _, own in points], [own.n for _, _, own in points]
    if len(points) < LEAST_MONTHS or len({own.share for _, _, own in points}) == 1:
        return Stretch(months)
    chart = laney_chart(satisfied, sizes)
    limits = [
        Limits(float(lower), chart.centre, float(upper))
        for lower, upper in zip(chart.lower, chart.upper, strict=True)
    ]
    judged = tuple(month._replace(limits=own) for month, own in zip(months, limits, strict=True))
    found = [*_beyond(chart), *_runs(chart, places=[place for place, _, _ in points])]
    return Stretch(judged, tuple(Signal(rule, judged[at], limits[at][0]) for rule, at in found))


def _beyond(chart: ShareChart) -> Iterator[tuple[Rule, slice]]:
    for number in chart.beyond.tolist():
        is_above = chart.share[number] > chart.centre
        yield Rule.ABOVE_LIMIT if is_above else Rule.BELOW_LIMIT, slice(number, number + 1)


def _runs(chart: ShareChart, *, places: Sequence[int]) -> Iterator[tuple[Rule, slice]]:
    """A month that is not shown ends a run: nobody can say on which side it lies."""
    gaps = [number for number, (one, later) in enumerate(pairwise(places), 1) if later != one + 1]
    for first, end in pairwise([0, *gaps, len(places)]):
        distance = chart.distance[first:end]
        complete = statistics.chart_rules.runs_on_one_side(distance, length=RUN)
        for run in np.split(complete, np.flatnonzero(np.diff(complete) > 1) + 1):
            if run.size:
                rule = Rule.RUN_ABOVE if distance[run[0]] > 0 else Rule.RUN_BELOW
                yield rule, slice(first + int(run[0]) - RUN + 1, first + int(run[-1]) + 1)
