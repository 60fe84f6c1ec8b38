"""Running numbers that arrived, as stretches: what lies between two stretches is missing."""

from collections.abc import Iterable
from typing import NamedTuple


class Stretch(NamedTuple):
    first: int
    last: int


def merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The same numbers in as few stretches as there can be, in order."""
    joined: list[Stretch] = []
    for stretch in sorted(stretches):
        if joined and stretch.first <= joined[-1].last + 1:
            joined[-1] = Stretch(joined[-1].first, max(joined[-1].last, stretch.last))
        else:
            joined.append(stretch)
    return joined


def gaps(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Numbers from 1 to the last one that arrived which did not arrive themselves."""
    missing, expected = [], 1
    for first, last in merged(stretches):
        if first > expected:
            missing.append(Stretch(expected, first - 1))
        expected = last + 1
    return missing


def length(stretches: Iterable[Stretch]) -> int:
    return sum(last - first + 1 for first, last in stretches)
