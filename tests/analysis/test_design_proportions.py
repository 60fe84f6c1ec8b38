"""Intervals for a share of a designed sample."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special, stats
from statsmodels.stats.proportion import proportion_confint

from analysis.design_proportions import (
    arcsine_share_interval,
    design_wilson_interval,
    likelihood_share_interval,
    logit_share_interval,
)
from analysis.intervals import wilson_interval
from analysis.korn_graubard import korn_graubard_interval

PLAIN = (logit_share_interval, arcsine_share_interval, design_wilson_interval)
COUNTED = (likelihood_share_interval, korn_graubard_interval)
few = settings(max_examples=30, deadline=None)
INSIDE = st.floats(0.01, 0.99)


def every_interval(p, se, *, df, answers=500, confidence=0.95):
    given = {"degrees_of_freedom": df, "confidence": confidence}
    yield from (method(p, se, **given) for method in PLAIN)
    yield from (method(p, se, answers=answers, **given) for method in COUNTED)


@few
@given(INSIDE, st.floats(0.001, 0.2), st.integers(1, 400))
def test_intervals_hold_the_share_and_stay_on_the_scale(p, se, df):
    for found in every_interval(p, se, df=df):
        assert 0 <= found.lower <= p <= found.upper <= 1


@few
@given(INSIDE, st.floats(0.001, 0.1), st.integers(3, 400))
def test_intervals_of_the_other_answer_mirror_them(p, se, df):
    pairs = zip(every_interval(p, se, df=df), every_interval(1 - p, se, df=df), strict=True)
    for found, mirror in pairs:
        assert found.lower == pytest.approx(1 - mirror.upper, abs=1e-9)


@few
@given(INSIDE, st.floats(0.001, 0.1))
def test_intervals_grow_with_confidence_and_with_fewer_clusters(p, se):
    for wide, narrow in zip(
        every_interval(p, se, df=5, confidence=0.99),
        every_interval(p, se, df=50, confidence=0.9),
        strict=True,
    ):
        assert wide.upper - wide.lower > narrow.upper - narrow.lower


def test_a_simple_random_sample_has_the_intervals_of_its_counts():
    x, n = 27, 60
    p = x / n
    se = np.sqrt(p * (1 - p) / n)

    wilson = design_wilson_interval(p, se, degrees_of_freedom=np.inf)
    exact = korn_graubard_interval(p, se, answers=n, degrees_of_freedom=n - 1)

    assert wilson.lower == pytest.approx(wilson_interval(x, n).lower, rel=1e-12)
    theirs = proportion_confint(x, n, method="beta")
    assert (exact.lower, exact.upper) == pytest.approx(theirs, rel=1e-10)


def test_the_likelihood_falls_by_as_much_at_both_limits():
    p, se, m, df = 0.8, 0.04, 150, 20
    found = likelihood_share_interval(p, se, answers=m, degrees_of_freedom=df)

    n, t = p * (1 - p) / se**2, stats.t.ppf(0.975, df)
    for limit in (found.lower, found.upper):
        fall = special.xlogy(n * p, p / limit) + special.xlogy(n - n * p, (1 - p) / (1 - limit))
        assert 2 * fall == pytest.approx(t**2 * m / (m - 1), rel=1e-9)


def test_the_likelihood_interval_is_near_that_of_r():
    # R 4.2.2, survey 4.1.1, the made-up survey with agencies as strata:
    # svyciprop(~I(overall >= 5), d, method = "likelihood")
    se = 0.011114176  # of svymean
    found = likelihood_share_interval(0.30940312139, se, answers=2838, degrees_of_freedom=2814)

    assert found.lower == pytest.approx(0.28790201416, rel=1e-4)
    assert found.upper == pytest.approx(0.33147, rel=1e-4)


def test_the_interval_where_all_agree_follows_the_rule_of_three():
    # Hanley, Lippman-Hand (1983), JAMA 249, 1743-1745: one-sided 95 % for none of n is 3 / n
    found = korn_graubard_interval([0, 1], 0, answers=1000, degrees_of_freedom=999, confidence=0.9)

    assert found.upper[0] == pytest.approx(3 / 1000, rel=0.01)
    assert found.lower[1] == pytest.approx(1 - 3 / 1000, abs=3e-5)
    assert (found.lower[0], found.upper[1]) == (0, 1)


def test_where_all_agree_more_degrees_of_freedom_than_answers_do_not_help():
    many = korn_graubard_interval(1, 0, answers=20, degrees_of_freedom=1000)
    just = korn_graubard_interval(1, 0, answers=20, degrees_of_freedom=19)

    assert many.lower == just.lower


@pytest.mark.parametrize(
    ("name", "p", "se", "df", "answers", "confidence"),
    [
        ("share", 1.2, 0.1, 5, 9, 0.95),
        ("share", -0.1, 0.1, 5, 9, 0.95),
        ("share", np.nan, 0.1, 5, 9, 0.95),
        ("standard_error", 0.5, 0, 5, 9, 0.95),
        ("standard_error", 0.5, np.nan, 5, 9, 0.95),
        ("standard_error", 0.5, np.inf, 5, 9, 0.95),
        ("degrees_of_freedom", 0.5, 0.1, 0, 9, 0.95),
        ("degrees_of_freedom", 0.5, 0.1, np.nan, 9, 0.95),
        ("confidence", 0.5, 0.1, 5, 9, 0),
        ("confidence", 0.5, 0.1, 5, 9, np.nan),
    ],
)
def test_what_has_no_interval_is_refused(name, p, se, df, answers, confidence):
    given = {"degrees_of_freedom": df, "confidence": confidence}
    for method in PLAIN:
        with pytest.raises(ValueError, match=name):
            method(p, se, **given)
    for method in COUNTED:
        with pytest.raises(ValueError, match=name):
            method(p, se, answers=answers, **given)


@pytest.mark.parametrize("answers", [1, 0, np.nan, np.inf])
def test_one_answer_has_no_interval(answers):
    for method in COUNTED:
        with pytest.raises(ValueError, match="answers"):
            method(0.5, 0.1, answers=answers, degrees_of_freedom=5)


@pytest.mark.parametrize("p", [0, 1])
def test_where_all_agree_only_korn_and_graubard_answer(p):
    for method in PLAIN:
        with pytest.raises(ValueError, match="korn_graubard"):
            method(p, 0.1, degrees_of_freedom=5)
