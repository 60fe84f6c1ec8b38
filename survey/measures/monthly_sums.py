"""The answers to one question by month, each answer worth something from 0 to 100.

A satisfied share is a mean too: of answers that are worth 100 or nothing.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from survey.measures.figure import State
from survey.measures.recipe import HUNDRED
from survey.measures.scope import Scope
from survey.measures.trend import counted_by_month
from survey.models.corrective_action import Measured
from survey.models.scale import Scale


class Sums(NamedTuple):
    """Of answers: how many, what they are worth together, and the squares of that."""

    n: int
    total: float
    squares: float

    @property
    def value(self) -> float:
        return self.total / self.n

    @property
    def variance(self) -> float:
        """Of single answers."""
        return max(self.squares / self.n - self.value**2, 0.0)

    def less(self, part: "Sums") -> "Sums":
        return Sums(self.n - part.n, self.total - part.total, self.squares - part.squares)


def together(parts: Iterable[Sums]) -> Sums:
    columns = list(zip(*parts, strict=True))
    return Sums(*(sum(column) for column in columns))


def monthly_sums(
    session: Session, *, scope: Scope, question: str, measured: Measured
) -> dict[date, Sums]:
    """Months of the selection in which enough answered to be shown; all others are left out."""
    method = scope.method
    if method is None:
        return {}
    counted = counted_by_month(
        session,
        scope,
        method=method,
        questions=(question,),
        months=scope.selection.period.months,
    )
    worth = worths(method.definition.scale_of(question), measured=measured)
    counts = counted.counts[question][:, ~np.isnan(worth)]
    states = counted.states[question]
    return {
        month: _sums(row, worth=worth[~np.isnan(worth)])
        for month, row, state in zip(counted.rows, counts, states, strict=True)
        if state is State.SHOWN and row.sum() > 0
    }


def worths(scale: Scale, *, measured: Measured) -> NDArray[np.float64]:
    """Of each option in the order of the scale; NaN for one that does not count."""
    if measured is Measured.SHARE:
        return np.array([HUNDRED * (key in scale.satisfied) for key in scale.labels])
    low, high = scale.lowest or 0.0, scale.highest or 0.0
    return np.array(
        [
            HUNDRED * (scale.scores[key] - low) / (high - low) if key in scale.scores else np.nan
            for key in scale.labels
        ]
    )


def _sums(counts: NDArray[np.int64], *, worth: NDArray[np.float64]) -> Sums:
    return Sums(int(counts.sum()), float(counts @ worth), float(counts @ worth**2))
