"""Which of many units differ, tested so that looking at many finds no more by chance."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from analysis.multiplicity import holm
from survey.measures import statistics, successes
from survey.measures.figure import CONFIDENCE, Estimate
from survey.measures.successes import Successes
from survey.measures.tables import Breakdown, Row

LEAST_EXPECTED = 5
"""Where fewer answers of a kind are expected, the exact test takes the place of the normal."""


class Finding(StrEnum):
    HIGHER = "higher"
    LOWER = "lower"
    NO_DIFFERENCE = "no_difference"
    """None that the number of answers lets us tell from chance."""
    NOT_COMPARED = "not_compared"
    """One of the two is not shown, or not measured the same way."""


class Difference(NamedTuple):
    """First less second share, between -1 and 1, and what it says among all that were tested.

    `interval` holds together with those of all others with 95 % confidence (Bonferroni);
    `p_value` is adjusted after Holm.
    """

    finding: Finding
    interval: Estimate | None = None
    p_value: float | None = None


Pair = tuple[Successes, Successes]
NOT_COMPARED = Difference(Finding.NOT_COMPARED)


def from_the_others(rows: Sequence[Row]) -> dict[Any, Difference]:
    """Each row against all others that are shown, taken together; by their keys."""
    counted = {row.key: own for row in rows if (own := successes.of(row.figure))}
    total = sum(own.satisfied for own in counted.values())
    n = sum(own.n for own in counted.values())
    pairs = {
        key: (own, Successes(total - own.satisfied, n - own.n)) for key, own in counted.items()
    }
    tested = _tested(pairs) if len(pairs) > 1 else {}
    return {row.key: tested.get(row.key, NOT_COMPARED) for row in rows}


def between_periods(before: Breakdown, after: Breakdown) -> dict[Any, Difference]:
    """Each row of the later period against the same earlier, where both were asked alike."""
    earlier = {row.key: row.figure for row in before.rows}
    pairs = {}
    for row in after.rows:
        own = earlier.get(row.key)
        if row.key is None or own is None or own.computation != row.figure.computation:
            continue
        late, early = successes.of(row.figure), successes.of(own)
        if late and early:
            pairs[row.key] = (late, early)
    tested = _tested(pairs)
    return {row.key: tested.get(row.key, NOT_COMPARED) for row in after.rows}


def _tested(pairs: Mapping[Any, Pair]) -> dict[Any, Difference]:
    if not pairs:
        return {}
    adjusted = holm([_p_value(*pair) for pair in pairs.values()])
    confidence = 1 - (1 - CONFIDENCE) / len(pairs)
    return {
        key: _difference(pair, p_value=float(p), confidence=confidence)
        for (key, pair), p in zip(pairs.items(), adjusted, strict=True)
    }


def _p_value(first: Successes, second: Successes) -> float:
    n, satisfied = first.n + second.n, first.satisfied + second.satisfied
    least = min(first.n, second.n) * min(satisfied, n - satisfied) / n
    if least < LEAST_EXPECTED:
        return statistics.odds.fisher_test(first, second)
    return float(statistics.proportions.pooled_test(first, second).p_value)


def _difference(pair: Pair, *, p_value: float, confidence: float) -> Difference:
    change = statistics.comparison.difference_of_shares(*pair, confidence=confidence)
    lower, value, upper = map(float, change)
    finding = Finding.NO_DIFFERENCE
    if p_value < 1 - CONFIDENCE:
        finding = Finding.HIGHER if value > 0 else Finding.LOWER
    return Difference(finding, Estimate(value, lower, upper), p_value)
