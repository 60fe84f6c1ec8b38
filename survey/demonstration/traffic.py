"""How many dossiers a counter closes, by procedure and day."""

from datetime import date

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from survey.demonstration import calendar
from survey.demonstration.registers import Counter

DAY_TO_DAY = 0.12
"""How much the rush of one day differs from that of another, as a standard deviation."""
WORKING_DAYS = 5  # a week

Counts = NDArray[np.int64]


def closed(counter: Counter, *, days: list[date], volume: float, rng: Generator) -> Counts:
    """Dossiers closed, procedures by days."""
    weights = np.array([handled.weight for handled in counter.handled])
    usual = np.array([_expected(counter, day=day) for day in days]) * volume
    rush = np.exp(rng.normal(0, DAY_TO_DAY, len(days)))
    return rng.poisson(np.outer(weights / weights.sum(), usual * rush))


def weekly(counter: Counter, *, volume: float) -> NDArray[np.float64]:
    """Dossiers of a usual week, by procedure."""
    weights = np.array([handled.weight for handled in counter.handled])
    return weights / weights.sum() * counter.plan.dossiers * volume * WORKING_DAYS


def _expected(counter: Counter, *, day: date) -> float:
    if not counter.first_day <= day <= counter.last_day:
        return 0.0
    plan = counter.plan
    return (
        plan.dossiers
        * plan.season.get(day.month, 1.0)
        * calendar.share_open(day, on_saturday=plan.on_saturday)
        * calendar.busyness(day)
    )
