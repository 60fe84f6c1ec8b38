"""Means, totals, ratios and effects of a designed sample."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.design import sampling_design
from analysis.design_effects import design_effects, kish_effective_size
from analysis.design_estimates import (
    student_interval,
    survey_means,
    survey_ratios,
    survey_totals,
)
from tests.analysis.samples import a_sample, variance_of_total

seeds = st.integers(0, 10_000)
few = settings(max_examples=15, deadline=None)


def design_of(sample):
    return sampling_design(
        sample.weights,
        strata=sample.strata,
        clusters=sample.clusters,
        population=sample.population,
    )


def test_the_variance_of_a_mean_is_that_of_its_linearisation():
    sample = a_sample(4)
    w, y = sample.weights, sample.values[:, 1]
    mean = (w @ y) / w.sum()

    found = survey_means(design_of(sample), y)

    expected = variance_of_total(sample, w * (y - mean) / w.sum())
    assert found.estimate[0] == pytest.approx(mean, rel=1e-14)
    assert found.standard_error[0] == pytest.approx(np.sqrt(expected), rel=1e-12)


@few
@given(seeds)
def test_a_linearised_variance_is_near_that_of_leaving_out_each_cluster(seed):
    sample = a_sample(seed, rows=240, strata=1)
    w, y, clusters = sample.weights, sample.values[:, 0], sample.clusters
    left = [(w * y)[clusters != c].sum() / w[clusters != c].sum() for c in np.unique(clusters)]
    m = len(left)

    found = survey_means(sampling_design(w, clusters=clusters), y)

    jackknife = np.sqrt((m - 1) / m * ((np.array(left) - np.mean(left)) ** 2).sum())
    assert found.standard_error[0] == pytest.approx(jackknife, rel=0.1)


@few
@given(seeds)
def test_the_order_of_rows_and_the_unit_of_weights_do_not_matter(seed):
    sample = a_sample(seed)
    order = np.random.default_rng(seed).permutation(sample.weights.size)
    turned = sample._make(part[order] for part in sample)

    here = survey_means(design_of(sample), sample.values)
    there = survey_means(design_of(turned._replace(weights=7 * turned.weights)), turned.values)

    np.testing.assert_allclose(there.estimate, here.estimate, rtol=1e-9)
    np.testing.assert_allclose(there.covariance, here.covariance, rtol=1e-9, atol=1e-12)


@few
@given(seeds)
def test_a_mean_is_the_ratio_to_the_number_of_people(seed):
    sample = a_sample(seed)
    design = design_of(sample)

    mean = survey_means(design, sample.values)
    ratio = survey_ratios(design, sample.values, denominators=np.ones_like(sample.values))

    np.testing.assert_allclose(ratio.covariance, mean.covariance, rtol=1e-12)


def test_who_did_not_answer_stays_in_the_design():
    sample = a_sample(2)
    answered = sample.groups > 0
    y = np.where(answered, sample.values[:, 0], np.nan)

    domain = survey_means(design_of(sample), y, answered=answered)
    share = survey_ratios(
        design_of(sample), np.where(answered, y, 0), denominators=answered.astype(float)
    )

    assert domain.estimate[0] == pytest.approx(share.estimate[0], rel=1e-14)
    assert domain.standard_error[0] == pytest.approx(share.standard_error[0], rel=1e-12)


def test_each_question_may_have_its_own_missing_answers():
    sample = a_sample(3)
    answered = np.column_stack([sample.groups > 0, sample.groups < 3])

    both = survey_means(design_of(sample), sample.values, answered=answered)
    second = survey_means(design_of(sample), sample.values[:, 1], answered=answered[:, 1])

    assert both.estimate[1] == pytest.approx(second.estimate[0], rel=1e-14)
    assert both.standard_error[1] == pytest.approx(second.standard_error[0], rel=1e-12)


def test_a_census_has_no_sampling_error():
    design = sampling_design([1.0] * 5, population=5)

    assert survey_totals(design, [1, 2, 3, 4, 5]).standard_error[0] == 0


def test_students_interval_is_that_of_scipy_and_without_end_the_normal_one():
    found = student_interval([1.0, 2.0], [0.5, 0.1], degrees_of_freedom=[3, np.inf])

    t, z = stats.t.ppf(0.975, 3), stats.norm.ppf(0.975)
    np.testing.assert_allclose(found.upper, [1 + 0.5 * t, 2 + 0.1 * z], rtol=1e-12)


def test_equal_weights_without_clusters_have_no_design_effect():
    values = np.arange(20.0)

    srs = sampling_design([5.0] * 20, population=100)
    assert design_effects(srs, values)[0] == pytest.approx(1)
    replaced = sampling_design([5.0] * 20)
    assert design_effects(replaced, values, with_replacement=True)[0] == pytest.approx(1)


def test_clusters_of_equal_people_have_the_size_of_a_cluster_as_their_effect():
    # Kish (1965), equation 5.4.1: 1 + rho (b - 1), rho = 1; (m - 1) / (n - 1) for few clusters
    clusters = np.repeat(np.arange(500), 4)
    values = np.repeat(np.random.default_rng(1).normal(size=500), 4)

    design = sampling_design(np.ones(2000), clusters=clusters)

    effect = design_effects(design, values, with_replacement=True)[0]
    assert effect == pytest.approx(4 * 1999 / 1996)


@few
@given(st.lists(st.floats(1e-200, 1e200), min_size=1, max_size=20))
def test_effective_size_lies_between_one_and_all(weights):
    assert 1 - 1e-9 <= kish_effective_size(weights) <= len(weights) * (1 + 1e-9)


@pytest.mark.parametrize(
    ("values", "answered"),
    [
        ([1, 2, 3], None),
        ([1, 2, 3, np.nan], None),
        ([1, 2, 3, np.inf], None),
        ([1, 2, np.nan, 4], [True, True, True, False]),
        (np.ones((4, 0)), None),
        ([1, 2, 3, 4], [False] * 4),
        ([1, 2, 3, 4], [1, 0, 1, 1]),
        ([1, 2, 3, 4], [True, False]),
    ],
)
def test_values_that_count_are_numbers(values, answered):
    design = sampling_design(np.ones(4))

    for estimator in (survey_means, survey_totals, design_effects):
        with pytest.raises(ValueError, match=r"values|answered"):
            estimator(design, values, answered=answered)


def test_what_has_no_ratio_is_refused():
    design = sampling_design(np.ones(3))

    with pytest.raises(ValueError, match="denominators must not sum"):
        survey_ratios(design, [1, 2, 3], denominators=[1, -1, 0])
    with pytest.raises(ValueError, match="denominators must have"):
        survey_ratios(design, [1, 2, 3], denominators=np.ones((3, 2)))


def test_what_has_no_design_effect_is_refused():
    with pytest.raises(ValueError, match="values must differ"):
        design_effects(sampling_design([2.0] * 3), [1, 1, 1])
    with pytest.raises(ValueError, match="values must be at least 2"):
        design_effects(sampling_design([2.0] * 3), [1, 2, 3], answered=[True, False, False])
    with pytest.raises(ValueError, match="weights must sum"):
        design_effects(sampling_design([1.0] * 3), [1, 2, 3])


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("estimate", (np.nan, 1, 5, 0.95)),
        ("standard_error", (0, -1, 5, 0.95)),
        ("standard_error", (0, np.nan, 5, 0.95)),
        ("degrees_of_freedom", (0, 1, 0, 0.95)),
        ("degrees_of_freedom", (0, 1, np.nan, 0.95)),
        ("confidence", (0, 1, 5, 1)),
    ],
)
def test_students_interval_refuses_what_it_cannot_use(name, arguments):
    estimate, se, df, confidence = arguments
    with pytest.raises(ValueError, match=name):
        student_interval(estimate, se, degrees_of_freedom=df, confidence=confidence)


@pytest.mark.parametrize("weights", [[], [0], [1, -1], [np.nan], [np.inf]])
def test_effective_size_refuses_what_are_no_weights(weights):
    with pytest.raises(ValueError, match="weights"):
        kish_effective_size(weights)
