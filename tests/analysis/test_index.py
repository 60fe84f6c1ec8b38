"""Shares, means and points from counts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import multinomial

from analysis.comparison import difference
from analysis.index import (
    mean_score,
    net_share_interval,
    rescaled,
    satisfied_share,
    sum_of_points,
)
from analysis.intervals import wilson_interval

FIVE = [1, 2, 3, 4, 5]
TOP_TWO = [False, False, False, True, True]
some_counts = st.lists(st.integers(0, 500), min_size=5, max_size=5).filter(any)


def test_the_index_agrees_with_r():
    # R 4.2.2: x <- rep(1:5, c(117, 302, 670, 940, 724)); mean(x >= 4); mean(x); (mean(x)-1)/4*100
    counts = [117, 302, 670, 940, 724]

    assert satisfied_share(counts, TOP_TWO) == pytest.approx(0.604431529240828, rel=1e-14)
    assert mean_score(counts, FIVE) == pytest.approx(3.67272066836179, rel=1e-14)
    assert rescaled(mean_score(counts, FIVE), lowest=1, highest=5) == pytest.approx(
        66.8180167090447, rel=1e-14
    )


@given(some_counts)
def test_share_and_mean_are_those_of_the_answers_written_out(counts):
    answers = np.repeat(FIVE, counts)

    assert satisfied_share(counts, TOP_TWO) == pytest.approx((answers >= 4).mean(), abs=1e-14)
    assert mean_score(counts, FIVE) == pytest.approx(answers.mean(), abs=1e-12)


@given(some_counts, st.permutations(range(5)))
def test_the_order_of_the_options_changes_nothing(counts, order):
    shuffled = [counts[place] for place in order]

    assert mean_score(shuffled, [FIVE[place] for place in order]) == pytest.approx(
        mean_score(counts, FIVE)
    )
    assert satisfied_share(shuffled, [TOP_TWO[place] for place in order]) == pytest.approx(
        satisfied_share(counts, TOP_TWO)
    )


@given(some_counts)
def test_a_scale_turned_round_gives_the_mirrored_score(counts):
    score = rescaled(mean_score(counts, FIVE), lowest=1, highest=5)
    mirror = rescaled(mean_score(counts[::-1], FIVE), lowest=1, highest=5)

    assert 0 <= score <= 100
    assert score + mirror == pytest.approx(100)


def test_groups_at_once_give_what_each_gives_alone():
    table = [[1, 0, 2, 4, 3], [9, 9, 9, 9, 9]]

    np.testing.assert_allclose(satisfied_share(table, TOP_TWO), [0.7, 0.4])
    np.testing.assert_allclose(mean_score(table, FIVE), [3.8, 3.0])


def test_points_are_added_up_over_the_questions_as_each_was_answered():
    # Three of ten leave the second question out.
    assert sum_of_points([[1, 3, 6], [0, 0, 7]], [[0, 1, 2], [0, 1, 2]]) == pytest.approx(3.5)


@pytest.mark.parametrize("counts", [[0, 0], [-1, 2], [0.5, 2], [np.nan, 1], []])
def test_counts_that_are_none_are_refused(counts):
    with pytest.raises(ValueError, match="counts"):
        satisfied_share(counts, [True] * len(counts))
    with pytest.raises(ValueError, match="counts"):
        mean_score(counts, [1] * len(counts))


@pytest.mark.parametrize("satisfied", [[True], [1, 0], [True, None]])
def test_every_answer_needs_to_be_satisfied_or_not(satisfied):
    with pytest.raises(ValueError, match="satisfied"):
        satisfied_share([1, 2], satisfied)


@pytest.mark.parametrize(
    ("score", "lowest", "highest"), [(1, 5, 1), (1, 1, 1), (1, np.nan, 2), (1, 0, np.inf)]
)
def test_a_scale_without_length_is_refused(score, lowest, highest):
    with pytest.raises(ValueError, match="lowest"):
        rescaled(score, lowest=lowest, highest=highest)


def test_a_score_that_is_missing_is_refused():
    with pytest.raises(ValueError, match="score"):
        rescaled([1, np.nan], lowest=0, highest=1)


@pytest.mark.parametrize(("counts", "scores"), [([], []), ([[1]], [[1], [2]])])
def test_points_need_a_question_and_its_scores(counts, scores):
    with pytest.raises(ValueError, match=r"counts|scores"):
        sum_of_points(counts, scores)


three_counts = st.tuples(*[st.integers(0, 300)] * 3).filter(any)


def limits(interval):
    return tuple(float(part) for part in interval)


@given(three_counts)
def test_a_net_score_lies_inside_its_interval_and_the_interval_inside_minus_one_to_one(counts):
    best, worst, _ = counts

    lower, estimate, upper = limits(net_share_interval(best, worst, sum(counts)))

    assert estimate == pytest.approx((best - worst) / sum(counts))
    assert -1 - 1e-12 <= lower <= estimate <= upper <= 1 + 1e-12
    assert lower < upper


@given(three_counts)
def test_a_net_score_of_best_and_worst_exchanged_is_its_mirror_image(counts):
    best, worst, _ = counts

    lower, estimate, upper = limits(net_share_interval(worst, best, sum(counts)))

    mirrored = limits(net_share_interval(best, worst, sum(counts)))
    assert (-upper, -estimate, -lower) == pytest.approx(mirrored, abs=1e-12)


@given(st.integers(1, 200), st.integers(1, 200))
def test_where_nobody_stands_between_the_net_score_has_the_interval_of_wilson(best, worst):
    found = net_share_interval(best, worst, best + worst)

    share = wilson_interval(best, best + worst)
    expected = [2 * part - 1 for part in limits(share)]
    assert limits(found) == pytest.approx(expected, abs=1e-12)


def test_where_nobody_is_dissatisfied_the_net_score_has_the_interval_of_independent_shares():
    found = net_share_interval(30, 0, 50)

    expected = difference(wilson_interval(30, 50), wilson_interval(0, 50))
    assert limits(found) == pytest.approx(limits(expected))


def test_with_many_answers_the_interval_of_a_net_score_is_that_of_its_variance():
    n, p, q = 1_000_000, 0.5, 0.2
    spread = 1.959964 * np.sqrt((p + q - (p - q) ** 2) / n)

    lower, _, upper = limits(net_share_interval(p * n, q * n, n))

    assert (lower, upper) == pytest.approx((0.3 - spread, 0.3 + spread), abs=5e-6)


@pytest.mark.parametrize(("p", "q"), [(0.6, 0.2), (0.9, 0.02), (0.3, 0.3), (0.1, 0.7)])
def test_the_interval_of_a_net_score_holds_the_truth_about_as_often_as_it_says(p, q):
    """Summed over every possible outcome of 40 answers."""
    n = 40
    best, worst = (counts.ravel() for counts in np.mgrid[0 : n + 1, 0 : n + 1])
    possible = best + worst <= n
    best, worst = best[possible], worst[possible]
    chance = multinomial.pmf(np.stack([best, worst, n - best - worst], -1), n, [p, q, 1 - p - q])

    found = net_share_interval(best, worst, n)

    covers = (found.lower <= p - q) & (p - q <= found.upper)
    assert 0.935 < chance[covers].sum() < 0.985


def test_a_net_score_refuses_more_answers_than_were_given():
    with pytest.raises(ValueError, match="top and bottom"):
        net_share_interval(30, 21, 50)
