"""From a feeling to the answers on a form, whatever form is in use."""

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from survey.models.method import Definition
from survey.models.scale import Scale

COMMON_PART = 0.6
"""How far one overall feeling decides the answer about a single factor, as a correlation."""
ANSWERED_OPTIONAL, ANSWERED_INDICATOR = 0.55, 0.9
KINDER_IN_DETAIL = 0.3
"""A single factor is called good more often than the whole is called satisfying."""
FACTORS = {"access": 0.05, "procedure": -0.1, "staff": 0.15, "outcome": 0.1, "feedback": -0.25}
INDICATORS = {"total_time": -0.15, "time_of_each": -0.3, "manner": 0.15, "online": -0.25}
LEANINGS = FACTORS | INDICATORS
"""What is seen more kindly than the rest, and what less."""
STEP_UP, STEP_DOWN = 0.9, 0.6
"""How far apart the levels above and below "satisfied" lie, in standard deviations."""

Feelings = NDArray[np.float64]
Chosen = NDArray[np.object_]
"""Option keys; empty where nothing was answered."""
Row = dict[str, str]


def fill(definition: Definition, *, feeling: Feelings, taps: bool, rng: Generator) -> list[Row]:
    """The answers of each person, without texts; a tap answers only what is required."""
    columns = [
        (question.key, _column(definition, question.key, feeling=feeling, taps=taps, rng=rng))
        for question in definition.scored_questions
    ]
    return [
        {key: column[person] for key, column in columns if column[person]}
        for person in range(len(feeling))
    ]


def _column(
    definition: Definition, key: str, *, feeling: Feelings, taps: bool, rng: Generator
) -> Chosen:
    question, scale = definition.question(key), definition.scale_of(key)
    if question.required:
        return _levels(scale, feeling=feeling)
    own = COMMON_PART * feeling + np.sqrt(1 - COMMON_PART**2) * rng.standard_normal(len(feeling))
    kinder = KINDER_IN_DETAIL + LEANINGS.get(question.factor or key, 0.0)
    chosen = _levels(scale, feeling=own + kinder)
    is_indicator = question in definition.overall_questions
    is_given = rng.random(len(feeling)) < (
        ANSWERED_INDICATOR if is_indicator else ANSWERED_OPTIONAL
    )
    if taps:
        is_given[:] = False
    chosen[~is_given] = ""
    return chosen


def _levels(scale: Scale, *, feeling: Feelings) -> Chosen:
    """The option each feeling falls on: zero is where satisfaction begins, or the best of facts."""
    keys = sorted(scale.scores, key=lambda key: scale.scores[key])
    first_satisfied = min(keys.index(key) for key in scale.satisfied or keys[-1:])
    bounds = [
        (level - first_satisfied) * (STEP_UP if level >= first_satisfied else STEP_DOWN)
        for level in range(1, len(keys))
    ]
    return np.array(keys, dtype=object)[np.digitize(feeling, bounds)]
