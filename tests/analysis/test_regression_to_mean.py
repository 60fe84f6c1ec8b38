"""What a month that was chosen for being bad gives back by itself."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.regression_to_mean import expected_return
from analysis.shrinkage import beta_prior

MONTHS = st.lists(
    st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    min_size=3,
    max_size=14,
).filter(lambda months: any(0 < x < n for x, n in months))


def test_a_chosen_month_returns_as_far_as_its_shrunken_share():
    x, n = np.array([183, 150, 171, 120]), np.array([200, 200, 200, 150])
    prior = beta_prior(x, n)

    back = expected_return(x, n, chosen=3)

    a, b = prior.alpha + 120, prior.beta + 30
    assert back.estimate == pytest.approx(a / (a + b) - 0.8)
    assert back.lower < back.estimate < back.upper


def test_months_that_vary_by_chance_alone_return_to_the_share_of_all():
    back = expected_return([80, 81, 79, 70], [100, 100, 100, 88], chosen=3)

    assert back == pytest.approx([310 / 388 - 70 / 88] * 3)


def test_over_many_series_the_next_month_comes_back_by_what_was_expected():
    """The worst of twelve months of one true spread, followed by one more of the same month."""
    rng = np.random.default_rng(11)
    told, seen = [], []
    for _ in range(400):
        p = rng.beta(80, 20, 12)
        x = rng.binomial(150, p)
        worst = int(x.argmin())
        told.append(expected_return(x, 150, chosen=worst).estimate)
        seen.append((rng.binomial(150, p[worst]) - x[worst]) / 150)

    assert np.mean(told) == pytest.approx(np.mean(seen), abs=0.01)
    assert np.mean(told) > 0.02


@given(months=MONTHS)
def test_the_highest_falls_and_the_lowest_rises(months):
    x, n = (np.array(part) for part in zip(*months, strict=True))
    shares = x / n

    low = expected_return(x, n, chosen=int(shares.argmin()))
    high = expected_return(x, n, chosen=int(shares.argmax()))

    assert low.estimate >= -1e-9
    assert high.estimate <= 1e-9


@pytest.mark.parametrize(
    ("successes", "trials", "chosen", "named"),
    [
        ([8], [10], 0, "trials"),
        ([8, 11], [10, 10], 0, "successes"),
        ([8, 7], [10, 10], 2, "chosen"),
        ([8, 7], [10, 10], -1, "chosen"),
        ([10, 10], [10, 10], 0, "successes"),
    ],
)
def test_what_nothing_can_be_expected_of_is_refused_by_name(successes, trials, chosen, named):
    with pytest.raises(ValueError, match=named):
        expected_return(successes, trials, chosen=chosen)
