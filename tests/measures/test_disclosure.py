"""Small groups stay hidden, from those too who subtract."""

from datetime import date
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.clock import months_before
from survey.measures.disclosure import NEVER, boundary_ranks, cuts_of_parts, cuts_of_whole
from survey.measures.remainders import Remainders
from tests.measures.attacker import found_group

LAST = date(2026, 5, 1)


def ranks(months):
    return boundary_ranks([months_before(LAST, back) for back in reversed(range(months))])


def whole(counts):
    counts = np.array(counts)
    return sorted(cuts_of_whole(counts, ranks=ranks(len(counts)), threshold=5))


def parts(table):
    table = np.array(table)
    own = cuts_of_whole(table.sum(axis=0), ranks=ranks(table.shape[1]), threshold=5)
    found = cuts_of_parts(table, whole=own, ranks=ranks(table.shape[1]), threshold=5)
    return [sorted(cuts) for cuts in found]


def test_a_series_of_large_months_is_cut_everywhere():
    assert whole([10, 5, 0, 7]) == [0, 1, 2, 3, 4]


def test_a_small_series_is_never_cut():
    assert cuts_of_whole(np.array([1, 0, 3]), ranks=ranks(3), threshold=5) == NEVER


@pytest.mark.parametrize(
    ("counts", "cuts"),
    [
        # The last of five months is May: a year begins before January, a quarter before April.
        ([9, 3, 12, 9, 9], [0, 2, 3, 4, 5]),
        ([9, 9, 9, 9, 2], [0, 1, 2, 3, 5]),
        ([9, 9, 9, 2, 2], [0, 1, 2, 5]),
        ([2, 9, 9, 9, 9], [0, 2, 3, 4, 5]),
    ],
)
def test_a_small_month_is_only_shown_together_with_a_neighbour(counts, cuts):
    assert whole(counts) == cuts


def test_a_year_can_still_be_read_when_the_next_one_begins_with_few():
    # December and January, in which 2 rated so far
    counts = np.array([20, 2])
    months = [date(2025, 12, 1), date(2026, 1, 1)]

    cuts = cuts_of_whole(counts, ranks=boundary_ranks(months), threshold=5)

    assert sorted(cuts) == [0, 1]


def test_one_hidden_part_takes_the_next_smallest_with_it():
    assert parts([[3], [40], [10], [50]]) == [[], [0, 1], [], [0, 1]]


def test_two_hidden_parts_that_are_few_together_take_another_one_with_them():
    assert parts([[1], [2], [9], [50]]) == [[], [], [], [0, 1]]


def test_hidden_parts_that_are_enough_together_need_no_company():
    assert parts([[3], [4], [9], [0]]) == [[], [], [0, 1], [0, 1]]


def test_a_part_that_is_the_whole_is_shown_like_it():
    assert parts([[9, 2, 9], [0, 0, 0]]) == [[0, 1, 3], [0, 1, 3]]


tables = st.integers(1, 4).flatmap(
    lambda months: st.lists(
        st.lists(
            st.lists(st.sampled_from([0, 0, 1, 2, 4, 6, 12]), min_size=months, max_size=months),
            min_size=1,
            max_size=3,
        ),
        min_size=1,
        max_size=3,
    ).filter(lambda groups: months * sum(map(len, groups)) <= 12)
)


@settings(max_examples=400)
@given(tables)
def test_no_small_group_can_be_had_from_a_whole_its_parts_and_theirs(groups):
    """For every stretch of months that each of them shows."""
    n = np.array([row for group in groups for row in group])
    order = ranks(n.shape[1])
    of_groups = np.array([np.sum(group, axis=0) for group in groups])
    own = cuts_of_whole(n.sum(axis=0), ranks=order, threshold=5)
    cuts = cuts_of_parts(of_groups, whole=own, ranks=order, threshold=5)
    shown = pieces(n.shape, rows=range(len(n)), cuts=own)
    first = 0
    for group, of_group in zip(groups, cuts, strict=True):
        rows = range(first, first + len(group))
        shown += pieces(n.shape, rows=rows, cuts=of_group)
        inner = cuts_of_parts(np.array(group), whole=of_group, ranks=order, threshold=5)
        for row, of_row in zip(rows, inner, strict=True):
            shown += pieces(n.shape, rows=[row], cuts=of_row)
        first += len(group)

    assert found_group(shown, n=n.ravel(), threshold=5) == []


def pieces(shape, *, rows, cuts):
    """What a reader can see of these rows: longer stretches are sums of the pieces."""
    found = []
    for begin, end in pairwise(sorted(cuts)):
        cells = np.zeros(shape, bool)
        cells[list(rows), begin:end] = True
        found.append(cells.ravel())
    return found


def test_the_attacker_finds_what_is_shown_carelessly():
    n = np.array([[3], [40], [10]])
    everything = pieces(n.shape, rows=range(3), cuts=[0, 1])
    large = [row for place in (1, 2) for row in pieces(n.shape, rows=[place], cuts=[0, 1])]

    assert found_group([*everything, *large], n=n.ravel(), threshold=5) == [0]
    assert found_group([*everything, large[0]], n=n.ravel(), threshold=5) == []


@settings(max_examples=200)
@given(
    st.integers(1, 30).flatmap(
        lambda months: st.lists(
            st.lists(st.integers(0, 30), min_size=months, max_size=months), min_size=1, max_size=12
        )
    )
)
def test_what_is_left_of_any_stretch_is_nobody_or_enough(table):
    """The conditions themselves, on tables too large to attack."""
    n = np.array(table)
    order = ranks(n.shape[1])
    own = cuts_of_whole(n.sum(axis=0), ranks=order, threshold=5)
    cuts = cuts_of_parts(n, whole=own, ranks=order, threshold=5)

    for begin in own:
        for end in (k for k in own if k > begin):
            left = n[:, begin:end].sum() - sum(
                row[min(inside) : max(inside)].sum()
                for row, of_row in zip(n, cuts, strict=True)
                if (inside := [k for k in of_row if begin <= k <= end])
            )
            assert left == 0 or left >= 5
    for row, of_row in zip(n, cuts, strict=True):
        assert of_row <= own
        assert all(
            (size := row[begin:end].sum()) == 0 or size >= 5
            for begin, end in pairwise(sorted(of_row))
        )


def test_a_part_that_stops_early_does_not_give_away_the_end_of_another_one():
    # 7 less what is left of two months (32 - 26) is the third month of the second part.
    table = np.array([[13, 13, 24], [4, 2, 1]])
    cuts = [frozenset({0, 2}), frozenset({0, 3})]

    remainders = Remainders(
        table, cuts=cuts, whole=frozenset(range(4)), ranks=ranks(3), threshold=5
    )

    assert remainders.small_stretch() == (2, 3)
