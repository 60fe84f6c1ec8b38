"""Tests of groups and of tables in a designed sample."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.design import sampling_design
from analysis.design_association import (
    rao_scott_first_order_test,
    rao_scott_test,
    wald_association_test,
)
from analysis.design_estimates import survey_means
from analysis.design_ranks import population_ranks, row_order_ranks
from analysis.design_tests import survey_kruskal_test, survey_t_test
from analysis.poststratification import raked
from tests.analysis.samples import a_sample

DATA = Path(__file__).parent / "reference" / "data"
ASSOCIATIONS = (rao_scott_test, rao_scott_first_order_test, wald_association_test)
few = settings(max_examples=15, deadline=None)
seeds = st.integers(0, 10_000)


@pytest.fixture(scope="module")
def responses():
    return pd.read_csv(DATA / "vn_responses.csv", keep_default_na=False, na_values=[""])


@pytest.fixture(scope="module")
def design(responses):
    return sampling_design(responses.wt, strata=responses.agency, population=responses.N)


@pytest.fixture(scope="module")
def margins(responses, design):
    known = pd.read_csv(DATA / "vn_margins.csv").groupby("variable")
    totals = [dict(zip(of.level, of.N, strict=True)) for _, of in known]
    return raked(design, [responses.agegrp, responses.gender], totals=totals)


def of_sample(sample):
    return sampling_design(sample.weights, strata=sample.strata, clusters=sample.clusters)


# R 4.2.2, survey 4.1.1: d <- svydesign(id = ~1, strata = ~agency, weights = ~wt, fpc = ~N, ...);
# r <- rake(d, list(~gender, ~agegrp), ...) to 1e-12


def test_the_t_test_is_that_of_r(responses, design, margins):
    # svyttest(overall ~ gender, d); svyttest(overall ~ gender, r)
    plain = survey_t_test(design, responses.overall, groups=responses.gender)
    fitted = survey_t_test(margins, responses.overall, groups=responses.gender)

    assert plain.t == pytest.approx(-1.215166580239, rel=1e-10)
    assert plain.p_value == pytest.approx(0.224404545021, rel=1e-10)
    assert plain.degrees_of_freedom == 2813
    assert fitted.t == pytest.approx(-1.051124832472, rel=1e-9)


def test_the_rank_tests_are_those_of_r(responses, design, margins):
    # svyranktest(overall ~ gender, d), (..., r); svyranktest(overall ~ region, d)
    ranks = row_order_ranks(design, responses.overall)
    fitted = row_order_ranks(margins, responses.overall)

    two = survey_t_test(design, ranks, groups=responses.gender)
    three = survey_kruskal_test(design, ranks, groups=responses.region)

    assert two.t == pytest.approx(-0.8948871603299, rel=1e-10)
    assert survey_t_test(margins, fitted, groups=responses.gender).t == pytest.approx(
        -0.7277587005178, rel=1e-9
    )
    assert three.statistic == pytest.approx(2.277678770096, rel=1e-10)
    assert three.p_value == pytest.approx(0.320338057109, rel=1e-10)


def test_the_tests_of_a_table_are_those_of_r(responses, design, margins):
    # svychisq(~channel + region, d), (..., r), (..., d, statistic = "Wald")
    table = {"rows": responses.channel, "columns": responses.region}

    plain, wald = rao_scott_test(design, **table), wald_association_test(design, **table)

    assert plain.statistic == pytest.approx(0.2607682490186, rel=1e-10)
    assert plain.numerator == pytest.approx(3.707857048736, rel=1e-10)
    assert plain.denominator == pytest.approx(10433.909735143976, rel=1e-10)
    assert plain.p_value == pytest.approx(0.891072943632, rel=1e-10)
    assert wald.statistic == pytest.approx(0.3698515352161, rel=1e-10)
    assert wald.p_value == pytest.approx(0.830258908141, rel=1e-10)
    assert rao_scott_test(margins, **table).statistic == pytest.approx(0.4178326885855, rel=1e-9)


def test_a_simple_random_sample_has_welchs_statistic_with_large_groups():
    rng = np.random.default_rng(3)
    y, groups = rng.normal(size=4000), np.repeat([0, 1], 2000)

    found = survey_t_test(sampling_design(np.ones(4000)), y, groups=groups)

    theirs = stats.ttest_ind(y[groups == 1], y[groups == 0], equal_var=False)
    assert found.t == pytest.approx(theirs.statistic, rel=1e-3)


def test_a_simple_random_sample_has_pearsons_p_with_many_answers():
    rng = np.random.default_rng(4)
    rows, columns = rng.integers(0, 3, 4000), rng.integers(0, 2, 4000)

    found = rao_scott_first_order_test(sampling_design(np.ones(4000)), rows, columns=columns)

    theirs = stats.chi2_contingency(pd.crosstab(rows, columns), correction=False)
    assert found.statistic == pytest.approx(theirs.statistic, rel=1e-12)
    assert found.mean_effect == pytest.approx(1, abs=0.01)


@few
@given(seeds)
def test_several_groups_of_two_are_the_t_test(seed):
    sample = a_sample(seed)
    design, groups = of_sample(sample), sample.groups > 1

    two = survey_t_test(design, sample.values[:, 0], groups=groups)
    several = survey_kruskal_test(design, sample.values[:, 0], groups=groups)

    assert several.statistic == pytest.approx(two.t**2, rel=1e-9)
    assert several.p_value == pytest.approx(two.p_value, rel=1e-9)


@few
@given(seeds)
def test_which_question_stands_in_rows_does_not_matter(seed):
    sample = a_sample(seed)
    design, other = of_sample(sample), sample.values[:, 0] > 1

    for test in ASSOCIATIONS:
        here = test(design, sample.groups, columns=other)
        there = test(design, other, columns=sample.groups)
        assert here.p_value == pytest.approx(there.p_value, rel=1e-8)


@few
@given(seeds)
def test_ranks_have_the_mean_one_half_and_do_not_follow_the_order_of_rows(seed):
    sample = a_sample(seed)
    design = sampling_design(sample.weights)
    turned = sampling_design(sample.weights[::-1])

    ranks = population_ranks(design, sample.groups)

    assert survey_means(design, ranks).estimate[0] == pytest.approx(0.5, rel=1e-12)
    back = population_ranks(turned, sample.groups[::-1])[::-1]
    np.testing.assert_allclose(back, ranks, rtol=1e-12)
    untied = np.argsort(np.argsort(sample.values[:, 0]))
    np.testing.assert_allclose(
        row_order_ranks(design, untied), population_ranks(design, untied), rtol=1e-9
    )


def test_who_did_not_answer_is_no_group():
    sample = a_sample(6)
    answered = sample.groups != 3
    design, y = of_sample(sample), np.where(answered, sample.values[:, 0], np.nan)
    labels = np.where(answered, "b", None)
    labels[sample.groups == 0] = "a"

    found = survey_t_test(design, y, groups=labels, answered=answered)

    means = [
        survey_means(design, y, answered=answered & (labels == name)).estimate[0]
        for name in ("a", "b")
    ]
    assert found.difference == pytest.approx(means[1] - means[0], rel=1e-12)
    assert np.isnan(population_ranks(design, y, answered=answered)[~answered]).all()
    for test in ASSOCIATIONS:
        assert 0 < test(design, labels, columns=sample.strata, answered=answered).p_value < 1


@pytest.mark.parametrize(
    ("name", "values", "groups"),
    [
        ("values", [1, 2, 3, np.nan], list("aabb")),
        ("values", [1, 1, 2, 2], list("aabb")),
        ("groups", [1, 2, 3, 4], list("aaaa")),
        ("groups", [1, 2, 3, 4], ["a", "a", "b", None]),
        ("design", [1, 2, 3, 4], list("aabb")),
    ],
)
def test_what_cannot_be_compared_is_refused(name, values, groups):
    clusters = [1, 1, 2, 2] if name == "design" else None
    design = sampling_design(np.ones(4), clusters=clusters)

    for test in (survey_t_test, survey_kruskal_test):
        with pytest.raises(ValueError, match=rf"^{name}"):
            test(design, values, groups=groups)


def test_a_t_test_is_of_two_groups():
    with pytest.raises(ValueError, match="groups must be two"):
        survey_t_test(sampling_design(np.ones(4)), [1, 2, 3, 4], groups=list("aabc"))


@pytest.mark.parametrize(
    ("name", "rows", "columns"),
    [
        ("rows", list("aaaa"), list("xyxy")),
        ("columns", list("aabb"), list("xxxx")),
        ("columns", list("aabb"), ["x", "y", None, "x"]),
        ("rows", list("aab"), list("xyxy")),
    ],
)
def test_what_is_no_table_is_refused(name, rows, columns):
    for test in ASSOCIATIONS:
        with pytest.raises(ValueError, match=rf"^{name}"):
            test(sampling_design(np.ones(4)), rows, columns=columns)
