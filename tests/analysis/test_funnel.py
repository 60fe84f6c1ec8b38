"""Funnel plots and the spread between units."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.meta_analysis import combine_effects

from analysis.funnel import exact_limits, normal_limits, share_funnel
from analysis.overdispersion import overdispersion, variance_between

some_units = st.lists(
    st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    min_size=2,
    max_size=12,
).filter(lambda units: 0 < sum(x for x, _ in units) < sum(n for _, n in units))


def test_the_funnel_agrees_with_its_definition():
    x, n = [80, 350, 70, 45, 12], [100, 400, 100, 50, 30]
    target = 557 / 680
    sigma = [(target * (1 - target) / trials) ** 0.5 for trials in n]
    z = [(a / b - target) / s for a, b, s in zip(x, n, sigma, strict=True)]
    ordered = sorted(z)
    low = ordered[0] + 0.4 * (ordered[1] - ordered[0])  # quantile .1 of five lies at place .4
    high = ordered[4] - 0.4 * (ordered[4] - ordered[3])
    phi = sum(min(max(score, low), high) ** 2 for score in z) / 5

    funnel = share_funnel(x, n)

    assert funnel.z == pytest.approx(z, rel=1e-12)
    assert funnel.overdispersion.phi == pytest.approx(phi, rel=1e-12)
    assert funnel.z_multiplicative == pytest.approx([score / phi**0.5 for score in z], rel=1e-12)
    assert funnel.sigma_multiplicative == pytest.approx([s * phi**0.5 for s in sigma], rel=1e-12)


def test_the_variance_between_units_agrees_with_statsmodels():
    effects = np.array([0.2, 0.5, 0.35, 0.9, 0.1])
    variances = np.array([0.01, 0.02, 0.015, 0.03, 0.01])
    mean = np.average(effects, weights=1 / variances)
    phi = ((effects - mean) ** 2 / variances).mean()

    ours = variance_between(np.sqrt(variances), phi=phi)

    theirs = combine_effects(effects, variances, method_re="dl").tau2
    assert ours == pytest.approx(theirs, rel=1e-10)


@settings(deadline=None, max_examples=20)
@given(st.floats(0.01, 0.99), st.integers(1, 5000), st.sampled_from([0.9, 0.95, 0.998]))
def test_exact_limits_agree_with_scipy(target, trials, coverage):
    expected = []
    for q in ((1 - coverage) / 2, (1 + coverage) / 2):
        r = stats.binom.ppf(q, trials, target)
        reached = stats.binom.cdf(r, trials, target)
        below = stats.binom.cdf(r - 1, trials, target)
        expected.append((r - (reached - q) / (reached - below)) / trials)

    limits = exact_limits(target, [trials], coverage=coverage)

    assert [limits.lower[0], limits.upper[0]] == pytest.approx(expected, rel=1e-7, abs=1e-9)


def test_exact_limits_of_large_units_are_normal():
    exact = exact_limits(0.8, [10**8])
    normal = normal_limits(0.8, [(0.16 / 10**8) ** 0.5])

    assert exact.lower[0] == pytest.approx(normal.lower[0], abs=1e-8)
    assert exact.upper[0] == pytest.approx(normal.upper[0], abs=1e-8)


@settings(deadline=None, max_examples=15)
@given(some_units)
def test_allowing_for_spread_never_widens_a_score(units):
    funnel = share_funnel(*np.transpose(units))

    assert np.all(np.abs(funnel.z_multiplicative) <= np.abs(funnel.z) + 1e-12)
    assert np.all(np.abs(funnel.z_additive) <= np.abs(funnel.z) + 1e-12)
    assert np.all(funnel.sigma_additive >= funnel.sigma)
    assert funnel.tau2 >= 0


@settings(deadline=None, max_examples=15)
@given(some_units, st.randoms())
def test_the_order_of_the_units_does_not_matter(units, chance):
    mixed = list(units)
    chance.shuffle(mixed)
    one, other = share_funnel(*np.transpose(units)), share_funnel(*np.transpose(mixed))

    assert sorted(one.z_additive) == pytest.approx(sorted(other.z_additive))
    assert one.overdispersion.phi == pytest.approx(other.overdispersion.phi)


def test_an_outlier_hardly_moves_the_spread():
    usual = [-1.5, -1, -0.5, 0, 0.5, 1, 1.5, 0.2, -0.2, 0.8]

    assert overdispersion([*usual, 30]).phi < 1.5 < overdispersion([*usual, 30]).phi_raw


def test_less_spread_than_chance_does_not_narrow_the_funnel():
    funnel = share_funnel([50, 51, 49, 50], [100, 100, 100, 100])

    assert funnel.overdispersion.phi < 1
    assert funnel.tau2 == 0
    np.testing.assert_array_equal(funnel.sigma_multiplicative, funnel.sigma)


def test_a_given_target_is_kept():
    assert share_funnel([0, 0], [5, 9], target=0.1).target == 0.1


@pytest.mark.parametrize(
    ("successes", "trials", "word"),
    [
        ([1], [2], "trials"),
        ([1, 2], [2, 0], "trials"),
        ([1, 3], [2, 2], "successes"),
        ([1, 0.5], [2, 2], "successes"),
        ([np.nan, 1], [2, 2], "successes"),
        ([0, 0], [2, 2], "target"),
        ([2, 2], [2, 2], "target"),
    ],
)
def test_units_that_are_none_are_refused(successes, trials, word):
    with pytest.raises(ValueError, match=word):
        share_funnel(successes, trials)


@pytest.mark.parametrize("target", [0, 1, np.nan])
def test_a_target_at_the_end_is_refused(target):
    with pytest.raises(ValueError, match="target"):
        share_funnel([1, 2], [3, 4], target=target)
    with pytest.raises(ValueError, match="probability"):
        exact_limits(target, [10])


@pytest.mark.parametrize("trim", [-0.1, 0.5, np.nan])
def test_a_trim_that_leaves_nothing_is_refused(trim):
    with pytest.raises(ValueError, match="trim"):
        share_funnel([1, 2], [3, 4], trim=trim)


@pytest.mark.parametrize("coverage", [0, 1, np.nan])
def test_a_coverage_that_is_none_is_refused(coverage):
    with pytest.raises(ValueError, match="confidence"):
        normal_limits(0.5, [0.1], coverage=coverage)
    with pytest.raises(ValueError, match="confidence"):
        exact_limits(0.5, [10], coverage=coverage)


def test_standard_errors_of_nothing_are_refused():
    with pytest.raises(ValueError, match="standard_errors"):
        normal_limits(0.5, [0.1, 0])
    with pytest.raises(ValueError, match="standard_errors"):
        variance_between([0.1, np.nan], phi=2)
    with pytest.raises(ValueError, match="phi"):
        variance_between([0.1, 0.2], phi=np.nan)
    with pytest.raises(ValueError, match="trials"):
        exact_limits(0.5, [0])
    with pytest.raises(ValueError, match="scores"):
        overdispersion([1])
