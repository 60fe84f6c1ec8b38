"""Two periods beside each other: what changed, and whether that can be told."""

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from survey.measures import headline, recipe, statistics
from survey.measures.estimates import scores
from survey.measures.figure import CONFIDENCE, Estimate, Figure, State
from survey.measures.groups import Counted
from survey.measures.recipe import HUNDRED, Recipe
from survey.measures.scope import Scope
from survey.measures.selection import Period
from survey.measures.tables import Comparison, Verdict

if TYPE_CHECKING:
    from analysis.intervals import Interval


def compare(session: Session, *, scope: Scope, earlier: Period) -> Comparison:
    """The period of the selection beside an earlier one, both by the method that is shown."""
    later = scope.selection.period
    before_scope = scope.in_period(earlier)
    method = scope.method
    index = recipe.of_index(method) if method else None
    if method is None or index is None:
        before, after = (headline.of_index(session, one) for one in (before_scope, scope))
        return Comparison(earlier, later, before, after, Verdict.NO_DATA)
    counted = [
        headline.counted(session, one, method=method, questions=index.questions)
        for one in (before_scope, scope)
    ]
    before, after = (
        headline.or_open(own.figures(index)[()], scope=one)
        for one, own in zip((before_scope, scope), counted, strict=True)
    )
    asked = before_scope.versions_in(earlier) | scope.versions_in(later)
    has_others = not asked <= set(method.version_ids)
    plain = Comparison(earlier, later, before, after, Verdict.NO_DATA, has_others=has_others)
    if earlier.last >= later.first and later.last >= earlier.first:
        return replace(plain, verdict=Verdict.OVERLAP)
    if not (before.is_shown and after.is_shown):
        return replace(plain, verdict=_why_not(before_scope, before=before, after=after))
    return _with_differences(plain, index=index, counted=counted)


def _why_not(before_scope: Scope, *, before: Figure, after: Figure) -> Verdict:
    if State.TOO_FEW in (before.state, after.state):
        return Verdict.TOO_FEW
    other = before_scope.versions_in(before_scope.selection.period)
    return Verdict.OTHER_METHOD if other and not before.is_shown else Verdict.NO_DATA


def _with_differences(plain: Comparison, *, index: Recipe, counted: list[Counted]) -> Comparison:
    before, after = plain.before, plain.after
    of_index = between(
        after.index.estimate if after.index else None,
        before.index.estimate if before.index else None,
    )
    of_means = _of_means(index, counted) or between(after.mean_0_100, before.mean_0_100)
    return replace(
        plain,
        verdict=_verdict(of_index),
        index_difference=of_index,
        satisfied_difference=between(after.satisfied, before.satisfied),
        mean_difference=of_means,
    )


def _verdict(change: Estimate | None) -> Verdict:
    if change is None:
        return Verdict.NO_DATA
    if change.lower > 0:
        return Verdict.HIGHER
    return Verdict.LOWER if change.upper < 0 else Verdict.CANNOT_TELL


def between(after: Estimate | None, before: Estimate | None) -> Estimate | None:
    """Of two independent estimates; with Wilson's limits this is Newcombe's interval."""
    if after is None or before is None:
        return None
    return _estimate(statistics.comparison.difference(_interval(after), _interval(before)))


def _of_means(index: Recipe, counted: list[Counted]) -> Estimate | None:
    """Welch's interval, where one question makes the index and its answers differ at all."""
    if len(index.questions) > 1:
        return None
    (question,), (scale,) = index.questions, index.scales
    tables = [scores(scale, counts=own.counts[question]) for own in reversed(counted)]
    (after, worth), (before, _) = tables
    if scale.lowest is None or scale.highest is None or not _varies(after, before):
        return None
    change = statistics.comparison.difference_of_means(
        after[0], before[0], worth, confidence=CONFIDENCE
    )
    return _estimate(change, times=HUNDRED / (scale.highest - scale.lowest))


def _varies(*tables: NDArray[np.int64]) -> bool:
    """Whether each has two scored answers and at least one of them two different ones."""
    enough = all(table.sum() >= 2 for table in tables)
    return enough and any((table > 0).sum() > 1 for table in tables)


def _interval(estimate: Estimate) -> "Interval":
    lower, value, upper = (
        np.asarray(limit) for limit in (estimate.lower, estimate.value, estimate.upper)
    )
    return statistics.intervals.Interval(lower, value, upper)


def _estimate(interval: "Interval", *, times: float = 1) -> Estimate:
    lower, value, upper = (float(limit) * times for limit in interval)
    return Estimate(value, lower, upper)
