"""Shrunken shares and random effects, against scipy, statsmodels and by hand."""

import numpy as np
import pytest
from scipy import optimize, stats
from statsmodels.stats.meta_analysis import combine_effects

from analysis import random_effects
from analysis.shrinkage import (
    BetaPrior,
    NoSpread,
    beta_prior,
    binomial_log_likelihood,
    chance_above,
    shrunken_shares,
)

X, N = np.array([18, 45, 8, 70, 12, 0]), np.array([20, 60, 20, 80, 30, 3])
EFFECTS, VARIANCES = np.array([1.1, 0.4, 0.9, 0.2, 0.7]), np.array([0.04, 0.02, 0.09, 0.01, 0.03])


def test_the_prior_is_the_maximum_of_scipys_likelihood():
    def loss(logs):
        return -stats.betabinom.logpmf(X, N, *np.exp(logs)).sum()

    theirs = optimize.minimize(loss, [0, 0], method="Nelder-Mead", options={"xatol": 1e-9})

    prior = beta_prior(X, N)

    assert [prior.alpha, prior.beta] == pytest.approx(np.exp(theirs.x), rel=1e-5)
    assert prior.log_likelihood == pytest.approx(-theirs.fun, rel=1e-10)
    assert prior.mean == pytest.approx(prior.alpha / (prior.alpha + prior.beta))
    assert prior.correlation == pytest.approx(1 / (prior.alpha + prior.beta + 1))


def test_one_share_for_all_has_the_likelihood_of_scipy():
    expected = stats.binom.logpmf(X, N, X.sum() / N.sum()).sum()

    assert binomial_log_likelihood(X, N) == pytest.approx(expected, rel=1e-12)
    assert binomial_log_likelihood(X, N) < beta_prior(X, N).log_likelihood


def test_shrunken_shares_are_those_of_the_posterior():
    prior = BetaPrior(7.5, 2.5, 0.0)
    posterior = stats.beta(7.5 + X, 2.5 + N - X)

    shares = shrunken_shares(X, N, prior=prior, confidence=0.9)

    assert shares.estimate == pytest.approx(posterior.mean())
    assert shares.lower == pytest.approx(posterior.ppf(0.05))
    assert shares.upper == pytest.approx(posterior.ppf(0.95))
    above = chance_above(X, N, prior=prior, threshold=0.7)
    assert above == pytest.approx(posterior.sf(0.7))


def test_a_share_is_drawn_between_its_own_and_the_common_one():
    prior = beta_prior(X, N)
    estimate, own = shrunken_shares(X, N, prior=prior).estimate, X / N

    assert np.all((estimate - own) * (prior.mean - own) >= 0)
    assert np.all(np.abs(estimate - own) <= np.abs(prior.mean - own))


def test_the_likelihood_of_the_others_is_mirrored():
    prior, mirror = beta_prior(X, N), beta_prior(N - X, N)

    assert (mirror.beta, mirror.alpha) == pytest.approx((prior.alpha, prior.beta), rel=1e-6)


@pytest.mark.parametrize(
    ("successes", "trials"),
    [
        ([50, 51, 49, 50], [100, 100, 100, 100]),
        ([5, 10, 15, 20], [50, 100, 150, 200]),
        ([10, 20, 31], [100, 200, 300]),
        ([3, 6, 10, 12], [30, 60, 90, 120]),
    ],
)
def test_units_that_do_not_differ_have_no_spread(successes, trials):
    with pytest.raises(NoSpread, match="successes"):
        beta_prior(successes, trials)


@pytest.mark.parametrize(
    ("successes", "trials", "word"),
    [
        ([1], [2], "trials"),
        ([1, 2], [0, 3], "trials"),
        ([1, 4], [3, 3], "successes"),
        ([np.nan, 1], [3, 3], "successes"),
        ([0, 3], [3, 3], "successes"),
        ([0, 1, 1], [1, 1, 1], "successes"),
    ],
)
def test_units_that_are_none_are_refused(successes, trials, word):
    with pytest.raises(ValueError, match=word):
        beta_prior(successes, trials)


def test_settings_out_of_range_are_refused():
    prior = BetaPrior(1.0, 1.0, 0.0)
    with pytest.raises(ValueError, match="threshold"):
        chance_above([1], [2], prior=prior, threshold=np.nan)
    with pytest.raises(ValueError, match="confidence"):
        shrunken_shares([1], [2], prior=prior, confidence=1)
    with pytest.raises(ValueError, match="alpha"):
        shrunken_shares([1], [2], prior=BetaPrior(np.inf, 1.0, 0.0))
    with pytest.raises(ValueError, match="beta"):
        shrunken_shares([1], [2], prior=BetaPrior(1.0, 0.0, 0.0))


def test_the_moments_agree_with_statsmodels():
    theirs = combine_effects(EFFECTS, VARIANCES, method_re="dl")

    model = random_effects.moment_model(EFFECTS, VARIANCES)
    spread = random_effects.heterogeneity(EFFECTS, VARIANCES)

    assert model == pytest.approx((theirs.mean_effect_re, theirs.sd_eff_w_re, theirs.tau2))
    assert spread.q == pytest.approx(theirs.q)
    assert spread.p == pytest.approx(stats.chi2.sf(theirs.q, 4))
    assert spread.i2 == pytest.approx(theirs.i2)


def test_the_restricted_likelihood_is_greatest_there():
    def loss(tau2):
        w = 1 / (VARIANCES + tau2)
        mean = np.average(EFFECTS, weights=w)
        return (-np.log(w).sum() + np.log(w.sum()) + (w * (EFFECTS - mean) ** 2).sum()) / 2

    best = optimize.minimize_scalar(loss, bounds=(0, 5), method="bounded", options={"xatol": 1e-10})

    assert random_effects.restricted_model(EFFECTS, VARIANCES).tau2 == pytest.approx(
        best.x, rel=1e-5
    )


def test_effects_that_differ_by_chance_alone_are_all_the_mean():
    model = random_effects.restricted_model([1.0, 1.1, 0.9], [0.5, 0.5, 0.5])

    assert model.tau2 == 0
    drawn = random_effects.best_predictions([1.0, 1.1, 0.9], [0.5, 0.5, 0.5], model=model)
    assert drawn == pytest.approx([1.0, 1.0, 1.0])


def test_effects_that_are_one_have_no_spread_beyond_chance():
    found = random_effects.heterogeneity([1.0, 1.0, 1.0], [0.5, 0.2, 0.4])

    assert (found.q, found.i2, found.p) == (0, 0, 1)


def test_odds_of_none_and_of_all_get_half_an_answer_more():
    effects, variances = random_effects.log_odds([0, 10, 5], [10, 10, 10])

    assert effects == pytest.approx([np.log(0.5 / 10.5), np.log(10.5 / 0.5), 0])
    assert variances == pytest.approx([2 + 1 / 10.5, 2 + 1 / 10.5, 0.4])


@pytest.mark.parametrize(
    ("effects", "variances", "word"),
    [([1], [1], "effects"), ([1, np.nan], [1, 1], "effects"), ([1, 2], [1, 0], "variances")],
)
def test_effects_that_are_none_are_refused(effects, variances, word):
    for function in (
        random_effects.heterogeneity,
        random_effects.moment_model,
        random_effects.restricted_model,
    ):
        with pytest.raises(ValueError, match=word):
            function(effects, variances)
