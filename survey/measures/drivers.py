"""What goes together with satisfaction, and how much of it: the key drivers of a selection."""

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from sqlalchemy.orm import Session

from analysis.drivers import regression
from analysis.moments import Moments, moments
from survey.measures import coding, headline, methods, recipe, statistics, together
from survey.measures.coding import Column
from survey.measures.figure import Estimate, Figure
from survey.measures.methods import Method
from survey.measures.scope import Scope
from survey.measures.standing import Standing, obstacle
from survey.measures.together import Patterns
from survey.models.wording import Text

if TYPE_CHECKING:
    from analysis.importance import Quadrant

LEAST = 100
"""Complete answers; with fewer the shares are mostly chance."""
LEAST_PER_DRIVER = 10
DRAWS = 500
"""Samples for an interval: more would move its limits by less than they are rounded."""


@dataclass(frozen=True)
class Driver:
    """`weight`: its share of what all drivers explain, from 0 to 1.

    `figure` is what people answered to it, as the results by factor or question show it;
    without one there is no `quadrant`.
    """

    key: str
    name: Text
    weight: Estimate
    direction: float
    """Correlation with the outcome, of which only the sign is told."""
    figure: Figure | None
    quadrant: "Quadrant | None"


@dataclass(frozen=True)
class KeyDrivers:
    """Everything but the standing is empty unless it is shown."""

    standing: Standing
    outcome: Text | None = None
    n: int | None = None
    explained: float | None = None
    """R squared."""
    drivers: tuple[Driver, ...] = ()
    """The heaviest first."""


@dataclass(frozen=True)
class _Model:
    method: Method
    outcome: Column
    drivers: tuple[Column, ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        return (self.outcome, *self.drivers)


def key_drivers(session: Session, *, scope: Scope) -> KeyDrivers:
    found = obstacle(session, scope=scope)
    model = _model(scope.method)
    if found or model is None:
        return KeyDrivers(found or Standing.NOT_ASKED)
    try:
        gathered = together.gather(session, scope=scope, method=model.method, columns=model.columns)
    except together.TooMany:
        return KeyDrivers(Standing.TOO_MANY)
    people = gathered.everyone.complete
    if people.n < LEAST or people.n <= LEAST_PER_DRIVER * len(model.drivers):
        return KeyDrivers(Standing.TOO_FEW)
    return _shown(session, scope=scope, model=model, people=people)


def _model(method: Method | None) -> _Model | None:
    outcome = coding.outcome(method.definition) if method else None
    found = coding.drivers(method.definition) if method else ()
    if method is None or outcome is None or len(found) < coding.FEWEST_COLUMNS:
        return None
    return _Model(method, outcome, found)


def _shown(session: Session, *, scope: Scope, model: _Model, people: Patterns) -> KeyDrivers:
    answers = moments(people.rows, counts=people.counts)
    try:
        explained = regression(answers).explained
        weights = statistics.driver_intervals.relative_weight_intervals(
            people.rows, counts=people.counts, rng=_chance(scope, model=model), draws=DRAWS
        )
    except ValueError:  # a column without variance, here or in a drawn sample
        return KeyDrivers(Standing.ALIKE)
    estimates = [
        Estimate(float(value), float(lower), float(upper))
        for lower, value, upper in zip(*weights, strict=True)
    ]
    figures = _figures(session, scope=scope, model=model)
    found = _drivers(model, estimates=estimates, answers=answers, figures=figures)
    return KeyDrivers(Standing.SHOWN, model.outcome.name, people.n, explained, found)


def _chance(scope: Scope, *, model: _Model) -> np.random.Generator:
    """The same for the same selection, so that its figures do not move from look to look."""
    chosen = scope.selection
    named = (chosen.agency_id, chosen.period, chosen.channel, model.method.version_ids)
    digest = hashlib.sha256(repr(named).encode()).digest()
    return np.random.default_rng(list(digest))


def _figures(session: Session, *, scope: Scope, model: _Model) -> list[Figure | None]:
    """What people answered: the same as on the pages by factor and by question."""
    method = model.method
    rated = [
        column
        for column in model.drivers
        if all(methods.is_rated(method.definition, question=key) for key in column.questions)
    ]
    questions = tuple(dict.fromkeys(key for column in rated for key in column.questions))
    counted = headline.counted(session, scope, method=method, questions=questions)
    return [
        counted.figures(recipe.of_questions(method, questions=column.questions))[()]
        if column in rated
        else None
        for column in model.drivers
    ]


def _drivers(
    model: _Model, *, estimates: list[Estimate], answers: Moments, figures: list[Figure | None]
) -> tuple[Driver, ...]:
    places = _quadrants(estimates, figures=figures)
    signs = answers.correlation[0, 1:]
    found = [
        Driver(column.key, column.name, weight, float(sign), figure, place)
        for column, weight, sign, figure, place in zip(
            model.drivers, estimates, signs, figures, places, strict=True
        )
    ]
    return tuple(sorted(found, key=lambda driver: -driver.weight.value))


def _quadrants(
    weights: list[Estimate], *, figures: list[Figure | None]
) -> "list[Quadrant] | list[None]":
    """None where one of them has no performance: a place is relative to all."""
    rated = [value for figure in figures if (value := _performance(figure)) is not None]
    if len(rated) < len(weights):
        return [None] * len(weights)
    heavy = [weight.value for weight in weights]
    place = statistics.importance
    return place.quadrants(rated, heavy, at=place.mean_crosshair(rated, heavy))


def _performance(figure: Figure | None) -> float | None:
    """From 0 to 100, as far as it is shown."""
    if figure is None:
        return None
    if figure.satisfied:
        return figure.satisfied.value * 100
    return figure.mean_0_100.value if figure.mean_0_100 else None
