"""Whether a corrective action did what was announced, from closed months alone."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from pydantic import TypeAdapter
from sqlalchemy.orm import Session

from survey.measures import effect_months, statistics
from survey.measures.effect_months import Asked, Series
from survey.measures.figure import Estimate
from survey.measures.monthly_sums import together
from survey.measures.recipe import HUNDRED
from survey.models.corrective_action import Design, Direction, Measured, Outcome

if TYPE_CHECKING:
    from analysis.interrupted_series import Step

LEAST_MONTHS = {Design.DIFFERENCE: (3, 1), Design.SERIES: (6, 2)}
"""Before and after the change; a trend needs more of them than a difference."""


class Reason(StrEnum):
    """Why the outcome is what it is."""

    WORKED = "worked"
    LESS_THAN_EXPECTED = "less_than_expected"
    """It changed as wanted, yet the expected change is ruled out."""
    NO_CHANGE = "no_change"
    """The expected change is ruled out, and no change at all is not."""
    WORSE = "worse"
    BOTH_POSSIBLE = "both_possible"
    """No change and the expected one both lie within the limits."""
    TOO_FEW_ANSWERS = "too_few_answers"
    TOO_FEW_MONTHS = "too_few_months"
    NOTHING_VARIES = "nothing_varies"


@dataclass(frozen=True)
class Announced:
    """What was announced beforehand; `expected` in points of 100, above 0."""

    asked: Asked
    design: Design
    direction: Direction
    expected: float
    answers: int


@dataclass(frozen=True)
class MonthRead:
    """A month that counted; the others are empty where the series is compared with itself."""

    month: date
    is_after: bool
    n: int
    value: float
    others_n: int | None = None
    others_value: float | None = None


@dataclass(frozen=True)
class Reading:
    """What is frozen; changes in points of 100, above 0 where the figure rose."""

    outcome: Outcome
    reason: Reason
    months: tuple[MonthRead, ...]
    change: Estimate | None = None
    dispersion: float | None = None
    """How much more the months scatter than chance explains; 1: no more."""
    by_itself: Estimate | None = None
    """The change of the month of the signal that is to be expected without any action."""

    def answers(self, *, after: bool) -> int:
        return sum(month.n for month in self.months if month.is_after is after)


FROZEN = TypeAdapter(Reading)
"""A reading as it is kept, and back."""


def read(session: Session, announced: Announced, *, suppress_below: int) -> Reading:
    """By the months that were final on the day of reading, whenever it is read."""
    asked, design = announced.asked, announced.design
    own = effect_months.own(session, asked, period=asked.whole, suppress_below=suppress_below)
    others: Series = {}
    if design is Design.DIFFERENCE:
        others = effect_months.others(session, asked, of=own, suppress_below=suppress_below)
    months = _months(asked, own=own, others=others, design=design)
    plain = Reading(
        Outcome.CANNOT_TELL, Reason.TOO_FEW_MONTHS, months, by_itself=by_itself(asked, own=own)
    )
    if not has_months(design, months=months):
        return plain
    variances = _variances(months, own=own, others=others)
    if not all(variances):
        return replace(plain, reason=Reason.NOTHING_VARIES)
    return _judged(plain, announced, step=_step(announced, months=months, variances=variances))


def has_months(design: Design, *, months: tuple[MonthRead, ...]) -> bool:
    after = sum(month.is_after for month in months)
    least_before, least_after = LEAST_MONTHS[design]
    return len(months) - after >= least_before and after >= least_after


def by_itself(asked: Asked, *, own: Series) -> Estimate | None:
    """In points; None where no month of the series was chosen by a signal."""
    months = [month for month in sorted(own) if month <= asked.before.last]
    if asked.measured is not Measured.SHARE or asked.signal_month not in months:
        return None
    satisfied = [round(own[month].total / HUNDRED) for month in months]
    sizes = [own[month].n for month in months]
    if len(months) < 2 or not 0 < sum(satisfied) < sum(sizes):
        return None
    chosen = months.index(asked.signal_month)
    back = statistics.regression_to_mean.expected_return(satisfied, sizes, chosen=chosen)
    return Estimate(*(float(part) * HUNDRED for part in (back.estimate, back.lower, back.upper)))


def verdict(
    change: Estimate, *, direction: Direction, expected: float, answers: int, needed: int
) -> tuple[Outcome, Reason]:
    """By the limits of the change against zero and the expected change, from enough answers."""
    lower, upper = change.lower, change.upper
    if direction is Direction.FALL:
        lower, upper = -upper, -lower
    if answers < needed:
        return Outcome.CANNOT_TELL, Reason.TOO_FEW_ANSWERS
    if upper < 0:
        return Outcome.DID_NOT_WORK, Reason.WORSE
    if upper < expected:
        is_some = lower > 0
        reason = Reason.LESS_THAN_EXPECTED if is_some else Reason.NO_CHANGE
        return Outcome.DID_NOT_WORK, reason
    if lower > 0:
        return Outcome.WORKED, Reason.WORKED
    return Outcome.CANNOT_TELL, Reason.BOTH_POSSIBLE


def _months(asked: Asked, *, own: Series, others: Series, design: Design) -> tuple[MonthRead, ...]:
    compared = design is Design.DIFFERENCE
    used = [m for m in sorted(own) if asked.counts(m) and (not compared or m in others)]
    return tuple(
        MonthRead(
            month,
            month >= asked.first_after,
            own[month].n,
            own[month].value,
            others[month].n if compared else None,
            others[month].value if compared else None,
        )
        for month in used
    )


def _variances(months: tuple[MonthRead, ...], *, own: Series, others: Series) -> list[float]:
    """What chance alone gives each month, from how single answers vary over all of them."""
    used = [month.month for month in months]
    single = together(own[month] for month in used).variance
    of_others = together(others[month] for month in used).variance if others else 0.0
    return [
        single / month.n + (of_others / month.others_n if month.others_n else 0.0)
        for month in months
    ]


def _step(announced: Announced, *, months: tuple[MonthRead, ...], variances: list[float]) -> "Step":
    values = [month.value for month in months]
    times = [_number(month.month) for month in months]
    change_at = _number(announced.asked.first_after)
    if announced.design is Design.SERIES:
        return statistics.interrupted_series.step_in_trend(
            values, variances, times=times, change_at=change_at
        )
    others = [month.others_value or 0.0 for month in months]
    return statistics.interrupted_series.difference_in_differences(
        values, others, variances, times=times, change_at=change_at
    )


def _judged(plain: Reading, announced: Announced, *, step: "Step") -> Reading:
    lower, value, upper = (float(part) for part in step.change)
    change = Estimate(value, lower, upper)
    outcome, reason = verdict(
        change,
        direction=announced.direction,
        expected=announced.expected,
        answers=plain.answers(after=True),
        needed=announced.answers,
    )
    return replace(plain, outcome=outcome, reason=reason, change=change, dispersion=step.dispersion)


def _number(month: date) -> int:
    return month.year * 12 + month.month
