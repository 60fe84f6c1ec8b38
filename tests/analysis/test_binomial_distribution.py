"""The binomial distribution against scipy's."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis import binomial_distribution as binomial

probabilities = st.floats(0.001, 0.999)


@settings(deadline=None, max_examples=20)
@given(st.integers(1, 10**6), probabilities)
def test_probabilities_agree_with_scipy(trials, probability):
    successes = np.unique(np.linspace(-1, trials + 1, 9).astype(int))

    ours = binomial.at_most(successes, trials, probability=probability)

    theirs = stats.binom.cdf(successes, trials, probability)
    np.testing.assert_allclose(ours, theirs, rtol=1e-8, atol=1e-300)


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 10**5), probabilities, st.floats(0.001, 0.999))
def test_quantiles_agree_with_scipy(trials, probability, level):
    assert binomial.quantile(level, trials, probability=probability) == stats.binom.ppf(
        level, trials, probability
    )


def test_a_level_that_is_reached_exactly_is_reached():
    assert binomial.quantile([0.5, 0.25, 0.75], [1, 2, 2], probability=0.5).tolist() == [0, 0, 1]


def test_a_hundred_million_trials_have_a_quantile():
    assert binomial.quantile(0.5, 10**8, probability=0.25) == 25_000_000


@pytest.mark.parametrize("probability", [0, 1, np.nan])
def test_a_probability_that_is_certain_is_refused(probability):
    with pytest.raises(ValueError, match="probability"):
        binomial.at_most(1, 2, probability=probability)
    with pytest.raises(ValueError, match="probability"):
        binomial.quantile(0.5, 2, probability=probability)


@pytest.mark.parametrize("trials", [-1, 2.5, np.nan, np.inf])
def test_trials_that_are_no_count_are_refused(trials):
    with pytest.raises(ValueError, match="trials"):
        binomial.at_most(1, trials, probability=0.5)
    with pytest.raises(ValueError, match="trials"):
        binomial.quantile(0.5, trials, probability=0.5)


@pytest.mark.parametrize("level", [0, 1, np.nan])
def test_a_level_that_is_none_is_refused(level):
    with pytest.raises(ValueError, match="level"):
        binomial.quantile(level, 3, probability=0.5)
