"""Trends of shares and of series: other implementations, exact distributions, refusals."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.contingency_tables import Table

from analysis.exact_ranks import mann_kendall_exact
from analysis.proportions import homogeneity_test, pooled_test
from analysis.share_trend import cochran_armitage
from analysis.trends import mann_kendall, seasonal_mann_kendall, seasonal_sen_slope, sen_slope

a_group = st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
a_series = st.lists(st.integers(-5, 5), min_size=3, max_size=15).filter(lambda x: len(set(x)) > 1)
no_ties = st.lists(st.integers(0, 99), min_size=3, max_size=20, unique=True)


@settings(max_examples=25, deadline=None)
@given(st.lists(a_group, min_size=2, max_size=6), st.floats(-3, 3), st.floats(0.1, 5))
def test_the_trend_of_shares_agrees_with_statsmodels(groups, first, step):
    x, n = np.transpose(groups)
    if not 0 < x.sum() < n.sum():
        return
    scores = first + step * np.arange(len(groups))
    theirs = Table(np.array([n - x, x]), shift_zeros=False).test_ordinal_association(
        row_scores=np.array([0, 1]), col_scores=scores
    )

    ours = cochran_armitage(x, n, scores)

    # It divides by N - 1 what the test divides by N.
    assert ours.z * np.sqrt((n.sum() - 1) / n.sum()) == pytest.approx(
        theirs.zscore, rel=1e-8, abs=1e-10
    )


def test_of_two_groups_the_trend_is_the_difference():
    trend = cochran_armitage([9, 4], [10, 12], [0, 1])

    assert trend.z == pytest.approx(-pooled_test((9, 10), (4, 12)).z)
    assert trend.slope == pytest.approx(4 / 12 - 9 / 10)
    assert trend.departure is None


def test_what_is_no_straight_line_departs_from_it():
    x, n = [5, 9, 5], [10, 10, 10]

    trend = cochran_armitage(x, n, [1, 2, 3])

    assert trend.z == pytest.approx(0, abs=1e-12)
    assert trend.departure == pytest.approx(
        (homogeneity_test(x, n).statistic, 1, stats.chi2.sf(homogeneity_test(x, n).statistic, 1))
    )


@settings(max_examples=40, deadline=None)
@given(a_series)
def test_the_trend_of_a_series_agrees_with_its_definition_and_scipy(values):
    n = len(values)
    score = sum(np.sign(values[j] - values[i]) for i in range(n) for j in range(i + 1, n))
    theirs = stats.kendalltau(np.arange(n), values, method="asymptotic")

    ours = mann_kendall(values)

    assert ours.score == score
    assert ours.tau_a == pytest.approx(score / (n * (n - 1) / 2))
    assert ours.tau_b == pytest.approx(theirs.statistic)
    assert ours.uncorrected.p_value == pytest.approx(theirs.pvalue, rel=1e-9)
    assert ours.corrected.p_value >= ours.uncorrected.p_value


@pytest.mark.parametrize("values", [[1, 2, 4, 8, 16, 20], [3, 1, 2, 2, 5, 1, 4, 4]])
def test_the_variance_is_that_of_all_orders(values):
    orders = set(permutations(range(len(values))))
    scores = [
        sum(
            np.sign(values[o[j]] - values[o[i]])
            for i in range(len(o))
            for j in range(i + 1, len(o))
        )
        for o in (orders if len(values) < 7 else list(orders)[::40])
    ]

    apart = 1e-12 if len(values) < 7 else 0.1
    assert mann_kendall(values).variance == pytest.approx(np.var(scores), rel=apart)


@settings(max_examples=40, deadline=None)
@given(a_series, st.floats(0.5, 0.99))
def test_sens_slope_agrees_with_scipy(values, confidence):
    theirs = stats.theilslopes(values, alpha=confidence)

    ours = sen_slope(values, confidence=confidence)

    assert ours.estimate == pytest.approx(theirs.slope)
    assert ours.lower <= ours.estimate <= ours.upper
    if np.isfinite([ours.lower, ours.upper]).all():
        assert (ours.lower, ours.upper) == pytest.approx((theirs.low_slope, theirs.high_slope))


@settings(max_examples=25, deadline=None)
@given(a_series, st.integers(-4, 4), st.integers(1, 3))
def test_a_line_added_is_added_to_the_slope(values, step, factor):
    line = step * np.arange(len(values))

    tilted = sen_slope(factor * np.array(values) + line, confidence=0.5)

    assert tilted.estimate == pytest.approx(factor * sen_slope(values).estimate + step)


def test_too_few_figures_bound_no_slope():
    slope = sen_slope([1, 2, 4])

    assert (slope.lower, slope.estimate, slope.upper) == (-np.inf, 1.5, np.inf)


@settings(max_examples=25, deadline=None)
@given(no_ties)
def test_the_exact_trend_agrees_with_scipy(values):
    theirs = stats.kendalltau(np.arange(len(values)), values, method="exact")

    rising, p_value = mann_kendall_exact(values)

    assert 4 * rising / (len(values) * (len(values) - 1)) - 1 == pytest.approx(theirs.statistic)
    assert p_value == pytest.approx(theirs.pvalue, rel=1e-9)


YEARS = np.repeat(np.arange(2015, 2023), 4)
QUARTERS = np.tile([1, 2, 3, 4], 8)
FIGURES = np.random.default_rng(3).normal(10 * QUARTERS + 0.3 * (YEARS - 2015), 1).round(1)


def test_seasons_are_added_up():
    groups = [FIGURES[quarter == QUARTERS] for quarter in (1, 2, 3, 4)]
    alone = [mann_kendall(group) for group in groups]
    slopes = [
        (group[j] - group[i]) / (j - i)
        for group in groups
        for i in range(8)
        for j in range(i + 1, 8)
    ]

    found = seasonal_mann_kendall(FIGURES, years=YEARS, seasons=QUARTERS)
    slope = seasonal_sen_slope(FIGURES, years=YEARS, seasons=QUARTERS)

    assert found.scores.tolist() == [one.score for one in alone]
    assert found.score == sum(one.score for one in alone)
    assert found.variance == pytest.approx(sum(one.variance for one in alone))
    assert found.corrected.z == pytest.approx((found.score - 1) / np.sqrt(found.variance))
    assert found.uncorrected.z == pytest.approx(found.score / np.sqrt(found.variance))
    assert slope.estimate == pytest.approx(np.median(slopes))
    assert slope.lower < slope.estimate < slope.upper


def test_the_order_of_rows_and_a_missing_quarter_do_not_matter():
    places = np.random.default_rng(4).permutation(31)
    left = np.delete(np.arange(32), 13)[places]

    found = seasonal_mann_kendall(FIGURES[left], years=YEARS[left], seasons=QUARTERS[left])
    slope = seasonal_sen_slope(FIGURES[left], years=YEARS[left], seasons=QUARTERS[left])

    second = np.delete(FIGURES[QUARTERS == 2], 3)
    assert found.scores[1] == mann_kendall(second).score
    whole = seasonal_sen_slope(FIGURES, years=YEARS, seasons=QUARTERS)
    assert slope.estimate == pytest.approx(whole.estimate, abs=0.1)


def test_one_season_is_the_series_itself():
    one = np.full(32, "all")

    found = seasonal_mann_kendall(FIGURES, years=np.arange(32), seasons=one)
    slope = seasonal_sen_slope(FIGURES, years=np.arange(32), seasons=one)

    assert found.corrected == mann_kendall(FIGURES).corrected
    assert slope == sen_slope(FIGURES)


@pytest.mark.parametrize("values", [[], [1, 2], [1, 2, np.nan], [1, 2, np.inf], [[1, 2, 3]]])
@pytest.mark.parametrize(
    "method",
    [
        mann_kendall,
        sen_slope,
        mann_kendall_exact,
        lambda x: seasonal_mann_kendall(x, years=[1, 2, 3], seasons=[1, 1, 1]),
        lambda x: seasonal_sen_slope(x, years=[1, 2, 3], seasons=[1, 1, 1]),
    ],
)
def test_what_is_no_series_is_refused(method, values):
    with pytest.raises(ValueError, match="values"):
        method(values)


@pytest.mark.parametrize(
    ("ask", "word"),
    [
        (lambda: mann_kendall([2, 2, 2]), "equal"),
        (lambda: sen_slope([2, 2, 2]), "equal"),
        (lambda: sen_slope([1, 2, 3], confidence=1), "confidence"),
        (lambda: mann_kendall_exact([1, 2, 2]), "equal"),
        (lambda: mann_kendall_exact(range(201)), "200"),
        (lambda: seasonal_mann_kendall([1, 2, 3], years=[1, 1, 2], seasons=[1, 1, 1]), "years"),
        (lambda: seasonal_mann_kendall([1, 2, 3], years=[1, 2], seasons=[1, 1, 1]), "years"),
        (lambda: seasonal_mann_kendall([1, 2, 3], years=[1, 2, 3], seasons=[1, 1]), "seasons"),
        (lambda: seasonal_mann_kendall([1, 2, 3], years=[1, 1, 1], seasons=[1, 2, 3]), "equal"),
        (lambda: cochran_armitage([1, 2], [3, 3], [1, 1]), "scores"),
        (lambda: cochran_armitage([1, 2], [3, 3], [1]), "scores"),
        (lambda: cochran_armitage([1, 2], [3, 3], [1, np.nan]), "scores"),
        (lambda: cochran_armitage([0, 0], [3, 3], [1, 2]), "successes"),
        (lambda: cochran_armitage([1], [3], [1]), "two groups"),
        (lambda: cochran_armitage([1.5, 2], [3, 3], [1, 2]), "successes"),
    ],
)
def test_what_has_no_trend_is_refused(ask, word):
    with pytest.raises(ValueError, match=word):
        ask()
