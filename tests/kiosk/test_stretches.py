"""Numbers as stretches hold the same numbers, whatever the order in which they came."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kiosk.stretches import Stretch, gaps, length, merged


@given(st.lists(st.integers(1, 60)))
def test_stretches_and_gaps_together_are_all_numbers(numbers: list[int]):
    stretches: list[Stretch] = []
    for number in numbers:
        stretches = merged([*stretches, Stretch(number, number)])

    def held(some: list[Stretch]) -> set[int]:
        return {n for first, last in some for n in range(first, last + 1)}

    assert held(stretches) == set(numbers)
    assert held(gaps(stretches)) == set(range(1, max(numbers, default=0))) - set(numbers)
    assert length(stretches) == len(set(numbers))
    assert all(a.last + 1 < b.first for a, b in pairwise(stretches))
