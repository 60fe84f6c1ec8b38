"""Weights that reproduce known totals, and the errors that remain."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.calibration import calibrated_exponentially, calibrated_linearly
from analysis.design import sampling_design
from analysis.design_domains import domain_means, domain_totals
from analysis.design_estimates import survey_means, survey_totals
from analysis.poststratification import poststratified, raked
from tests.analysis.samples import a_sample

DATA = Path(__file__).parent / "reference" / "data"
FOUR = sampling_design([1.0, 2.0, 3.0, 4.0])
few = settings(max_examples=15, deadline=None)
seeds = st.integers(0, 10_000)


@pytest.fixture(scope="module")
def responses():
    return pd.read_csv(DATA / "vn_responses.csv", keep_default_na=False, na_values=[""])


@pytest.fixture(scope="module")
def design(responses):
    return sampling_design(responses.wt, strata=responses.agency, population=responses.N)


@pytest.fixture(scope="module")
def totals():
    known = pd.read_csv(DATA / "vn_margins.csv")
    return {name: dict(zip(of.level, of.N, strict=True)) for name, of in known.groupby("variable")}


def auxiliaries(responses, totals):
    """The margins of sex and age as columns of 0 and 1, and what they sum to."""
    age = totals["agegrp"]
    columns = [responses.gender == "nu", responses.agegrp == "35-54", responses.agegrp == "55+"]
    known = [sum(age.values()), totals["gender"]["nu"], age["35-54"], age["55+"]]
    return np.column_stack([np.ones(len(responses)), *columns]).astype(float), known


# R 4.2.2, survey 4.1.1: d <- svydesign(id = ~1, strata = ~agency, weights = ~wt, fpc = ~N, ...)


def test_errors_after_poststratification_are_those_of_r(responses, design, totals):
    # p <- postStratify(d, ~gender, ...); svymean(~sat, p); svyby(~sat, ~region, p, svymean)
    sat = (responses.overall >= 4).astype(float)

    fitted = poststratified(design, responses.gender, totals=totals["gender"])

    assert survey_means(fitted, sat).standard_error[0] == pytest.approx(0.0108336459745483)
    by_region = domain_means(fitted, sat, groups=responses.region).standard_error[:, 0]
    expected = [0.0130326806104420, 0.0252494830118736, 0.0227820548125448]
    np.testing.assert_allclose(by_region, expected, rtol=1e-9)


def test_errors_after_calibration_are_those_of_r(responses, design, totals):
    # calibrate(d, ~gender + agegrp, ..., calfun = "raking", epsilon = 1e-11)
    sat = (responses.overall >= 4).astype(float)
    x, known = auxiliaries(responses, totals)

    fitted = calibrated_exponentially(design, x, totals=known)

    assert survey_means(fitted, sat).standard_error[0] == pytest.approx(0.011216490800256)
    found = domain_means(fitted, responses.overall, groups=responses.region)
    expected = [0.0290441774047300, 0.0585212587622197, 0.0497231234391927]
    np.testing.assert_allclose(found.standard_error[:, 0], expected, rtol=1e-9)


def test_totals_after_raking_are_those_of_r(responses, design, totals):
    # rake(d, list(~gender, ~agegrp), ..., control = list(epsilon = 1e-12, maxit = 500))
    margins = [responses.gender, responses.agegrp]

    fitted = raked(design, margins, totals=[totals["gender"], totals["agegrp"]])

    found = domain_totals(fitted, responses.overall, groups=responses.region)
    estimates = [33755.6068611434, 18546.1251485626, 20607.2600604884]
    errors = [308.840054204092, 324.622816971706, 321.016052524610]
    np.testing.assert_allclose(found.estimate[:, 0], estimates, rtol=1e-9)
    np.testing.assert_allclose(found.standard_error[:, 0], errors, rtol=1e-9)


def test_raking_and_the_exponential_distance_find_the_same_weights(responses, design, totals):
    x, known = auxiliaries(responses, totals)

    fitted = calibrated_exponentially(design, x, totals=known)
    margins = [responses.gender, responses.agegrp]
    by_turns = raked(design, margins, totals=[totals["gender"], totals["agegrp"]])

    np.testing.assert_allclose(by_turns.weights, fitted.weights, rtol=1e-10)


@few
@given(seeds)
def test_what_was_calibrated_to_has_no_error_left(seed):
    sample = a_sample(seed)
    design = sampling_design(sample.weights, clusters=sample.clusters)
    x = np.column_stack([np.ones(sample.weights.size), sample.values + 10])
    known = 1.05 * (sample.weights @ x)

    for method in (calibrated_linearly, calibrated_exponentially):
        fitted = method(design, x, totals=known)
        found = survey_totals(fitted, x)
        np.testing.assert_allclose(found.estimate, known, rtol=1e-9)
        np.testing.assert_allclose(found.standard_error, 0, atol=1e-6 * known.max())


@few
@given(seeds)
def test_one_margin_is_poststratification(seed):
    sample = a_sample(seed)
    equal = sampling_design(np.full(sample.weights.size, 3.0), clusters=sample.clusters)
    totals = {group: 100.0 + 10 * group for group in range(4)}
    cells = np.eye(4)[sample.groups]

    fitted = [
        poststratified(equal, sample.groups, totals=totals),
        raked(equal, [sample.groups], totals=[totals]),
        calibrated_linearly(equal, cells, totals=list(totals.values())),
        calibrated_exponentially(equal, cells, totals=list(totals.values())),
    ]

    first = survey_means(fitted[0], sample.values)
    for other in fitted[1:]:
        found = survey_means(other, sample.values)
        np.testing.assert_allclose(found.estimate, first.estimate, rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose(found.covariance, first.covariance, rtol=1e-8, atol=1e-12)


def test_the_linear_distance_gives_the_regression_estimator():
    # Särndal, Swensson, Wretman (1992), equation 6.4.1, by least squares
    sample = a_sample(5)
    x = np.column_stack([np.ones(sample.weights.size), sample.values[:, 1]])
    y, w, known = sample.values[:, 0], sample.weights, np.array([400.0, 450.0])
    slopes = np.linalg.solve((x.T * w) @ x, (x.T * w) @ y)

    fitted = calibrated_linearly(sampling_design(w), x, totals=known)

    expected = w @ y + (known - w @ x) @ slopes
    assert survey_totals(fitted, y).estimate[0] == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("name", "cells", "totals"),
    [
        ("cells", list("aab"), {"a": 1, "b": 1}),
        ("cells", ["a", "a", None, "b"], {"a": 1, "b": 1}),
        ("totals", list("aabb"), {"a": 1}),
        ("totals", list("aabb"), {"a": 1, "b": 1, "c": 1}),
        ("totals", list("aabb"), {"a": 0, "b": 1}),
        ("totals", list("aabb"), {"a": np.nan, "b": 1}),
        ("totals", list("aabb"), {"a": np.inf, "b": 1}),
    ],
)
def test_cells_and_totals_that_do_not_fit_are_refused(name, cells, totals):
    with pytest.raises(ValueError, match=rf"^{name}"):
        poststratified(FOUR, cells, totals=totals)
    with pytest.raises(ValueError, match=r"^(margins|totals)"):
        raked(FOUR, [cells], totals=[totals])


def test_margins_that_cannot_be_reached_are_refused():
    apart = [list("aabb"), list("xxyy")]
    with pytest.raises(ValueError, match="totals cannot be reproduced"):
        raked(FOUR, apart, totals=[{"a": 3, "b": 7}, {"x": 7, "y": 3}])
    with pytest.raises(ValueError, match="one sum"):
        raked(FOUR, apart, totals=[{"a": 3, "b": 7}, {"x": 3, "y": 8}])
    with pytest.raises(ValueError, match="totals must hold one"):
        raked(FOUR, [], totals=[])


@pytest.mark.parametrize("method", [calibrated_linearly, calibrated_exponentially])
@pytest.mark.parametrize(
    ("name", "columns", "totals"),
    [
        ("auxiliaries", [1, 1, 1], [10]),
        ("auxiliaries", [1, 1, 1, np.nan], [10]),
        ("auxiliaries", [0, 0, 0, 0], [10]),
        ("totals", [1, 1, 1, 1], [np.nan]),
        ("totals", [1, 1, 1, 1], [10, 10]),
        ("totals", [1, 1, 1, 1], [-10]),
        ("totals", [[1, 1], [1, 1], [1, 1], [1, 1]], [10, 12]),
    ],
)
def test_auxiliaries_and_totals_that_do_not_fit_are_refused(method, name, columns, totals):
    with pytest.raises(ValueError, match=rf"^{name}"):
        method(FOUR, columns, totals=totals)
