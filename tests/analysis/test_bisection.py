"""Roots between known ends."""

import numpy as np
import pytest

from analysis.bisection import falling_root


def test_roots_are_found_to_the_last_digit_whatever_their_size():
    roots = np.array([0.0, 1e-40, 1e-9, 0.3, 1.0])

    found = falling_root(lambda x: roots - x, 0, np.ones(5))

    np.testing.assert_array_equal(found, roots)


def test_without_a_change_of_sign_an_end_is_the_answer():
    assert falling_root(lambda x: 1 + 0 * x, 0, 5) == 5
    assert falling_root(lambda x: -1 + 0 * x, 0, 5) == 0


@pytest.mark.parametrize(("low", "high"), [(1, 0), (np.nan, 1), (0, np.nan)])
def test_ends_that_hold_nothing_are_refused(low, high):
    with pytest.raises(ValueError, match="low"):
        falling_root(lambda x: -x, low, high)
