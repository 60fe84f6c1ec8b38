"""Many groups at once give what each group gives alone."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import domain_sums
from analysis.design import sampling_design
from analysis.design_domains import domain_means, domain_totals
from analysis.design_estimates import survey_means, survey_totals
from tests.analysis.samples import a_sample

seeds = st.integers(0, 10_000)
few = settings(max_examples=15, deadline=None)


def designs(sample):
    given = {"strata": sample.strata}
    with_lonely = np.where(np.arange(sample.strata.size) == 5, 99, sample.strata)
    people = {"population": 100.0} | given
    clusters = {"clusters": sample.clusters, "population": sample.population} | given
    return [
        sampling_design(sample.weights, **people),
        sampling_design(sample.weights, **clusters),
        *(
            sampling_design(sample.weights, strata=with_lonely, lonely=choice)
            for choice in ("remove", "adjust", "average")
        ),
    ]


@few
@given(seeds)
def test_groups_together_are_as_each_alone(seed):
    sample = a_sample(seed)
    answered = np.random.default_rng(seed).random(sample.values.shape) < 0.9
    answered[:4] = True

    for design in designs(sample):
        means = domain_means(design, sample.values, groups=sample.groups, answered=answered)
        totals = domain_totals(design, sample.values, groups=sample.groups, answered=answered)
        for g, group in enumerate(means.groups):
            alone = answered & (sample.groups == group)[:, None]
            mean = survey_means(design, sample.values, answered=alone)
            total = survey_totals(design, sample.values, answered=alone)

            np.testing.assert_allclose(means.estimate[g], mean.estimate, rtol=1e-12)
            np.testing.assert_allclose(means.standard_error[g], mean.standard_error, rtol=1e-9)
            np.testing.assert_allclose(totals.estimate[g], total.estimate, rtol=1e-12)
            np.testing.assert_allclose(totals.standard_error[g], total.standard_error, rtol=1e-9)
            np.testing.assert_array_equal(means.answers[g], alone.sum(axis=0))


def test_rows_taken_piece_by_piece_give_the_same(monkeypatch):
    sample = a_sample(7, rows=200)
    design = sampling_design(sample.weights, strata=sample.strata)

    whole = domain_means(design, sample.values, groups=sample.groups)
    monkeypatch.setattr(domain_sums, "ROWS_AT_ONCE", 13)
    pieces = domain_means(design, sample.values, groups=sample.groups)

    np.testing.assert_allclose(pieces.standard_error, whole.standard_error, rtol=1e-13)


def test_one_group_is_the_whole_sample():
    sample = a_sample(8)
    design = sampling_design(sample.weights, clusters=sample.clusters)

    one = domain_means(design, sample.values, groups=["all"] * sample.weights.size)

    whole = survey_means(design, sample.values)
    np.testing.assert_allclose(one.estimate[0], whole.estimate, rtol=1e-13)
    np.testing.assert_allclose(one.standard_error[0], whole.standard_error, rtol=1e-12)


def test_a_large_mean_leaves_a_small_error_exact():
    sample = a_sample(9)
    far = sample.values + 1e9

    design = sampling_design(sample.weights, strata=sample.strata)
    near = domain_means(design, sample.values, groups=sample.strata)
    there = domain_means(design, far, groups=sample.strata)

    np.testing.assert_allclose(there.standard_error, near.standard_error, rtol=1e-6)


def test_a_group_that_did_not_answer_is_no_number():
    design = sampling_design([1.0] * 4)

    found = domain_means(
        design, [1, 2, 3, 4], groups=list("aabb"), answered=[True, True, False, False]
    )

    assert found.answers.ravel().tolist() == [2, 0]
    assert np.isnan(found.estimate[1, 0])
    assert np.isnan(found.standard_error[1, 0])


@pytest.mark.parametrize(
    ("name", "values", "groups"),
    [
        ("values", [1, 2, np.nan], ["a", "a", "b"]),
        ("values", [1, 2], ["a", "a", "b"]),
        ("groups", [1, 2, 3], ["a", "b"]),
        ("groups", [1, 2, 3], ["a", None, "b"]),
        ("groups", [1, 2, 3], [1, np.nan, 1]),
    ],
)
def test_what_cannot_be_grouped_is_refused(name, values, groups):
    for estimator in (domain_means, domain_totals):
        with pytest.raises(ValueError, match=name):
            estimator(sampling_design([1.0] * 3), values, groups=groups)
