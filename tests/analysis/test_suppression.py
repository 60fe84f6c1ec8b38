"""Suppression of small cells, attacked by listing every table a reader may imagine."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.disclosure import cell_bounds, identified_cells
from analysis.suppression import audit, small_cells, suppress

tables = st.tuples(st.integers(1, 4), st.integers(1, 4)).flatmap(
    lambda shape: st.lists(
        st.lists(st.integers(0, 12), min_size=shape[1], max_size=shape[1]),
        min_size=shape[0],
        max_size=shape[0],
    )
)


@settings(deadline=None, max_examples=25)
@given(tables)
def test_no_cell_that_is_left_out_can_be_worked_out(table):
    found = suppress(table, below=5)

    assert np.all(found.suppressed[found.primary])
    assert not np.any(found.bounds.exact & found.suppressed)
    assert not np.any(found.suppressed & (found.counts == 0))
    assert np.all((found.counts >= found.bounds.lower) & (found.counts <= found.bounds.upper))
    if not found.primary.any():
        assert not found.suppressed.any()


def test_bounds_are_reached_by_tables_a_reader_may_imagine():
    counts = np.array([[3, 2], [1, 4]])
    imagined = [
        t
        for t in product(range(6), repeat=4)
        if (t[0] + t[1], t[2] + t[3], t[0] + t[2], t[1] + t[3]) == (5, 5, 4, 6)
    ]

    bounds = audit(counts, np.ones((2, 2), bool))

    assert bounds.lower[:2, :2].ravel().tolist() == np.min(imagined, axis=0).tolist()
    assert bounds.upper[:2, :2].ravel().tolist() == np.max(imagined, axis=0).tolist()
    assert bounds.lower[2].tolist() == bounds.upper[2].tolist() == [4, 6, 10]


def test_small_cells_alone_are_found_by_subtracting():
    counts = [[20, 3, 17], [11, 12, 30], [25, 8, 9]]

    assert audit(counts, small_cells(counts, below=5)).exact.all()


def test_a_table_of_one_cell_hides_its_margins():
    found = suppress([[3]], below=5)

    assert found.suppressed.all()
    assert found.bounds.upper.tolist() == [[np.inf, np.inf], [np.inf, np.inf]]


def test_a_cell_that_only_zeros_could_balance_is_protected_otherwise():
    found = suppress([[3, 0, 9], [0, 8, 7], [6, 0, 0]], below=5)

    assert found.suppressed[0, 0]
    assert not np.any(found.bounds.exact & found.suppressed)


def test_sums_that_differ_by_one_cell_give_it_away():
    sums = [[1, 1, 1, 0, 0], [1, 1, 0, 0, 0], [0, 0, 0, 1, 1]]

    assert identified_cells(sums).tolist() == [False, False, True, False, False]
    bounds = cell_bounds(sums, [40, 37, 25])
    assert bounds.lower == pytest.approx([0, 0, 3, 0, 0])
    assert bounds.upper == pytest.approx([37, 37, 3, 25, 25])


def test_counts_that_are_never_negative_tell_more_than_subtracting():
    sums, totals = [[1, 1, 0], [0, 1, 1]], [0, 7]

    assert not identified_cells(sums).any()
    assert cell_bounds(sums, totals).exact.tolist() == [True, True, True]


def test_a_cell_in_no_sum_is_not_bounded():
    assert cell_bounds([[1, 0]], [4]).upper.tolist() == [4, np.inf]


@pytest.mark.parametrize("counts", [[], [[]], [[-1, 2]], [[1.5, 2]], [[np.nan, 2]], [1, 2]])
def test_tables_that_are_none_are_refused(counts):
    with pytest.raises(ValueError, match="counts"):
        suppress(counts, below=5)


def test_settings_out_of_range_are_refused():
    with pytest.raises(ValueError, match="below"):
        suppress([[1, 2]], below=1)
    with pytest.raises(ValueError, match="truth"):
        audit([[1, 2]], [[1, 0]])
    with pytest.raises(ValueError, match="shape"):
        audit([[1, 2]], [True, False])
    with pytest.raises(ValueError, match="sums"):
        identified_cells([1, 2])
    with pytest.raises(ValueError, match="sums"):
        cell_bounds([[np.nan, 1]], [1])
    with pytest.raises(ValueError, match="totals"):
        cell_bounds([[1, 1]], [1, 2])
    with pytest.raises(ValueError, match="no such cells"):
        cell_bounds([[1, 1], [1, 1]], [1, 2])
