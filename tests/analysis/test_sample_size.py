"""Sizes of samples, their power, and how they are divided."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.power import NormalIndPower
from statsmodels.stats.proportion import samplesize_proportions_2indep_onetail

from analysis.allocation import (
    neyman_allocation,
    power_allocation,
    proportional_allocation,
    rounded_up,
    whole_parts,
)
from analysis.power import power_of_two_shares, size_for_two_means, size_for_two_shares
from analysis.sample_size import (
    margin_of_share,
    size_for_share,
    yamane_size,
)

some_sizes = st.lists(st.integers(1, 10**6), min_size=1, max_size=8)
inside = st.floats(0.01, 0.99)


def test_the_usual_sizes_come_out():
    # Cochran (1977), section 4.4: 5 percentage points, 20 : 1 read as z = 2, p = 0.5
    assert size_for_share(0.05, confidence=0.9544997361036416) == pytest.approx(400)
    assert size_for_share([0.03, 0.05, 0.10]) == pytest.approx([1067.07, 384.15, 96.04], abs=5e-3)


@settings(max_examples=30, deadline=None)
@given(st.floats(0.005, 0.2), inside, st.floats(0.5, 0.99), st.integers(500, 10**7))
def test_the_margin_of_the_size_is_the_margin(margin, share, confidence, population):
    size = size_for_share(margin, share=share, confidence=confidence, population=population)

    if size >= 1:
        assert margin_of_share(
            size, share=share, confidence=confidence, population=population
        ) == pytest.approx(margin, rel=1e-9)


def test_a_population_without_end_is_the_limit_of_large_ones():
    assert size_for_share(0.05, population=1e15) == pytest.approx(size_for_share(0.05))
    assert margin_of_share(100, population=1e15) == pytest.approx(margin_of_share(100))
    assert yamane_size(0.05, population=1e15) == pytest.approx(yamane_size(0.05)) == 400


@given(st.floats(0.5, 40), st.floats(5, 50), st.floats(0.5, 0.99), st.floats(0.8, 0.99))
def test_two_means_agree_with_statsmodels(difference, deviation, power, confidence):
    ours = size_for_two_means(difference, deviation=deviation, power=power, confidence=confidence)

    theirs = NormalIndPower().power(  # one side alone: the wrong direction does not count
        difference / deviation, ours, alpha=(1 - confidence) / 2, alternative="larger"
    )
    assert theirs == pytest.approx(power)
    assert size_for_two_means(-difference, deviation=deviation, power=power) == pytest.approx(
        size_for_two_means(difference, deviation=deviation, power=power)
    )


def test_who_asks_everybody_makes_no_error():
    assert margin_of_share([1, 7], population=[1, 7]) == pytest.approx([0, 0])


@settings(max_examples=25, deadline=None)
@given(inside, inside, st.floats(0.5, 0.99), st.floats(0.8, 0.99))
def test_two_shares_agree_with_statsmodels_and_with_their_power(first, second, power, confidence):
    if abs(first - second) < 0.005:
        return
    ours = size_for_two_shares(first, second, power=power, confidence=confidence)

    theirs = samplesize_proportions_2indep_onetail(
        first - second, second, power, alpha=1 - confidence, alternative="two-sided"
    )
    assert ours == pytest.approx(theirs, rel=1e-9)
    if ours >= 1:
        assert power_of_two_shares(
            first, second, size=ours, confidence=confidence
        ) == pytest.approx(power)


@pytest.mark.parametrize(
    ("ask", "word"),
    [
        (lambda: size_for_share(0), "margin"),
        (lambda: size_for_share(np.nan), "margin"),
        (lambda: size_for_share(0.05, share=1), "share"),
        (lambda: size_for_share(0.05, confidence=1), "confidence"),
        (lambda: size_for_share(0.05, population=0), "population"),
        (lambda: margin_of_share(11, population=10), "size"),
        (lambda: margin_of_share(np.inf), "size"),
        (lambda: margin_of_share(np.nan), "size"),
        (lambda: yamane_size(1), "margin"),
        (lambda: yamane_size(0.1, population=np.nan), "population"),
        (lambda: size_for_two_means(0, deviation=1), "difference"),
        (lambda: size_for_two_means(np.nan, deviation=1), "difference"),
        (lambda: size_for_two_means(1, deviation=0), "deviation"),
        (lambda: size_for_two_means(1, deviation=1, power=0), "power"),
        (lambda: size_for_two_shares(0.5, 0.5), "first and second"),
        (lambda: size_for_two_shares(0.5, 1), "second"),
        (lambda: size_for_two_shares(0.5, 0.6, power=1), "power"),
        (lambda: power_of_two_shares(0, 0.6, size=5), "first"),
        (lambda: power_of_two_shares(0.5, 0.6, size=0), "size"),
        (lambda: power_of_two_shares(0.5, 0.6, size=5, confidence=0), "confidence"),
        (lambda: proportional_allocation([], total=5), "sizes"),
        (lambda: proportional_allocation([1, 0], total=5), "sizes"),
        (lambda: proportional_allocation([1, 2], total=0), "total"),
        (lambda: power_allocation([1, 2], total=5, power=2), "power"),
        (lambda: power_allocation([1, 2], total=5, power=np.nan), "power"),
        (lambda: neyman_allocation([1, 2], [1, 0], total=5), "deviations"),
        (lambda: neyman_allocation([1, 2], [1], total=5), "deviations"),
        (lambda: whole_parts([0.5, 0.2]), "parts"),
        (lambda: whole_parts([-1, 2]), "parts"),
        (lambda: whole_parts([]), "parts"),
        (lambda: rounded_up([np.inf]), "parts"),
    ],
)
def test_what_cannot_be_planned_is_refused(ask, word):
    with pytest.raises(ValueError, match=word):
        ask()


@settings(max_examples=30, deadline=None)
@given(some_sizes, st.integers(1, 10**5), st.floats(0, 1))
def test_whole_parts_add_up_and_lie_within_one(sizes, total, power):
    parts = power_allocation(sizes, total=total, power=power)

    whole = whole_parts(parts)

    assert whole.sum() == total
    assert np.abs(whole - parts).max() < 1
    assert np.all(rounded_up(parts) >= parts - 1e-9)


@settings(max_examples=25, deadline=None)
@given(some_sizes, st.integers(1, 10**5))
def test_equal_deviations_make_neymans_parts_proportional(sizes, total):
    neyman = neyman_allocation(sizes, [3.5] * len(sizes), total=total)

    np.testing.assert_allclose(neyman, proportional_allocation(sizes, total=total))


def test_what_is_left_goes_to_the_earlier_of_equals():
    assert whole_parts([1.5, 1.5, 1]).tolist() == [2, 1, 1]
    assert rounded_up([50.00000000000001]).tolist() == [50]
