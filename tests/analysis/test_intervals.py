"""Intervals for shares, means and weighted sums."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis.intervals import (
    Interval,
    bounded_mean_interval,
    mean_interval,
    weighted_sum_interval,
    wilson_interval,
)

FIVE = [1, 2, 3, 4, 5]
some_counts = st.lists(st.integers(0, 500), min_size=5, max_size=5).filter(lambda c: sum(c) >= 2)


@pytest.mark.parametrize(
    ("successes", "trials", "lower", "upper"),
    [
        # Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_interval_reproduces_newcombes_table(successes, trials, lower, upper):
    share = wilson_interval(successes, trials)

    assert share.lower == pytest.approx(lower, abs=5e-5)
    assert share.upper == pytest.approx(upper, abs=5e-5)


def test_wilson_interval_agrees_with_r():
    # R 4.2.2, binom 1.1: binom.confint(c(1, 17, 37, 999, 12345), c(10, 20, 50, 1000, 20000),
    # methods = "wilson")
    share = wilson_interval([1, 17, 37, 999, 12345], [10, 20, 50, 1000, 20000])

    lower = [0.0178762130950729, 0.639581135259243, 0.604468427351512, 0.994357441402042]
    upper = [0.404150026795238, 0.947631254103783, 0.841284725064476, 0.999823453629374]
    np.testing.assert_allclose(share.lower, [*lower, 0.610491795736066], rtol=1e-12)
    np.testing.assert_allclose(share.upper, [*upper, 0.623963171808778], rtol=1e-12)


def test_wilson_interval_agrees_with_scipy_for_every_count_up_to_40():
    for trials in range(1, 41):
        ours = wilson_interval(np.arange(trials + 1), trials, confidence=0.9)
        theirs = [
            stats.binomtest(x, trials).proportion_ci(0.9, "wilson") for x in range(trials + 1)
        ]
        np.testing.assert_allclose(ours.lower, [ci.low for ci in theirs], atol=1e-12)
        np.testing.assert_allclose(ours.upper, [ci.high for ci in theirs], atol=1e-12)


@given(st.integers(1, 10**7).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_interval_lies_within_0_and_1_around_the_share(counts):
    share = wilson_interval(*counts)

    assert 0 <= share.lower <= share.estimate <= share.upper <= 1


@given(st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_interval_of_the_dissatisfied_mirrors_that_of_the_satisfied(counts):
    successes, trials = counts
    share, mirror = wilson_interval(successes, trials), wilson_interval(trials - successes, trials)

    assert share.lower == pytest.approx(1 - mirror.upper, abs=1e-12)


@pytest.mark.parametrize(
    ("successes", "trials"),
    [(0, 0), (-1, 5), (6, 5), (np.nan, 5), (1, np.nan), (1, np.inf), ([1, 9], [2, 8])],
)
def test_wilson_interval_refuses_impossible_counts(successes, trials):
    with pytest.raises(ValueError, match=r"trials|successes"):
        wilson_interval(successes, trials)


@pytest.mark.parametrize("confidence", [0, 1, -0.1, 1.5, np.nan])
@pytest.mark.parametrize(
    "interval",
    [
        lambda confidence: wilson_interval(3, 5, confidence=confidence),
        lambda confidence: mean_interval([1, 4], [0, 1], confidence=confidence),
        lambda confidence: bounded_mean_interval(
            [1, 4], [0, 1], lowest=0, highest=1, confidence=confidence
        ),
    ],
)
def test_a_confidence_that_is_none_is_refused(interval, confidence):
    with pytest.raises(ValueError, match="confidence"):
        interval(confidence)


def test_mean_interval_agrees_with_r():
    # R 4.2.2: t.test(rep(1:5, c(117, 302, 670, 940, 724)))$conf.int
    # and with scipy's one-sample t test on the answers written out
    counts = [117, 302, 670, 940, 724]
    theirs = stats.ttest_1samp(np.repeat(FIVE, counts), 0).confidence_interval(0.95)

    ours = mean_interval(counts, FIVE)

    assert ours.estimate == pytest.approx(3.67272066836179, rel=1e-14)
    assert (ours.lower, ours.upper) == pytest.approx((theirs.low, theirs.high), rel=1e-12)


@given(some_counts, st.floats(0.5, 0.999))
def test_counts_give_the_mean_and_spread_of_the_answers_written_out(counts, confidence):
    answers = np.repeat(FIVE, counts)
    spread = stats.t.ppf((1 + confidence) / 2, len(answers) - 1) * stats.sem(answers)

    ours = mean_interval(counts, FIVE, confidence=confidence)

    assert ours.estimate == pytest.approx(answers.mean(), abs=1e-12)
    assert ours.upper - ours.estimate == pytest.approx(spread, rel=1e-9, abs=1e-12)


def test_many_groups_at_once_give_what_each_gives_alone():
    table = [[1, 2, 3, 4, 5], [0, 0, 9, 1, 0]]

    together = mean_interval(table, FIVE, population=[30, 12])

    alone = [mean_interval(row, FIVE, population=n) for row, n in zip(table, [30, 12], strict=True)]
    np.testing.assert_allclose(together.lower, [one.lower for one in alone], rtol=1e-14)


def test_who_asks_everybody_is_certain():
    mean = mean_interval([1, 2, 3, 4, 5], FIVE, population=15)

    assert mean.lower == mean.upper == mean.estimate


def test_half_the_population_leaves_the_root_of_half_the_width():
    free, finite = (mean_interval([5, 5], [0, 1], population=N) for N in (None, 20))

    assert finite.upper - finite.estimate == pytest.approx(
        (free.upper - free.estimate) * np.sqrt(0.5)
    )


@pytest.mark.parametrize(
    ("counts", "scores", "word"),
    [
        ([1], [5], "counts"),
        ([0, 0], [1, 2], "counts"),
        ([], [], "counts"),
        ([1.5, 2], [1, 2], "counts"),
        ([-1, 4], [1, 2], "counts"),
        ([np.nan, 4], [1, 2], "counts"),
        ([np.inf, 4], [1, 2], "counts"),
        ([3, 4], [1, np.nan], "scores"),
        ([3, 4], [1, np.inf], "scores"),
        ([3, 4], [1, 2, 3], "scores"),
    ],
)
def test_means_refuse_what_they_cannot_be_made_of(counts, scores, word):
    with pytest.raises(ValueError, match=word):
        mean_interval(counts, scores)


@pytest.mark.parametrize("population", [6, np.nan])
def test_a_population_smaller_than_its_sample_is_refused(population):
    with pytest.raises(ValueError, match="population"):
        mean_interval([3, 4], [1, 2], population=population)


@given(some_counts)
def test_the_bounded_interval_stays_on_the_scale_and_holds_the_mean(counts):
    mean = bounded_mean_interval(counts, FIVE, lowest=1, highest=5)

    assert 1 <= mean.lower <= mean.estimate <= mean.upper <= 5


def test_the_bounded_interval_of_two_scores_is_wilsons():
    mean = bounded_mean_interval([3, 7], [0, 1], lowest=0, highest=1)

    np.testing.assert_allclose(mean, wilson_interval(7, 10), rtol=1e-14)


def test_five_perfect_scores_do_not_prove_perfection():
    student = mean_interval([0, 0, 0, 0, 5], FIVE)
    bounded = bounded_mean_interval([0, 0, 0, 0, 5], FIVE, lowest=1, highest=5)

    assert student.upper - student.lower == 0
    assert bounded.lower < 4


@pytest.mark.parametrize(("lowest", "highest"), [(5, 1), (1, 1), (2, 5), (1, 4), (np.nan, 5)])
def test_a_scale_without_its_scores_is_refused(lowest, highest):
    with pytest.raises(ValueError, match="lowest"):
        bounded_mean_interval([1, 1, 1, 1, 1], FIVE, lowest=lowest, highest=highest)


def test_a_weighted_sum_of_equal_parts_is_the_part():
    part = wilson_interval(80, 100)
    parts = wilson_interval([80, 80, 80], [100, 100, 100])

    np.testing.assert_allclose(weighted_sum_interval(parts, [0.5, 0.2, 0.3]), part, rtol=1e-14)


def test_a_weighted_sum_is_as_wide_as_perfect_correlation_makes_it():
    # The same 40 people answer both questions alike: their sum of points is twice one answer.
    counts, doubled = [5, 10, 25], [0, 2, 4]
    one = mean_interval(counts, [0, 1, 2])

    both = weighted_sum_interval(Interval(*(np.array([part, part]) for part in one)), [1, 1])

    np.testing.assert_allclose(both, mean_interval(counts, doubled), rtol=1e-14)


@pytest.mark.parametrize(
    ("parts", "weights", "word"),
    [
        (Interval([0], [1], [2]), [1, 2], "weights"),
        (Interval(0, 1, 2), [1], "weights"),
        (Interval([0], [1], [2]), [-1], "weights"),
        (Interval([0], [1], [2]), [np.nan], "weights"),
        (Interval([2], [1], [2]), [1], "parts"),
        (Interval([0], [np.nan], [2]), [1], "parts"),
    ],
)
def test_a_weighted_sum_refuses_what_does_not_fit(parts, weights, word):
    with pytest.raises(ValueError, match=word):
        weighted_sum_interval(parts, weights)
