"""Shares, means and points from counts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.index import mean_score, rescaled, satisfied_share, sum_of_points

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
