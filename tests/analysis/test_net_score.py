"""The usual errors of a net promoter score."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.net_score import (
    net_score_adjusted_interval,
    net_score_variance,
    net_score_wald_interval,
)

three = st.lists(st.integers(0, 90), min_size=3, max_size=3).filter(any)
FIGURES = [net_score_variance, net_score_wald_interval, net_score_adjusted_interval]


@settings(max_examples=40, deadline=None)
@given(three, st.floats(0.5, 0.99))
def test_they_are_those_of_the_answers_written_out(counts, confidence):
    answers = np.repeat([1, 0, -1], counts)
    z = stats.norm.ppf((1 + confidence) / 2)

    found = net_score_wald_interval(counts, confidence=confidence)

    assert found.estimate == pytest.approx(answers.mean(), abs=1e-12)
    assert net_score_variance(counts) == pytest.approx(answers.var(), abs=1e-12)
    assert found.upper - found.lower == pytest.approx(
        2 * z * np.sqrt(answers.var() / answers.size), abs=1e-7
    )


@settings(max_examples=25, deadline=None)
@given(three)
def test_the_adjusted_one_adds_an_answer_of_each_kind(counts):
    more = net_score_wald_interval(np.array(counts) + 1)

    found = net_score_adjusted_interval(counts)

    assert (found.lower, found.upper) == (more.lower, more.upper)
    assert found.lower < found.upper
    assert found.estimate == net_score_wald_interval(counts).estimate


@pytest.mark.parametrize("figure", FIGURES)
def test_promoters_and_detractors_mirror_each_other(figure):
    there, back = figure([[60, 15, 25], [1, 1, 0]]), figure([[25, 15, 60], [0, 1, 1]])

    if figure is net_score_variance:
        assert there == pytest.approx(back)
    else:
        np.testing.assert_allclose(there.lower, -back.upper)
        np.testing.assert_allclose(there.estimate, -back.estimate)


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize(
    "counts", [[], [1, 2], [0, 0, 0], [1, -1, 2], [1, 0.5, 2], [1, np.nan, 2], [1, 2, 3, 4]]
)
def test_what_are_no_three_counts_is_refused(figure, counts):
    with pytest.raises(ValueError, match="counts"):
        figure(counts)


@pytest.mark.parametrize("figure", FIGURES[1:])
@pytest.mark.parametrize("confidence", [0, 1, np.nan])
def test_a_confidence_that_is_none_is_refused(figure, confidence):
    with pytest.raises(ValueError, match="confidence"):
        figure([1, 2, 3], confidence=confidence)
