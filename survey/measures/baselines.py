"""What the months before a change say, and how many answers a test of it therefore needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from sqlalchemy.orm import Session

from survey.measures import effect_months, statistics
from survey.measures.effect_months import Asked
from survey.measures.effects import LEAST_MONTHS, by_itself
from survey.measures.figure import Estimate
from survey.measures.monthly_sums import together
from survey.measures.recipe import HUNDRED
from survey.models.corrective_action import Design, Direction, Measured


@dataclass(frozen=True)
class Baseline:
    """In points of 100; of the months before the change, without that of the signal."""

    value: float
    deviation: float
    """Of single answers."""
    months: int
    design: Design
    """Against the other counters where enough of their months can be shown."""
    by_itself: Estimate | None


def baseline(session: Session, asked: Asked, *, suppress_below: int) -> Baseline | None:
    """None where no month before the change can be shown."""
    own = effect_months.own(session, asked, period=asked.before, suppress_below=suppress_below)
    used = [month for month in own if asked.counts(month)]
    if not used:
        return None
    others = effect_months.others(session, asked, of=own, suppress_below=suppress_below)
    compared = [month for month in used if month in others]
    whole = together(own[month] for month in used)
    return Baseline(
        value=whole.value,
        deviation=whole.variance**0.5,
        months=len(used),
        design=_design(compared),
        by_itself=by_itself(asked, own=own),
    )


def answers_needed(
    found: Baseline, asked: Asked, *, direction: Direction, expected: float, power: float
) -> int | None:
    """After the change, if as many answered before it; None where there is no room for such a
    change, or nothing varies so far."""
    goal = found.value + (expected if direction is Direction.RISE else -expected)
    if found.deviation == 0 or not 0 < goal < HUNDRED:
        return None
    if asked.measured is Measured.SHARE:
        return ceil(
            statistics.power.size_for_two_shares(found.value / HUNDRED, goal / HUNDRED, power=power)
        )
    return ceil(
        statistics.power.size_for_two_means(expected, deviation=found.deviation, power=power)
    )


def _design(compared: Sequence[date]) -> Design:
    least, _after = LEAST_MONTHS[Design.DIFFERENCE]
    return Design.DIFFERENCE if len(compared) >= least else Design.SERIES
