"""Figures of many groups at once, each in its state."""

from collections.abc import Mapping, Sequence

import numpy as np

from survey.measures.estimates import Counts, Estimates, at, estimates
from survey.measures.figure import Computation, Figure, IndexValue, State
from survey.measures.recipe import HUNDRED, Recipe
from survey.models.method import Aggregate

Table = Mapping[str, Counts]
"""Groups by options for each question."""

PER_THOUSAND = 1000.0


def figures(recipe: Recipe, *, table: Table, states: Sequence[State]) -> list[Figure]:
    """One figure for each group; `table` holds every question of the recipe."""
    shown = [place for place, state in enumerate(states) if state is State.SHOWN]
    computation = recipe.computation()
    found = [Figure(state, computation=computation) for state in states]
    if shown:
        counts = tuple(table[question][shown] for question in recipe.questions)
        n = np.min([one.sum(axis=1) for one in counts], axis=0)
        results = estimates(recipe, counts=counts)
        for group, place in enumerate(shown):
            found[place] = _figure(
                recipe, results, group=group, n=int(n[group]), computation=computation
            )
    return found


def _figure(
    recipe: Recipe, results: Estimates, *, group: int, n: int, computation: Computation
) -> Figure:
    return Figure(
        State.SHOWN,
        n=n,
        satisfied=at(results.satisfied, group),
        mean=at(results.mean, group),
        mean_0_100=at(results.mean_0_100, group),
        dissatisfied_per_thousand=at(results.dissatisfied, group, times=PER_THOUSAND),
        net=at(results.net, group, times=HUNDRED) if recipe.is_net else None,
        index=_index(recipe, results, group=group),
        computation=computation,
    )


def _index(recipe: Recipe, results: Estimates, *, group: int) -> IndexValue | None:
    match recipe.aggregate:
        case None:
            return None
        case Aggregate.TOP_TWO_BOX_SHARE:
            estimate = at(results.satisfied, group, times=HUNDRED)
        case Aggregate.MEAN_0_100:
            estimate = at(results.mean_0_100, group)
        case Aggregate.SUM_OF_POINTS:
            estimate = at(results.points, group)
        case Aggregate.NET_SHARE:
            estimate = at(results.net, group, times=HUNDRED)
    if estimate is None:
        return None
    band = recipe.definition.band_of(estimate.value)
    return IndexValue(estimate, recipe.aggregate, recipe.maximum, band)
