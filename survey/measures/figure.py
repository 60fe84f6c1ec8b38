"""A figure: never a number alone, always with its n, its interval and how it was computed."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from survey.models.method import Aggregate, Band
from survey.models.wording import Text

CONFIDENCE = 0.95


class State(StrEnum):
    """Whether there is something to show, and why not."""

    SHOWN = "shown"
    TOO_FEW = "too_few"
    """Fewer than the threshold answered, or the figure would give such a small group away.

    Which of the two is not told: it would be half the way to the answers.
    """
    NO_DATA = "no_data"
    NOT_SEALED = "not_sealed"
    """Nobody is counted, and ratings of the last days may still be.

    Whether some wait is not told: it would show them arrive.
    """


class Estimate(NamedTuple):
    """A value with the limits of its confidence interval, all in the same unit."""

    value: float
    lower: float
    upper: float


@dataclass(frozen=True)
class VersionRef:
    """A questionnaire version by the names that people know it by."""

    id: int
    code: str
    number: int
    title: Text


@dataclass(frozen=True)
class Computation:
    """How a figure came about, so that it can be told where it is shown."""

    versions: tuple[VersionRef, ...]
    questions: tuple[Text, ...]
    satisfied: tuple[Text, ...]
    """The answers that count as satisfied, in the order of the scale."""
    dissatisfied: tuple[Text, ...]
    aggregate: Aggregate | None
    weights: tuple[tuple[Text, float], ...] = ()
    lowest: float | None = None
    highest: float | None = None


@dataclass(frozen=True)
class IndexValue:
    """The index as the questionnaire defines it: up to `maximum`, with the band it falls in."""

    estimate: Estimate
    aggregate: Aggregate
    maximum: float
    band: Band | None


@dataclass(frozen=True)
class Figure:
    """What one group of answers says. Everything but the state is empty unless it is shown.

    A value is also empty where the scale does not have it: a list of reasons has no mean.
    """

    state: State
    n: int | None = None
    satisfied: Estimate | None = None
    """Share from 0 to 1, Wilson interval."""
    mean: Estimate | None = None
    """In points of the scale."""
    mean_0_100: Estimate | None = None
    dissatisfied_per_thousand: Estimate | None = None
    net: Estimate | None = None
    """From -100 to 100, where the method counts so: satisfied less dissatisfied answers."""
    index: IndexValue | None = None
    computation: Computation | None = None

    @property
    def is_shown(self) -> bool:
        return self.state is State.SHOWN
