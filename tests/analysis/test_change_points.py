"""One change in a series of values or shares, against the definitions written out."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from scipy.special import kolmogorov

from analysis.change_points import cusum_fluctuation, homogeneity_split, largest_f, pettitt_test
from analysis.share_changes import share_change

SERIES = [71.5, 73, 70, 72, 71, 78, 80, 79.5, 77, 81, 80, 74, 79]
a_series = st.lists(st.integers(0, 50), min_size=4, max_size=12).filter(lambda v: len(set(v)) > 2)
shares = st.lists(
    st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    min_size=2,
    max_size=8,
)


def test_pettitts_statistic_counts_which_of_two_values_is_larger():
    def sums(k):
        return sum(np.sign(a - b) for a in SERIES[:k] for b in SERIES[k:])

    strengths = [abs(sums(k)) for k in range(1, len(SERIES))]

    change = pettitt_test(SERIES)

    m, largest = len(SERIES), max(strengths)
    assert change.statistic == largest
    assert change.last.tolist() == [strengths.index(largest)]
    assert change.p == pytest.approx(2 * np.exp(-6 * largest**2 / (m**3 + m**2)))


def test_homogeneity_agrees_with_its_definition():
    z = stats.zscore(SERIES, ddof=1)
    by_split = [k * z[:k].mean() ** 2 + (13 - k) * z[k:].mean() ** 2 for k in range(1, 13)]

    split = homogeneity_split(SERIES)

    assert split.by_split == pytest.approx(by_split)
    assert (split.statistic, split.last) == (pytest.approx(max(by_split)), 4)


def test_the_largest_f_is_that_of_the_best_of_all_t_tests():
    tests = [stats.ttest_ind(SERIES[:k], SERIES[k:]).statistic ** 2 for k in range(2, 12)]

    split = largest_f(SERIES, margin=0.16)

    assert split.by_split == pytest.approx(tests)
    assert (split.statistic, split.last) == (pytest.approx(max(tests)), 4)


def test_the_fluctuation_agrees_with_its_definition():
    residuals = np.array(SERIES) - np.mean(SERIES)
    greatest = max(abs(residuals[:k].sum()) for k in range(1, 13))
    statistic = greatest / (np.std(SERIES, ddof=1) * 13**0.5)

    assert cusum_fluctuation(SERIES) == pytest.approx((statistic, kolmogorov(statistic)))


def test_a_change_of_shares_agrees_with_the_binomial_likelihood():
    x, n = np.array([70, 40, 69, 83, 0, 84]), np.array([100, 60, 90, 95, 1, 92])

    def likelihood(part):
        return stats.binom.logpmf(x[part], n[part], x[part].sum() / n[part].sum()).sum()

    whole = likelihood(slice(None))
    by_split = [
        2 * (likelihood(slice(None, k)) + likelihood(slice(k, None)) - whole) for k in range(1, 6)
    ]

    change = share_change(x, n)

    assert change.by_split == pytest.approx(by_split)
    assert (change.statistic, change.last) == (pytest.approx(max(by_split)), 2)
    assert (change.before, change.after) == pytest.approx((179 / 250, 167 / 188))


@settings(deadline=None, max_examples=15)
@given(a_series)
def test_a_series_turned_round_changes_at_the_same_place(values):
    there, back = pettitt_test(values), pettitt_test(values[::-1])

    assert there.statistic == back.statistic
    assert (there.last + 1).tolist() == sorted(len(values) - 1 - back.last)
    assert homogeneity_split(values).statistic == pytest.approx(
        homogeneity_split(values[::-1]).statistic
    )


@settings(deadline=None, max_examples=15)
@given(a_series, st.floats(0.5, 9), st.floats(-50, 50))
def test_the_unit_of_the_values_does_not_matter(values, times, plus):
    other = [times * value + plus for value in values]

    assert homogeneity_split(other).by_split == pytest.approx(homogeneity_split(values).by_split)
    assert cusum_fluctuation(other).statistic == pytest.approx(cusum_fluctuation(values).statistic)


@settings(deadline=None, max_examples=15)
@given(shares)
def test_a_split_never_makes_shares_less_likely(counts):
    x, n = np.transpose(counts)
    change = share_change(x, n)

    assert np.all(change.by_split >= -1e-9)
    assert share_change(n - x, n).by_split == pytest.approx(change.by_split, abs=1e-9)


@pytest.mark.parametrize("test", [pettitt_test, homogeneity_split, largest_f, cusum_fluctuation])
@pytest.mark.parametrize("values", [[], [1], [1, np.nan, 2, 3], [1, np.inf, 2, 3], [4, 4, 4, 4, 4]])
def test_a_series_that_is_none_is_refused(test, values):
    with pytest.raises(ValueError, match="values"):
        test(values)


def test_parts_without_spread_have_no_f():
    with pytest.raises(ValueError, match="no spread"):
        largest_f([1, 1, 1, 2, 2, 2], margin=0.3)


@pytest.mark.parametrize("margin", [0, 0.5, -1, np.nan, 0.01])
def test_a_margin_that_leaves_no_split_is_refused(margin):
    with pytest.raises(ValueError, match="margin"):
        largest_f(SERIES, margin=margin)


@pytest.mark.parametrize(
    ("successes", "trials", "word"),
    [([1], [2], "trials"), ([1, 2], [0, 2], "trials"), ([3, 1], [2, 2], "successes")],
)
def test_shares_that_are_none_are_refused(successes, trials, word):
    with pytest.raises(ValueError, match=word):
        share_change(successes, trials)
