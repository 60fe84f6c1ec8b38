"""Two and more shares: tests, intervals of the difference, ratios."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import optimize, stats
from statsmodels.stats.proportion import proportions_ztest

from analysis.comparison import difference_of_shares
from analysis.differences import (
    agresti_caffo_difference,
    corrected_wald_difference,
    wald_difference,
)
from analysis.multiplicity import benjamini_hochberg, holm
from analysis.odds import cohen_h, conditional_odds_ratio, fisher_test, odds_ratio, risk_ratio
from analysis.proportions import (
    corrected_test,
    homogeneity_test,
    pairwise_tests,
    pooled_test,
    unpooled_test,
)
from analysis.score_differences import mee_difference, miettinen_nurminen_difference

INTERVALS = [
    wald_difference,
    corrected_wald_difference,
    agresti_caffo_difference,
    mee_difference,
    miettinen_nurminen_difference,
]
PAIRS = [pooled_test, unpooled_test, corrected_test, fisher_test, conditional_odds_ratio]
RATIOS = [odds_ratio, risk_ratio, cohen_h]
a_group = st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def table(first, second):
    return [[first[0], first[1] - first[0]], [second[0], second[1] - second[0]]]


def mixed(first, second):
    return 0 < first[0] + second[0] < first[1] + second[1]


@pytest.mark.parametrize(
    ("interval", "lower", "upper"),
    [
        # Newcombe (1998), Statistics in Medicine 17, 873-890, table II: methods 1, 2, 5, 6
        (wald_difference, 0.0575, 0.3425),
        (corrected_wald_difference, 0.0441, 0.3559),
        (mee_difference, 0.0533, 0.3377),
        (miettinen_nurminen_difference, 0.0528, 0.3382),
    ],
)
def test_newcombes_example_is_reproduced(interval, lower, upper):
    change = interval((56, 70), (48, 80))

    assert (change.lower, change.upper) == pytest.approx((lower, upper), abs=5e-5)


def most_likely_gap(first, second, gap):
    """z of the score test of a gap, by maximising the likelihood step by step."""
    (x1, n1), (x2, n2) = first, second

    def unlikely(p2):
        p1 = min(max(p2 + gap, 0), 1)
        return -(stats.binom.logpmf(x1, n1, p1) + stats.binom.logpmf(x2, n2, p2))

    ends = (max(0, -gap) + 1e-12, min(1, 1 - gap) - 1e-12)
    p2 = optimize.minimize_scalar(
        unlikely, bounds=ends, method="bounded", options={"xatol": 1e-13}
    ).x
    p1 = p2 + gap
    return (x1 / n1 - x2 / n2 - gap) / np.sqrt(p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2)


@pytest.mark.parametrize(
    ("first", "second"), [((9, 10), (3, 10)), ((7, 34), (1, 34)), ((60, 200), (20, 25))]
)
def test_score_limits_solve_their_equation(first, second):
    total = first[1] + second[1]
    z = stats.norm.ppf(0.975)

    mee = mee_difference(first, second)
    mn = miettinen_nurminen_difference(first, second)

    assert most_likely_gap(first, second, mee.lower) == pytest.approx(z, rel=1e-5)
    assert most_likely_gap(first, second, mee.upper) == pytest.approx(-z, rel=1e-5)
    wider = z * np.sqrt(total / (total - 1))
    assert most_likely_gap(first, second, mn.lower) == pytest.approx(wider, rel=1e-5)
    assert most_likely_gap(first, second, mn.upper) == pytest.approx(-wider, rel=1e-5)


@pytest.mark.parametrize("interval", INTERVALS)
@settings(max_examples=40, deadline=None)
@given(a_group, a_group)
def test_the_other_order_turns_the_difference_round(interval, first, second):
    there, back = interval(first, second), interval(second, first)

    assert -1 <= there.lower <= there.upper <= 1
    assert there == pytest.approx((-back.upper, -back.estimate, -back.lower), abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(a_group, a_group)
def test_score_limits_leave_out_zero_exactly_where_the_score_test_rejects(first, second):
    assume(mixed(first, second))
    z = pooled_test(first, second).z
    assume(abs(abs(z) - 1.959964) > 1e-3)

    mee = mee_difference(first, second)

    assert (mee.lower > 0 or mee.upper < 0) == (abs(z) > 1.959964)


@pytest.mark.parametrize("interval", INTERVALS)
def test_with_many_answers_all_differences_come_together(interval):
    first, second = (60_000_000, 100_000_000), (29_000_000, 50_000_000)

    assert interval(first, second) == pytest.approx(
        tuple(difference_of_shares(first, second)), abs=1e-7
    )


@pytest.mark.parametrize("interval", INTERVALS)
def test_many_differences_at_once_give_what_each_gives_alone(interval):
    together = interval(([3, 0, 9], [10, 5, 9]), ([4, 2, 0], [8, 9, 4]))

    for place, (first, second) in enumerate(
        [((3, 10), (4, 8)), ((0, 5), (2, 9)), ((9, 9), (0, 4))]
    ):
        alone = interval(first, second)
        assert [part[place] for part in together] == pytest.approx(list(alone), abs=1e-12)


@settings(max_examples=40, deadline=None)
@given(a_group, a_group)
def test_the_tests_agree_with_scipy_and_statsmodels(first, second):
    assume(mixed(first, second))
    (x1, n1), (x2, n2) = first, second
    z, p = proportions_ztest([x1, x2], [n1, n2])
    plain = stats.chi2_contingency(table(first, second), correction=False)
    corrected = stats.chi2_contingency(table(first, second), correction=True)

    assert pooled_test(first, second) == pytest.approx((z, p), rel=1e-9, abs=1e-12)
    assert homogeneity_test([x1, x2], [n1, n2]) == pytest.approx(
        (plain.statistic, 1, plain.pvalue), rel=1e-9, abs=1e-12
    )
    assert corrected_test(first, second) == pytest.approx(
        (corrected.statistic, 1, corrected.pvalue), rel=1e-9, abs=1e-12
    )
    assert fisher_test(first, second) == pytest.approx(
        stats.fisher_exact(table(first, second)).pvalue, rel=1e-9
    )


def test_the_unpooled_test_agrees_with_statsmodels():
    from statsmodels.stats.proportion import test_proportions_2indep

    theirs = test_proportions_2indep(9, 10, 4, 12, method="wald")

    assert unpooled_test((9, 10), (4, 12)) == pytest.approx((theirs.statistic, theirs.pvalue))


@settings(max_examples=15, deadline=None)
@given(a_group, a_group)
def test_conditional_odds_agree_with_scipy(first, second):
    assume(mixed(first, second))
    theirs = stats.contingency.odds_ratio(table(first, second), kind="conditional")
    limits = theirs.confidence_interval(0.95)

    ours = conditional_odds_ratio(first, second)

    assert ours.estimate == pytest.approx(theirs.statistic, rel=1e-5)
    assert (ours.lower, ours.upper) == pytest.approx((limits.low, limits.high), rel=1e-5)


def test_ratios_at_the_edges_are_zero_or_infinite():
    assert conditional_odds_ratio((0, 5), (2, 5)).lower == 0
    assert conditional_odds_ratio((5, 5), (2, 5)).upper == np.inf
    assert odds_ratio((5, 5), (2, 5)) == risk_ratio((2, 5), (0, 5)) == np.inf
    assert odds_ratio((0, 5), (2, 5)) == risk_ratio((0, 5), (2, 5)) == 0
    assert cohen_h((5, 5), (0, 5)) == pytest.approx(np.pi)


@settings(max_examples=25, deadline=None)
@given(st.lists(a_group, min_size=2, max_size=5))
def test_pairs_are_those_of_the_single_tests(groups):
    x, n = np.transpose(groups)

    found = pairwise_tests(x, n)

    for (a, b), p in zip(found.pairs, found.p_values, strict=True):
        alone = pooled_test(groups[a], groups[b]).p_value if mixed(groups[a], groups[b]) else 1
        assert p == pytest.approx(alone, rel=1e-9)
    np.testing.assert_array_equal(found.holm, holm(found.p_values))
    np.testing.assert_array_equal(found.benjamini_hochberg, benjamini_hochberg(found.p_values))


@settings(max_examples=25, deadline=None)
@given(st.lists(a_group, min_size=2, max_size=6))
def test_homogeneity_agrees_with_scipy(groups):
    x, n = np.transpose(groups)
    assume(0 < x.sum() < n.sum())
    theirs = stats.chi2_contingency([x, n - x], correction=False)

    assert homogeneity_test(x, n) == pytest.approx(
        (theirs.statistic, theirs.dof, theirs.pvalue), rel=1e-9, abs=1e-12
    )


@pytest.mark.parametrize("method", INTERVALS + PAIRS + RATIOS)
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((1, 0), (1, 2)),
        ((3, 2), (1, 2)),
        ((-1, 2), (1, 2)),
        ((0.5, 2), (1, 2)),
        ((1, 2), (1, np.nan)),
    ],
)
def test_impossible_counts_are_refused(method, first, second):
    with pytest.raises(ValueError, match=r"trials|successes"):
        method(first, second)


@pytest.mark.parametrize("method", [*INTERVALS, conditional_odds_ratio])
@pytest.mark.parametrize("confidence", [0, 1, np.nan])
def test_a_confidence_that_is_none_is_refused(method, confidence):
    with pytest.raises(ValueError, match="confidence"):
        method((1, 2), (1, 2), confidence=confidence)


@pytest.mark.parametrize(
    "method", [pooled_test, corrected_test, odds_ratio, conditional_odds_ratio]
)
@pytest.mark.parametrize("pair", [((0, 5), (0, 7)), ((5, 5), (7, 7))])
def test_groups_without_spread_are_refused(method, pair):
    with pytest.raises(ValueError, match=r"successes|first and second"):
        method(*pair)


@pytest.mark.parametrize(
    ("ask", "word"),
    [
        (lambda: unpooled_test((0, 5), (7, 7)), "first and second"),
        (lambda: risk_ratio((0, 5), (0, 7)), "first and second"),
        (lambda: homogeneity_test([1], [2]), "two groups"),
        (lambda: homogeneity_test([], []), "two groups"),
        (lambda: homogeneity_test([0, 0], [2, 3]), "successes"),
        (lambda: pairwise_tests([1], [2]), "two groups"),
        (lambda: pairwise_tests([[1, 2]], [[2, 3]]), "two groups"),
    ],
)
def test_what_cannot_be_compared_is_refused(ask, word):
    with pytest.raises(ValueError, match=word):
        ask()
