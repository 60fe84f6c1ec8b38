"""From how often each answer was given to estimates, for many groups at once."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from survey.measures import statistics
from survey.measures.figure import CONFIDENCE, Estimate
from survey.measures.recipe import Recipe
from survey.models.scale import Scale

if TYPE_CHECKING:
    from analysis.intervals import Interval

Counts = NDArray[np.int64]
"""Groups by options, in the order of the scale."""


@dataclass(frozen=True)
class Estimates:
    """What the groups (axis 0) say; None where the scales do not have it."""

    satisfied: "Interval | None"
    dissatisfied: "Interval | None"
    mean: "Interval | None"
    """Of one question alone, in points of its scale."""
    mean_0_100: "Interval | None"
    points: "Interval | None"
    """The sum of the means of all questions."""
    net: "Interval | None"
    """Satisfied less dissatisfied share."""


def estimates(recipe: Recipe, *, counts: tuple[Counts, ...]) -> Estimates:
    """`counts` holds one table for each question; every group has enough answers to each."""
    pairs = list(zip(recipe.scales, counts, strict=True))
    shares = [_share(table, options=scale.satisfied, scale=scale) for scale, table in pairs]
    others = [_share(table, options=scale.dissatisfied, scale=scale) for scale, table in pairs]
    means = [_mean(table, scale=scale) for scale, table in pairs]
    hundreds = [_0_100(mean, scale=scale) for mean, (scale, _) in zip(means, pairs, strict=True)]
    return Estimates(
        satisfied=_together(shares, weights=recipe.weights),
        dissatisfied=_together(others, weights=recipe.weights),
        mean=means[0] if len(means) == 1 else None,
        mean_0_100=_together(hundreds, weights=recipe.weights),
        points=_together(means, weights=(1.0,) * len(means)),
        net=_together([_net(t, scale=s) for s, t in pairs], weights=recipe.weights),
    )


def at(interval: "Interval | None", group: int, *, times: float = 1) -> Estimate | None:
    """The estimate of one group, in another unit where `times` says so."""
    if interval is None or np.isnan(interval.estimate[group]):
        return None
    lower, value, upper = (float(limit[group]) * times for limit in interval)
    return Estimate(value, lower, upper)


def scores(scale: Scale, *, counts: Counts) -> tuple[Counts, NDArray[np.float64]]:
    """The columns of the answers that are worth something, and what they are worth."""
    scored = [place for place, key in enumerate(scale.labels) if key in scale.scores]
    return counts[:, scored], np.array(list(scale.scores.values()), float)


def _share(counts: Counts, *, options: tuple[str, ...], scale: Scale) -> "Interval | None":
    if not options:
        return None
    n = counts.sum(axis=1)
    return statistics.intervals.wilson_interval(
        _chose(counts, options, scale), n, confidence=CONFIDENCE
    )


def _net(counts: Counts, *, scale: Scale) -> "Interval | None":
    if not (scale.satisfied and scale.dissatisfied):
        return None
    best, worst = (_chose(counts, o, scale) for o in (scale.satisfied, scale.dissatisfied))
    return statistics.index.net_share_interval(
        best, worst, counts.sum(axis=1), confidence=CONFIDENCE
    )


def _chose(counts: Counts, options: tuple[str, ...], scale: Scale) -> Counts:
    return np.asarray(counts[:, [key in options for key in scale.labels]].sum(axis=1))


def _mean(counts: Counts, *, scale: Scale) -> "Interval | None":
    """Student's interval inside the scale; the bounded one where all answers are equal.

    A group that gave fewer than two scored answers has no mean.
    """
    if scale.lowest is None or scale.highest is None or scale.lowest == scale.highest:
        return None
    table, worth = scores(scale, counts=counts)
    result = statistics.intervals.Interval(*np.full((3, len(table)), np.nan))
    enough = table.sum(axis=1) >= 2
    if not enough.any():
        return result
    student = statistics.intervals.mean_interval(table[enough], worth, confidence=CONFIDENCE)
    bounded = statistics.intervals.bounded_mean_interval(
        table[enough], worth, lowest=scale.lowest, highest=scale.highest, confidence=CONFIDENCE
    )
    equal = (table[enough] > 0).sum(axis=1) == 1
    for into, one, other in zip(result, student, bounded, strict=True):
        into[enough] = np.clip(np.where(equal, other, one), scale.lowest, scale.highest)
    return result


def _0_100(mean: "Interval | None", *, scale: Scale) -> "Interval | None":
    if mean is None or scale.lowest is None or scale.highest is None:
        return None
    known = np.nan_to_num(np.array(mean), nan=scale.lowest)
    result = statistics.index.rescaled(known, lowest=scale.lowest, highest=scale.highest)
    return statistics.intervals.Interval(*np.where(np.isnan(np.array(mean)), np.nan, result))


def _together(parts: "list[Interval | None]", *, weights: tuple[float, ...]) -> "Interval | None":
    """The weighted sum; None where one part does not exist."""
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    if len(known) == 1 and weights[0] == 1:
        return known[0]
    joined = statistics.intervals.Interval(
        *(np.stack(limits, axis=-1) for limits in zip(*known, strict=True))
    )
    complete = ~np.isnan(joined.estimate).any(axis=-1)
    filled = statistics.intervals.Interval(*(np.nan_to_num(limits) for limits in joined))
    total = statistics.intervals.weighted_sum_interval(filled, weights)
    return statistics.intervals.Interval(*(np.where(complete, limits, np.nan) for limits in total))
