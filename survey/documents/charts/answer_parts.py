"""The answers to a question, sorted to their sides and coloured."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from survey.documents.charts.style import (
    DISSATISFIED,
    NEUTRAL,
    ON_LIGHT,
    PAPER,
    SATISFIED,
    VERY_DISSATISFIED,
    VERY_SATISFIED,
)


class Side(StrEnum):
    """In the order from left to right."""

    DISSATISFIED = "dissatisfied"
    SATISFIED = "satisfied"
    NEUTRAL = "neutral"


class Colour(NamedTuple):
    """Of a part, and of the letters that are readable on it."""

    part: str
    letters: str


MILD = {
    Side.DISSATISFIED: Colour(DISSATISFIED, ON_LIGHT),
    Side.SATISFIED: Colour(SATISFIED, ON_LIGHT),
    Side.NEUTRAL: Colour(NEUTRAL, ON_LIGHT),
}
STRONG = {
    Side.DISSATISFIED: Colour(VERY_DISSATISFIED, PAPER),
    Side.SATISFIED: Colour(VERY_SATISFIED, PAPER),
    Side.NEUTRAL: Colour(NEUTRAL, ON_LIGHT),
}


class Part(NamedTuple):
    """All who gave one answer: its words, and their share in per cent."""

    label: str
    share: float
    side: Side


class Question(NamedTuple):
    """The parts of one bar, the worst answer first; `note` stands where they cannot be shown."""

    label: str
    parts: list[Part]
    n: int = 0
    note: str = ""

    def of(self, side: Side) -> list[Part]:
        return [part for part in self.parts if part.side is side]

    def total(self, side: Side) -> float:
        return sum(part.share for part in self.of(side))

    def coloured(self) -> Iterator[tuple[Part, Colour]]:
        """Where a side has several parts, the outer half of them is darker."""
        for side in Side:
            parts = self.of(side)
            outer = len(parts) // 2
            strong = parts[:outer] if side is Side.DISSATISFIED else parts[len(parts) - outer :]
            for part in parts:
                yield part, (STRONG if part in strong else MILD)[side]
