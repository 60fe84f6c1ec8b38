"""Places crossed with what was asked there: whoever goes from line to line finds no small group."""

from itertools import chain, combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.clock import months_before
from survey.measures.disclosure import boundary_ranks, cuts_of_parts, cuts_of_whole
from survey.measures.small_cuts import small_groups
from survey.measures.squares import MOST_BY_MONTH, Margins, cuts_of_cells
from tests.measures.attacker import found_group
from tests.measures.test_disclosure import LAST

THRESHOLD = 5
PEOPLE = st.sampled_from([0, 0, 1, 2, 3, 4, 5, 6, 9, 20, 40])
SHAPES = [(2, 2), (2, 3), (3, 3), (3, 4)]


def tables(shape):
    line = st.lists(PEOPLE, min_size=shape[-1], max_size=shape[-1])
    for size in reversed(shape[:-1]):
        line = st.lists(line, min_size=size, max_size=size)
    return line.map(np.array)


def margins_of(counts, *, ranks):
    wanted = {"ranks": ranks, "threshold": THRESHOLD}
    whole = cuts_of_whole(counts.sum(axis=(0, 1)), **wanted)
    return Margins(
        whole,
        cuts_of_parts(counts.sum(axis=1), whole=whole, **wanted),
        cuts_of_parts(counts.sum(axis=0), whole=whole, **wanted),
    )


def ranks_of(counts):
    size = counts.shape[-1]
    return boundary_ranks([months_before(LAST, back) for back in reversed(range(size))])


def told(counts):
    ranks = ranks_of(counts)
    margins = margins_of(counts, ranks=ranks)
    return margins, cuts_of_cells(counts, margins=margins, ranks=ranks, threshold=THRESHOLD)


def left_of(people, *, cuts, first, last):
    """Who is in no piece that lies in the stretch."""
    inside = sorted(cut for cut in cuts if first <= cut <= last)
    held = people[inside[0] : inside[-1]].sum() if inside else 0
    return people[first:last].sum() - held


def finds(counts, margins, cells, *, stretch):
    """What the sums of a stretch give away of those that the cells do not tell."""
    first, last = stretch
    height, width = counts.shape[:2]
    where = list(np.ndindex(height, width))
    left = np.array(
        [left_of(counts[at], cuts=cells[at[0]][at[1]], first=first, last=last) for at in where]
    )
    lines = [
        *((margins.rows[r], [at[0] == r for at in where]) for r in range(height)),
        *((margins.columns[c], [at[1] == c for at in where]) for c in range(width)),
        *((cells[r][c], [at == (r, c) for at in where]) for r, c in where),
        (margins.whole, [True for _ in where]),
    ]
    shown = [np.array(mask) for cuts, mask in lines if {first, last} <= cuts]
    return found_group(shown, n=left, threshold=THRESHOLD) if shown else []


def nothing(counts):
    """The same table with no cell told."""
    return [[frozenset() for _ in line] for line in counts]


def test_a_small_cell_takes_three_others_with_it():
    counts = np.array([[3, 20, 50], [20, 30, 50], [40, 50, 50]])[..., None]

    _, cells = told(counts)

    assert [[bool(cuts) for cuts in line] for line in cells] == [
        [False, False, True],
        [False, False, True],
        [True, True, True],
    ]


def test_a_table_without_small_cells_is_told():
    counts = np.array([[9, 0, 50], [20, 30, 5]])[..., None]

    _, cells = told(counts)

    assert all(cuts == {0, 1} for line in cells for cuts in line)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_nothing_is_found_in_a_month(data):
    counts = data.draw(tables((*data.draw(st.sampled_from(SHAPES)), 1)))
    margins, cells = told(counts)

    known_before = finds(counts, margins, nothing(counts), stretch=(0, 1))

    assert known_before or not finds(counts, margins, cells, stretch=(0, 1))


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_nothing_is_found_in_any_stretch_of_months(data):
    counts = data.draw(tables((*data.draw(st.sampled_from(SHAPES[:3])), 3)))
    margins, cells = told(counts)

    for stretch in combinations(sorted(margins.whole), 2):
        known_before = finds(counts, margins, nothing(counts), stretch=stretch)
        assert known_before or not finds(counts, margins, cells, stretch=stretch)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_cells_are_cut_where_their_lines_are_and_leave_no_small_piece(data):
    counts = data.draw(tables((*data.draw(st.sampled_from(SHAPES)), 4)))
    margins, cells = told(counts)

    for r, c in np.ndindex(*counts.shape[:2]):
        assert cells[r][c] <= margins.rows[r] & margins.columns[c]
        cuts = sorted(cells[r][c])
        pieces = [counts[r, c, a:b].sum() for a, b in pairwise(cuts)]
        assert all(piece == 0 or piece >= THRESHOLD for piece in pieces)


def test_a_large_table_is_cut_by_quarters():
    counts = np.full((MOST_BY_MONTH + 1, 1, 6), 20)

    _, cells = told(counts)

    # The last of six months is May: a year begins before January, a quarter before April.
    assert all(cuts == {0, 1, 4, 6} for line in cells for cuts in line)


@pytest.mark.parametrize("shape", [(2, 2), (3, 3), (2, 4)])
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_small_groups_are_those_that_whole_rows_less_whole_columns_leave(shape, data):
    left = data.draw(tables(shape))
    hidden = (left > 0) | data.draw(tables(shape).map(lambda table: table > 4))

    found = list(small_groups(left, hidden=hidden, threshold=THRESHOLD))

    for group in found:
        assert weight(left, hidden, rows=set(group.rows), columns=set(group.columns)) in range(1, 5)
    assert bool(found) == any(
        weight(left, hidden, rows=set(rows), columns=set(columns)) in range(1, 5)
        for rows in subsets(shape[0])
        for columns in subsets(shape[1])
    )


def weight(left, hidden, *, rows, columns):
    """How many are left; 0 where something is taken away on either side that the other lacks."""
    cells = list(np.ndindex(*left.shape))
    outside = [at for at in cells if hidden[at] and at[0] in rows and at[1] not in columns]
    lacking = [at for at in cells if hidden[at] and at[0] not in rows and at[1] in columns]
    if outside and lacking:
        return 0
    return sum(int(left[at]) for at in (*outside, *lacking))


def subsets(size):
    return chain.from_iterable(combinations(range(size), count) for count in range(size + 1))
