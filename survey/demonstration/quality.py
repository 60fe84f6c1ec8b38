"""How well a counter does on a day, as the citizens of Tỉnh Mẫu feel it.

A feeling is a number: above zero one is satisfied. It is spread normally, with a deviation of
one, around what the counter, the season and the channel make of it.
"""

from datetime import date

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from survey.demonstration import calendar
from survey.demonstration.chronicle import Chronicle, later
from survey.demonstration.plan import Change
from survey.demonstration.registers import Counter

PROCEDURE_SPREAD = 0.14
MONTH_SPREAD = 0.06

Numbers = NDArray[np.float64]


def by_day(counter: Counter, *, days: list[date], chronicle: Chronicle, rng: Generator) -> Numbers:
    """The middle of the feelings, as slips show them."""
    # Of all commands only the one that makes the demonstration needs it.
    from scipy.special import ndtri

    usual = float(ndtri(counter.plan.satisfied))
    shifts = sum(
        (_shift(change, days=days, chronicle=chronicle) for change in counter.plan.changes),
        start=np.zeros(len(days)),
    )
    if counter.plan.steady:
        return usual + shifts
    months = np.array([(day.year * 12 + day.month) for day in days])
    wobble = rng.normal(0, MONTH_SPREAD, len(set(months)))
    strain = np.array([calendar.strain(day) for day in days])
    return usual + shifts - strain + wobble[months - months[0]]


def by_procedure(counter: Counter, *, rng: Generator) -> Numbers:
    """What is easier or harder than the rest, around zero."""
    spread = 0.0 if counter.plan.steady else PROCEDURE_SPREAD
    return rng.normal(0, spread, len(counter.handled))


def subject(counter: Counter, *, day: date, chronicle: Chronicle) -> str | None:
    """What comments turn to on a day because something has changed."""
    for change in counter.plan.changes:
        first, end = _span(change, chronicle=chronicle)
        if first <= day < end:
            return change.about
    return None


def _shift(change: Change, *, days: list[date], chronicle: Chronicle) -> Numbers:
    first, end = _span(change, chronicle=chronicle)
    return np.array([change.shift if first <= day < end else 0.0 for day in days])


def _span(change: Change, *, chronicle: Chronicle) -> tuple[date, date]:
    first = chronicle.month(change.start, after=change.after)
    return first, later(first, months=change.months) if change.months else date.max
