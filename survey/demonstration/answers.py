"""From a feeling to the answers on a form, whatever form is in use."""

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from survey.models.method import Definition
from survey.models.scale import Scale

COMMON_PART = 0.6
"""How far one overall feeling decides the answer about a single factor, as a correlation."""
ANSWERED_OPTIONAL = 0.55
KINDER_IN_DETAIL = 0.3
"""A single factor is called good more often than the whole is called satisfying."""
FACTORS = {"access": 0.05, "procedure": -0.1, "staff": 0.15, "outcome": 0.1, "feedback": -0.25}
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
    if question in definition.overall_questions:
        return _levels(scale, feeling=feeling)
    own = COMMON_PART * feeling + np.sqrt(1 - COMMON_PART**2) * rng.standard_normal(len(feeling))
    kinder = KINDER_IN_DETAIL + FACTORS.get(question.factor or "", 0.0)
    chosen = _levels(scale, feeling=own + kinder)
    is_given = rng.random(len(feeling)) < (1.0 if question.required else ANSWERED_OPTIONAL)
    if taps and not question.required:
        is_given[:] = False
    chosen[~is_given] = ""
    return chosen


def _levels(scale: Scale, *, feeling: Feelings) -> Chosen:
    """The option each feeling falls on: zero is where satisfaction begins."""
    keys = sorted(scale.scores, key=lambda key: scale.scores[key])
    first_satisfied = min(keys.index(key) for key in scale.satisfied)
    bounds = [
        (level - first_satisfied) * (STEP_UP if level >= first_satisfied else STEP_DOWN)
        for level in range(1, len(keys))
    ]
    return np.array(keys, dtype=object)[np.digitize(feeling, bounds)]
