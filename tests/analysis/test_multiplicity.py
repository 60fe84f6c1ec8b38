"""Adjusted p-values: another implementation, what they must keep, refusals."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from analysis.multiplicity import (
    benjamini_hochberg,
    benjamini_yekutieli,
    bonferroni,
    hochberg,
    holm,
    hommel,
)

NAMES = {
    bonferroni: "bonferroni",
    holm: "holm",
    hochberg: "simes-hochberg",
    hommel: "hommel",
    benjamini_hochberg: "fdr_bh",
    benjamini_yekutieli: "fdr_by",
}
p_values = st.lists(st.sampled_from([0.0, 1e-9, 1.0]) | st.floats(0, 1), min_size=1, max_size=12)


@pytest.mark.parametrize("adjusted", NAMES)
@settings(max_examples=12, deadline=None)  # statsmodels searches long for a limit of Holm's
@given(p_values)
def test_they_agree_with_statsmodels(adjusted, p):
    theirs = multipletests(p, method=NAMES[adjusted])[1]

    np.testing.assert_allclose(adjusted(p), theirs, rtol=1e-12, atol=1e-300)


@pytest.mark.parametrize("adjusted", NAMES)
@settings(max_examples=25, deadline=None)
@given(p_values, st.randoms(use_true_random=False))
def test_none_is_smaller_than_it_was_and_the_order_does_not_matter(adjusted, p, random):
    places = list(range(len(p)))
    random.shuffle(places)

    found = adjusted(p)

    assert np.all((found >= np.array(p) - 1e-15) & (found <= 1))
    np.testing.assert_array_equal(adjusted(np.array(p)[places]), found[places])


@settings(max_examples=40, deadline=None)
@given(p_values)
def test_the_sharper_ones_find_at_least_as_much(p):
    found = [bonferroni(p), holm(p), hochberg(p), hommel(p), benjamini_hochberg(p)]

    for cautious, sharper in pairwise(found):
        assert np.all(sharper <= cautious + 1e-12)


@pytest.mark.parametrize("adjusted", NAMES)
def test_a_single_test_needs_no_adjustment(adjusted):
    assert adjusted([0.03]) == [0.03]


@pytest.mark.parametrize("adjusted", NAMES)
@pytest.mark.parametrize("p", [[], [0.5, np.nan], [-0.1], [1.1], [[0.1, 0.2]], 0.5])
def test_what_is_no_list_of_p_values_is_refused(adjusted, p):
    with pytest.raises(ValueError, match="p_values"):
        adjusted(p)
