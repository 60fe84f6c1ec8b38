"""How well a questionnaire measures: whether its questions hang together, and how it is filled in.

Signs of careless answering are flags. Nobody is left out for them; what it would be without
those who answered everything alike stands beside what it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from analysis import response_quality
from analysis.moments import moments
from survey.measures import coding, statistics, together
from survey.measures.coding import BEST, Column
from survey.measures.figure import CONFIDENCE, Estimate
from survey.measures.scope import Scope
from survey.measures.standing import Standing, obstacle
from survey.measures.together import Gathered, Patterns, Row
from survey.models.wording import Text

LEAST = 30
"""Complete answers; a correlation of fewer says nothing."""
FEWEST_STRAIGHT = 3
"""Questions; two answered alike are no pattern."""


@dataclass(frozen=True)
class Item:
    """`mean` and `deviation` go from 0 to 100."""

    question: str
    text: Text
    mean: float
    deviation: float
    with_rest: float
    """Correlation with the sum of the other questions."""
    alpha_without: float | None
    """Alpha of the others; empty where there is only one."""
    missing: Estimate
    """Share of all who rated."""
    top: Estimate
    """Share of the complete answers that are the best there is."""


@dataclass(frozen=True)
class Summary:
    """What some people's complete answers say together."""

    n: int
    mean: float
    alpha: Estimate | None
    """Empty where everybody answered alike."""


@dataclass(frozen=True)
class Soundness:
    """Everything but the standing is empty unless it is shown.

    `ratings` counts the incomplete ones too. `run` is the longest row of the same answer, in
    questions, on average. `beside` holds everybody, then those who did not answer all alike;
    it is empty where that would tell few people apart.
    """

    standing: Standing
    n: int | None = None
    ratings: int | None = None
    alpha: Estimate | None = None
    items: tuple[Item, ...] = ()
    straight: Estimate | None = None
    run: float | None = None
    beside: tuple[Summary, Summary] | None = None


def soundness(session: Session, *, scope: Scope) -> Soundness:
    found, method = obstacle(session, scope=scope), scope.method
    columns = coding.items(method.definition) if method else ()
    if found or method is None or len(columns) < coding.FEWEST_COLUMNS:
        return Soundness(found or Standing.NOT_ASKED)
    try:
        gathered = together.gather(
            session, scope=scope, method=method, columns=columns, kind=_is_straight
        )
    except together.TooMany:
        return Soundness(Standing.TOO_MANY)
    if gathered.everyone.complete.n < LEAST:
        return Soundness(Standing.TOO_FEW)
    return _shown(gathered, columns=columns)


def _is_straight(row: Row) -> bool:
    return len(set(row)) == 1


def _shown(gathered: Gathered, *, columns: Sequence[Column]) -> Soundness:
    everyone = gathered.everyone
    people = everyone.complete
    try:
        items = _items(everyone, columns=columns)
    except ValueError:  # a question, or the sum of the others, without variance
        return Soundness(Standing.ALIKE)
    has_patterns = len(columns) >= FEWEST_STRAIGHT
    longest, _average = response_quality.long_strings(people.rows)
    return Soundness(
        Standing.SHOWN,
        n=people.n,
        ratings=everyone.n,
        alpha=_summary(people).alpha,
        items=items,
        straight=_share(people, chosen=_straight(people)) if has_patterns else None,
        run=float(longest @ people.counts / people.n) if has_patterns else None,
        beside=_beside(gathered.apart.complete) if has_patterns else None,
    )


def _items(everyone: Patterns, *, columns: Sequence[Column]) -> tuple[Item, ...]:
    people = everyone.complete
    found = statistics.reliability.item_statistics(moments(people.rows, counts=people.counts))
    return tuple(
        Item(
            column.key,
            column.name,
            mean=float(found.mean[k]),
            deviation=float(found.deviation[k]),
            with_rest=float(found.item_rest[k]),
            alpha_without=None if isnan(found.alpha_without[k]) else float(found.alpha_without[k]),
            missing=_share(everyone, chosen=np.isnan(everyone.rows[:, k])),
            top=_share(people, chosen=people.rows[:, k] == BEST),
        )
        for k, column in enumerate(columns)
    )


def _beside(people: Patterns) -> tuple[Summary, Summary] | None:
    varied = people.where(~_straight(people)) if people.n else people
    if varied.n < LEAST or varied.n == people.n:
        return None
    return _summary(people), _summary(varied)


def _straight(people: Patterns) -> NDArray[np.bool_]:
    return response_quality.straight_lined(people.rows)


def _summary(people: Patterns) -> Summary:
    answers = moments(people.rows, counts=people.counts)
    alpha = None
    if answers.covariance.sum() > 0:
        found = statistics.reliability.cronbach_alpha(answers, confidence=CONFIDENCE)
        lower, value, upper = found
        alpha = Estimate(float(value), float(lower), float(upper))
    return Summary(people.n, float(answers.means.mean()), alpha)


def _share(people: Patterns, *, chosen: NDArray[np.bool_]) -> Estimate:
    counted = int(people.counts[chosen].sum())
    lower, value, upper = statistics.intervals.wilson_interval(
        counted, people.n, confidence=CONFIDENCE
    )
    return Estimate(float(value), float(lower), float(upper))
