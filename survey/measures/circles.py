"""Successions that go round in a circle: nobody can say what became of whom, so none counts."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from survey.queries.kinship import Step

Pair = tuple[int, int]
"""Predecessor and successor."""

Ways = Mapping[int, Collection[int]]


def circular(pairs: Collection[Pair]) -> set[Pair]:
    """Those from whose successor a way leads back to the predecessor."""
    onwards: dict[int, list[int]] = defaultdict(list)
    backwards: dict[int, list[int]] = defaultdict(list)
    for predecessor, successor in pairs:
        onwards[predecessor].append(successor)
        backwards[successor].append(predecessor)
    # Kosaraju: backwards, from those that are left last, one reaches the own circle alone.
    circle: dict[int, int] = {}
    for last in reversed(list(_left(onwards))):
        _mark(last, backwards, circle)
    return {(one, other) for one, other in pairs if circle[one] == circle[other]}


def below_themselves(pairs: Collection[Pair], *, parents: Mapping[int, int]) -> set[Pair]:
    """Those whose successor stands below its predecessor, so that no way up from either ends.

    `pairs` alone go in no circle. A predecessor that is left without its successors stands below
    its parent, which may close another circle.
    """
    left, found = set(pairs), set[Pair]()
    while True:
        heirs = {predecessor for predecessor, _ in left}
        upwards = {(low, up) for low, up in parents.items() if low not in heirs}
        closing = circular(left | upwards) & left
        if not closing:
            return found
        found |= closing
        lost = {predecessor for predecessor, _ in closing}
        left = {pair for pair in left if pair[0] not in lost}


def straight(steps: Collection[Step]) -> list[Step]:
    """Without those in a circle."""
    round_about = circular([(step.predecessor_id, step.successor_id) for step in steps])
    return [s for s in steps if (s.predecessor_id, s.successor_id) not in round_about]


def _left(ways: Ways) -> Iterator[int]:
    """Each as soon as all that follows it has been walked."""
    seen: set[int] = set()
    for start in ways:
        stack = [(start, False)]
        while stack:
            key, is_walked = stack.pop()
            if is_walked:
                yield key
            elif key not in seen:
                seen.add(key)
                stack.append((key, True))
                stack.extend((following, False) for following in ways.get(key, ()))


def _mark(last: int, ways: Ways, circle: dict[int, int]) -> None:
    waiting = [last]
    while waiting:
        key = waiting.pop()
        if key not in circle:
            circle[key] = last
            waiting.extend(ways.get(key, ()))
