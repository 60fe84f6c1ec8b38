"""How a sample was drawn, and the variance that follows."""

import numpy as np
import pytest

from analysis.design import domain_degrees_of_freedom, sampling_design
from analysis.linearisation import linearised_covariance
from tests.analysis.samples import a_sample, variance_of_total

FOUR = np.array([1.0, 2.0, 4.0, 8.0])


def variance(design, influences=FOUR):
    return linearised_covariance(design, influences)[0, 0]


@pytest.mark.parametrize("seed", range(3))
def test_the_variance_is_that_of_the_definition(seed):
    sample = a_sample(seed)
    z = sample.weights * sample.values[:, 0]

    design = sampling_design(
        sample.weights,
        strata=sample.strata,
        clusters=sample.clusters,
        population=sample.population,
    )

    assert variance(design, z) == pytest.approx(variance_of_total(sample, z), rel=1e-12)


def test_rows_of_a_simple_random_sample_give_the_textbook_variance_of_a_total():
    design = sampling_design([25.0] * 4, population=100)

    expected = 100**2 * (1 - 4 / 100) * FOUR.var(ddof=1) / 4
    assert variance(design, 25 * FOUR) == pytest.approx(expected, rel=1e-14)


def test_labels_may_be_words_or_numbers_in_any_order():
    words = sampling_design(FOUR, strata=["b", "a", "a", "b"], clusters=["x", "x", "y", "y"])
    numbers = sampling_design(FOUR, strata=[7, -3, -3, 7], clusters=[1e9, 1e9, 2.5, 2.5])

    assert variance(words) == variance(numbers)
    assert words.degrees_of_freedom == 2


def test_one_label_in_two_strata_means_two_clusters():
    design = sampling_design(FOUR, strata=["a", "a", "b", "b"], clusters=[1, 2, 1, 2])

    assert design.degrees_of_freedom == 2


def test_a_stratum_drawn_whole_adds_nothing():
    design = sampling_design(FOUR, strata=["a", "a", "b", "b"], population=[2, 2, 4, 4])

    assert variance(design) == pytest.approx(0.5 * 2 * 8)


def test_a_lonely_unit_adds_what_the_caller_said():
    strata = ["a", "a", "a", "b"]
    of_a = 3 / 2 * ((FOUR[:3] - FOUR[:3].mean()) ** 2).sum()

    found = {
        choice: variance(sampling_design(FOUR, strata=strata, lonely=choice))
        for choice in ("remove", "adjust", "average")
    }

    assert found["remove"] == pytest.approx(of_a)
    assert found["adjust"] == pytest.approx(of_a + (8 - FOUR.mean()) ** 2)
    assert found["average"] == pytest.approx(2 * of_a)


def test_a_lonely_unit_that_was_drawn_for_certain_is_not_refused():
    design = sampling_design(FOUR, strata=["a", "a", "a", "b"], population=[9, 9, 9, 1])

    assert variance(design) > 0


def test_a_domain_counts_the_units_and_strata_that_it_touches():
    sample = a_sample(1)
    design = sampling_design(sample.weights, strata=sample.strata, clusters=sample.clusters)
    rows = sample.strata == 1

    units = np.unique(sample.clusters[rows]).size
    assert domain_degrees_of_freedom(design, rows=rows) == units - 1


@pytest.mark.parametrize(
    ("argument", "given"),
    [
        ("weights", {"weights": []}),
        ("weights", {"weights": [1, 0, 1, 1]}),
        ("weights", {"weights": [1, np.nan, 1, 1]}),
        ("weights", {"weights": [1, np.inf, 1, 1]}),
        ("weights", {"weights": [1, -1, 1, 1]}),
        ("strata", {"strata": ["a", "a", "b"]}),
        ("strata", {"strata": ["a", "a", "b", None]}),
        ("strata", {"strata": [1, 1, np.nan, 1]}),
        ("strata", {"strata": ["a", "a", "a", "b"]}),
        ("strata", {"strata": ["a", "b", "c", "d"], "lonely": "remove"}),
        ("strata", {"strata": ["a", "b", "c", "d"], "lonely": "average"}),
        ("strata", {"clusters": [1, 1, 1, 1], "lonely": "adjust"}),
        ("clusters", {"clusters": [1, 2]}),
        ("clusters", {"clusters": np.array(["x", "x", np.nan, "y"], object)}),
        ("population", {"population": 3}),
        ("population", {"population": np.nan}),
        ("population", {"population": [9, 9, 9, 8]}),
        ("population", {"population": [9, 9]}),
        ("lonely", {"lonely": "fail"}),
    ],
)
def test_what_is_no_design_is_refused_by_name(argument, given):
    with pytest.raises(ValueError, match=rf"^{argument}"):
        sampling_design(**({"weights": FOUR} | given))


@pytest.mark.parametrize("rows", [[True], [1, 0, 1, 0], [False] * 4])
def test_rows_of_a_domain_are_yes_or_no_and_some_are_yes(rows):
    with pytest.raises(ValueError, match="rows"):
        domain_degrees_of_freedom(sampling_design(FOUR), rows=rows)


@pytest.mark.parametrize("influences", [[1, 2, 3], [1, 2, 3, np.nan], [1, 2, 3, np.inf]])
def test_influences_are_numbers_one_for_each_row(influences):
    with pytest.raises(ValueError, match="influences"):
        linearised_covariance(sampling_design(FOUR), influences)
