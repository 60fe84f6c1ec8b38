"""Every interval for one share: published values, other programs, what it covers."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from analysis.binomial import (
    agresti_coull_interval,
    wald_interval,
    wilson_corrected_interval,
)
from analysis.binomial_exact import (
    clopper_pearson_interval,
    coverage,
    jeffreys_interval,
    mid_p_interval,
)
from analysis.intervals import wilson_interval

INTERVALS = [
    wald_interval,
    agresti_coull_interval,
    wilson_corrected_interval,
    clopper_pearson_interval,
    jeffreys_interval,
    mid_p_interval,
]
SHARES = np.linspace(0, 1, 2002)[1:-1]
"""Between the ends, and none of them a limit by chance."""
a_share = st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(
    ("interval", "expected"),
    [
        # Newcombe (1998), Statistics in Medicine 17, 857-872, table I: methods 1, 4, 5, 6
        (wald_interval, [(0.2522, 0.3638), (0.0527, 0.1500), (0, 0), (0, 0.1009)]),
        (
            wilson_corrected_interval,
            [(0.2535, 0.3682), (0.0598, 0.1644), (0, 0.2005), (0.0018, 0.1963)],
        ),
        (
            clopper_pearson_interval,
            [(0.2527, 0.3676), (0.0578, 0.1617), (0, 0.1684), (0.0009, 0.1776)],
        ),
        (mid_p_interval, [(0.2544, 0.3658), (0.0601, 0.1581), (0, 0.1391), (0.0017, 0.1585)]),
    ],
)
def test_newcombes_table_is_reproduced(interval, expected):
    found = interval([81, 15, 0, 1], [263, 148, 20, 29])

    np.testing.assert_allclose(np.transpose([found.lower, found.upper]), expected, atol=5e-5)


@pytest.mark.parametrize(
    ("interval", "name"),
    [
        (wald_interval, "normal"),
        (agresti_coull_interval, "agresti_coull"),
        (clopper_pearson_interval, "beta"),
    ],
)
@pytest.mark.parametrize("trials", [1, 2, 7, 40])
def test_they_agree_with_statsmodels_for_every_count(interval, name, trials):
    successes = np.arange(trials + 1)

    found = interval(successes, trials, confidence=0.9)

    theirs = proportion_confint(successes, trials, alpha=0.1, method=name)
    np.testing.assert_allclose([found.lower, found.upper], theirs, atol=1e-12)


@pytest.mark.parametrize("trials", [2, 7, 40])
def test_jeffreys_interval_agrees_with_scipys_posterior_but_at_the_edges(trials):
    inside = np.arange(1, trials)

    found = jeffreys_interval(inside, trials, confidence=0.9)

    posterior = stats.beta(inside + 0.5, trials - inside + 0.5)
    np.testing.assert_allclose([found.lower, found.upper], posterior.ppf([[0.05], [0.95]]))
    assert jeffreys_interval(0, trials).lower == 0
    assert jeffreys_interval(trials, trials).upper == 1


def test_mid_p_limits_solve_their_equation():
    found = mid_p_interval([1, 5, 39], 40)

    low, high = (stats.binom(40, limit) for limit in (found.lower, found.upper))
    x = np.array([1, 5, 39])
    np.testing.assert_allclose(low.sf(x) + low.pmf(x) / 2, 0.025, rtol=1e-10)
    np.testing.assert_allclose(high.cdf(x - 1) + high.pmf(x) / 2, 0.025, rtol=1e-10)


@pytest.mark.parametrize("interval", INTERVALS)
@settings(max_examples=25, deadline=None)
@given(a_share, st.floats(0.5, 0.999))
def test_an_interval_lies_on_the_scale_around_the_share_and_mirrors(interval, counts, confidence):
    successes, trials = counts
    share = interval(successes, trials, confidence=confidence)
    mirror = interval(trials - successes, trials, confidence=confidence)

    assert 0 <= share.lower <= share.estimate
    assert share.estimate <= share.upper <= 1
    assert (1 - share.lower, 1 - share.upper) == pytest.approx(
        (mirror.upper, mirror.lower), abs=1e-9
    )


@pytest.mark.parametrize("interval", INTERVALS)
@settings(max_examples=15, deadline=None)
@given(a_share)
def test_more_confidence_never_makes_an_interval_shorter(interval, counts):
    narrow, wide = interval(*counts, confidence=0.8), interval(*counts, confidence=0.95)

    assert wide.lower <= narrow.lower + 1e-12
    assert narrow.upper <= wide.upper + 1e-12


@pytest.mark.parametrize("interval", INTERVALS)
def test_with_many_answers_all_come_together(interval):
    found = interval(60_000_000, 100_000_000)

    assert found == pytest.approx(tuple(wilson_interval(60_000_000, 100_000_000)), abs=1e-7)


@pytest.mark.parametrize("interval", INTERVALS)
@pytest.mark.parametrize(
    ("successes", "trials"),
    [(0, 0), (-1, 5), (6, 5), (1.5, 5), (1, 5.5), (np.nan, 5), (1, np.nan), (1, np.inf)],
)
def test_impossible_counts_are_refused(interval, successes, trials):
    with pytest.raises(ValueError, match=r"trials|successes"):
        interval(successes, trials)


@pytest.mark.parametrize("interval", INTERVALS)
@pytest.mark.parametrize("confidence", [0, 1, 95, np.nan])
def test_a_confidence_that_is_none_is_refused(interval, confidence):
    with pytest.raises(ValueError, match="confidence"):
        interval(1, 2, confidence=confidence)


def covered(interval, trials, shares=SHARES):
    promised = interval(np.arange(trials + 1), trials)
    return coverage(promised.lower, promised.upper, shares)


def test_coverage_is_what_a_simulation_finds():
    drawn = np.random.default_rng(7).binomial(20, 0.3, size=200_000)
    found = wilson_interval(drawn, 20)

    simulated = np.mean((found.lower <= 0.3) & (found.upper >= 0.3))

    assert covered(wilson_interval, 20, 0.3) == pytest.approx(simulated, abs=0.003)


@pytest.mark.parametrize("trials", [10, 50, 400])
def test_clopper_pearson_never_covers_less_than_it_says(trials):
    assert covered(clopper_pearson_interval, trials).min() >= 0.95


@pytest.mark.parametrize("trials", [10, 50, 400])
@pytest.mark.parametrize(
    ("interval", "apart"),
    [(wilson_interval, 0.005), (jeffreys_interval, 0.005), (mid_p_interval, 0.02)],
)
def test_some_cover_on_the_average_what_they_say(interval, apart, trials):
    assert covered(interval, trials).mean() == pytest.approx(0.95, abs=apart)


@pytest.mark.parametrize(("trials", "mean"), [(10, 0.77), (50, 0.90), (400, 0.94)])
def test_the_textbook_interval_does_not(trials, mean):
    found = covered(wald_interval, trials)

    assert found.mean() < mean + 0.005
    assert found.min() < 0.2


@pytest.mark.parametrize(
    ("lower", "upper", "share", "word"),
    [
        ([0], [1], 0.5, "lower"),
        ([0, 0], [1], 0.5, "lower"),
        ([0, np.nan], [1, 1], 0.5, "finite"),
        ([0, 0], [1, 1], 1.5, "share"),
        ([0, 0], [1, 1], np.nan, "share"),
    ],
)
def test_coverage_needs_limits_and_a_share(lower, upper, share, word):
    with pytest.raises(ValueError, match=word):
        coverage(lower, upper, share)
