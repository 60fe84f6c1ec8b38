"""Medians, spread and indices of several questions, from counts."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.factor_index import mean_of_shares, pooled_share
from analysis.spread import median_score, standard_deviation, standard_error

FIVE = [1, 2, 3, 4, 5]
TOP_TWO = [False, False, False, True, True]
some_counts = st.lists(st.integers(0, 40), min_size=5, max_size=5).filter(lambda c: sum(c) >= 2)


@settings(max_examples=50, deadline=None)
@given(some_counts)
def test_counts_give_what_the_answers_written_out_give(counts):
    answers = np.repeat(FIVE, counts)

    assert median_score(counts, FIVE) == np.median(answers)
    assert standard_deviation(counts, FIVE) == pytest.approx(answers.std(ddof=1), abs=1e-12)
    assert standard_error(counts, FIVE) == pytest.approx(
        answers.std(ddof=1) / np.sqrt(len(answers)), abs=1e-12
    )


@settings(max_examples=25, deadline=None)
@given(some_counts, st.permutations(range(5)))
def test_the_order_of_the_options_changes_nothing(counts, order):
    shuffled = [counts[place] for place in order]
    scores = [FIVE[place] for place in order]

    assert median_score(shuffled, scores) == median_score(counts, FIVE)
    assert standard_deviation(shuffled, scores) == pytest.approx(
        standard_deviation(counts, FIVE), abs=1e-12
    )


def test_groups_at_once_give_what_each_gives_alone():
    table = [[1, 1, 0, 0, 0], [0, 3, 0, 0, 4], [0, 0, 0, 2, 0]]

    np.testing.assert_array_equal(median_score(table, FIVE), [1.5, 5, 4])
    np.testing.assert_allclose(
        standard_deviation(table, FIVE), [standard_deviation(row, FIVE) for row in table]
    )


def test_pooling_counts_answers_and_the_mean_counts_questions():
    unequal = [[0, 0, 0, 0, 90], [10, 0, 0, 0, 0]]

    assert pooled_share(unequal, TOP_TWO) == 0.9
    assert mean_of_shares(unequal, TOP_TWO) == 0.5


@settings(max_examples=25, deadline=None)
@given(some_counts, st.permutations(range(5)))
def test_the_two_are_equal_where_all_questions_were_answered_by_equally_many(counts, order):
    questions = [counts, [counts[place] for place in order]]

    assert pooled_share(questions, TOP_TWO) == pytest.approx(mean_of_shares(questions, TOP_TWO))


@pytest.mark.parametrize("counts", [[0, 0], [-1, 3], [0.5, 2], [np.nan, 2], []])
@pytest.mark.parametrize("figure", [median_score, standard_deviation, standard_error])
def test_counts_that_are_none_are_refused(figure, counts):
    with pytest.raises(ValueError, match="counts"):
        figure(counts, list(range(len(counts))))


@pytest.mark.parametrize("figure", [standard_deviation, standard_error])
def test_one_answer_has_no_spread(figure):
    with pytest.raises(ValueError, match="counts"):
        figure([0, 1], [1, 2])


@pytest.mark.parametrize("scores", [[1], [1, np.nan], [1, np.inf]])
@pytest.mark.parametrize("figure", [median_score, standard_deviation, standard_error])
def test_scores_that_are_none_are_refused(figure, scores):
    with pytest.raises(ValueError, match="scores"):
        figure([3, 4], scores)


@pytest.mark.parametrize("counts", [[1, 2, 3, 4, 5], np.zeros((0, 5)), np.zeros((2, 5))])
@pytest.mark.parametrize("figure", [pooled_share, mean_of_shares])
def test_an_index_of_several_questions_needs_their_answers(figure, counts):
    with pytest.raises(ValueError, match="counts"):
        figure(counts, TOP_TWO)


def test_an_unanswered_question_has_no_share():
    with pytest.raises(ValueError, match="counts"):
        mean_of_shares([[1, 2, 3, 4, 5], [0, 0, 0, 0, 0]], TOP_TWO)
