"""Differences of two independent groups."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis.comparison import difference, difference_of_means, difference_of_shares
from analysis.intervals import Interval

FIVE = [1, 2, 3, 4, 5]
some_counts = st.lists(st.integers(0, 300), min_size=5, max_size=5).filter(
    lambda counts: sum(count > 0 for count in counts) >= 2
)
a_share = st.integers(1, 10**5).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(
    ("first", "second", "lower", "upper"),
    [
        # Newcombe (1998), Statistics in Medicine 17, 873-890, table II, method 10
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((10, 10), (0, 10), 0.6075, 1.0000),
    ],
)
def test_difference_of_shares_reproduces_newcombes_table(first, second, lower, upper):
    change = difference_of_shares(first, second)

    assert change.lower == pytest.approx(lower, abs=5e-5)
    assert change.upper == pytest.approx(upper, abs=5e-5)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        # R 4.2.2, DescTools 0.99.59: BinomDiffCI(9, 10, 4, 12, method = "score")
        ((9, 10), (4, 12), (0.155926057852614, 0.566666666666667, 0.778450816976095)),
        ((1612, 2000), (1540, 1985), (0.00492793060509098, 0.0301813602015114, 0.0554035951043524)),
    ],
)
def test_difference_of_shares_agrees_with_r(first, second, expected):
    assert difference_of_shares(first, second) == pytest.approx(expected, rel=1e-12)


@given(a_share, a_share)
def test_the_other_order_turns_the_difference_round(first, second):
    there, back = difference_of_shares(first, second), difference_of_shares(second, first)

    assert -1 <= there.lower <= there.estimate <= there.upper <= 1
    assert there == pytest.approx((-back.upper, -back.estimate, -back.lower), abs=1e-12)


@given(some_counts, some_counts, st.floats(0.5, 0.999))
def test_difference_of_means_agrees_with_scipy(first, second, confidence):
    theirs = stats.ttest_ind(np.repeat(FIVE, first), np.repeat(FIVE, second), equal_var=False)
    limits = theirs.confidence_interval(confidence)

    ours = difference_of_means(first, second, FIVE, confidence=confidence)

    assert (ours.lower, ours.upper) == pytest.approx((limits.low, limits.high), rel=1e-8, abs=1e-9)


def test_one_group_without_spread_can_be_compared():
    others = stats.ttest_1samp([1, 4, 5, 5], 0).confidence_interval()

    ours = difference_of_means([0, 0, 0, 0, 8], [1, 0, 0, 1, 2], FIVE)

    assert (ours.lower, ours.upper) == pytest.approx((5 - others.high, 5 - others.low))


def test_two_groups_without_spread_cannot_be_compared():
    with pytest.raises(ValueError, match="spread"):
        difference_of_means([0, 0, 0, 0, 8], [0, 0, 0, 9, 0], FIVE)


@pytest.mark.parametrize(
    ("first", "second", "word"), [([1, 0], [3, 4], "first"), ([3, 4], [0, 1], "second")]
)
def test_means_of_single_answers_cannot_be_compared(first, second, word):
    with pytest.raises(ValueError, match=word):
        difference_of_means(first, second, [0, 1])


@pytest.mark.parametrize("confidence", [0, 1, np.nan])
def test_a_confidence_that_is_none_is_refused(confidence):
    with pytest.raises(ValueError, match="confidence"):
        difference_of_shares((1, 2), (1, 2), confidence=confidence)
    with pytest.raises(ValueError, match="confidence"):
        difference_of_means([1, 2], [1, 2], [0, 1], confidence=confidence)


@pytest.mark.parametrize("interval", [Interval(2, 1, 3), Interval(0, 4, 3), Interval(np.nan, 1, 2)])
def test_an_estimate_outside_its_limits_is_refused(interval):
    with pytest.raises(ValueError, match="limits"):
        difference(interval, Interval(0, 1, 2))
