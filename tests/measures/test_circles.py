"""Which successions go round in a circle."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.measures.circles import circular

pairs = st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=14)


@pytest.mark.parametrize(
    ("steps", "found"),
    [
        ([], set()),
        ([(1, 2), (2, 3), (1, 3)], set()),
        ([(1, 2), (2, 1)], {(1, 2), (2, 1)}),
        ([(1, 2), (2, 3), (3, 1), (4, 1), (3, 5)], {(1, 2), (2, 3), (3, 1)}),
        ([(1, 2), (2, 1), (2, 3), (3, 4), (4, 3)], {(1, 2), (2, 1), (3, 4), (4, 3)}),
    ],
)
def test_a_step_is_in_a_circle_where_a_way_leads_back(steps, found):
    assert circular(steps) == found


@given(pairs)
def test_circles_are_those_that_walking_every_way_finds(steps):
    reach = set(steps)
    for through, one, other in product(range(7), repeat=3):
        if {(one, through), (through, other)} <= reach:
            reach.add((one, other))

    assert circular(steps) == {step for step in steps if step[0] == step[1] or step[::-1] in reach}


def test_a_hundred_thousand_steps_in_a_row_need_no_deep_stack():
    row = [(key, key + 1) for key in range(100_000)]

    assert circular(row) == set()
    assert len(circular([*row, (100_000, 0)])) == 100_001
