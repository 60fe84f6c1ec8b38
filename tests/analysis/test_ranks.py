"""Rank tests: scipy on the answers written out, exact distributions, refusals."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.exact_ranks import mann_whitney_exact
from analysis.multiplicity import benjamini_hochberg, bonferroni, holm
from analysis.ranks import dunn_test, kruskal_wallis, mann_whitney, median_difference
from analysis.tabulation import tabulated

FIVE = np.array([1, 2, 3, 4, 5])
some_counts = st.lists(st.integers(0, 30), min_size=5, max_size=5).filter(any)
a_sample = st.lists(st.integers(-4, 4), min_size=1, max_size=12)


def spread(*groups):
    return np.count_nonzero(np.sum(groups, axis=0)) > 1


@settings(max_examples=40, deadline=None)
@given(some_counts, some_counts)
def test_two_groups_agree_with_scipy_on_the_answers_written_out(first, second):
    if not spread(first, second):
        return
    x, y = np.repeat(FIVE, first), np.repeat(FIVE, second)
    corrected = stats.mannwhitneyu(x, y, method="asymptotic")
    plain = stats.mannwhitneyu(x, y, method="asymptotic", use_continuity=False)

    found = mann_whitney(first, second)

    assert found.larger == corrected.statistic
    assert found.corrected.p_value == pytest.approx(min(corrected.pvalue, 1), rel=1e-8)
    assert found.uncorrected.p_value == pytest.approx(plain.pvalue, rel=1e-8)
    assert found.probability == pytest.approx(
        np.mean((x[:, None] > y) + (x[:, None] == y) / 2), abs=1e-12
    )
    assert median_difference(first, second, FIVE) == np.median(np.subtract.outer(x, y))


@settings(max_examples=25, deadline=None)
@given(some_counts, some_counts)
def test_the_other_order_turns_everything_round(first, second):
    if not spread(first, second):
        return
    there, back = mann_whitney(first, second), mann_whitney(second, first)

    assert there.probability + back.probability == pytest.approx(1)
    assert there.corrected.z == pytest.approx(-back.corrected.z, abs=1e-12)
    assert median_difference(first, second, FIVE) == -median_difference(second, first, FIVE)


@settings(max_examples=30, deadline=None)
@given(st.lists(some_counts, min_size=2, max_size=4))
def test_several_groups_agree_with_scipy(groups):
    if not spread(*groups):
        return
    theirs = stats.kruskal(*(np.repeat(FIVE, counts) for counts in groups))

    found = kruskal_wallis(groups)

    assert found.test.statistic == pytest.approx(theirs.statistic, rel=1e-9, abs=1e-9)
    assert found.test.p_value == pytest.approx(theirs.pvalue, rel=1e-8)
    ranks = stats.rankdata(np.concatenate([np.repeat(FIVE, counts) for counts in groups]))
    ends = np.cumsum(np.sum(groups, axis=1))[:-1]
    assert found.mean_ranks == pytest.approx([part.mean() for part in np.split(ranks, ends)])


@settings(max_examples=30, deadline=None)
@given(st.lists(some_counts, min_size=2, max_size=4))
def test_dunn_follows_its_definition(groups):
    if not spread(*groups):
        return
    answers = [np.repeat(FIVE, counts) for counts in groups]
    ranks = stats.rankdata(np.concatenate(answers))
    parts = np.split(ranks, np.cumsum([len(a) for a in answers])[:-1])

    found = dunn_test(groups)

    for (a, b), z in zip(found.pairs, found.z, strict=True):
        error = np.sqrt(ranks.var(ddof=1) * (1 / len(parts[a]) + 1 / len(parts[b])))
        assert z == pytest.approx((parts[a].mean() - parts[b].mean()) / error, abs=1e-9)
    np.testing.assert_array_equal(found.bonferroni, bonferroni(found.p_values))
    np.testing.assert_array_equal(found.holm, holm(found.p_values))
    np.testing.assert_array_equal(found.benjamini_hochberg, benjamini_hochberg(found.p_values))


def test_of_two_groups_all_three_are_one_test():
    groups = [[2, 3, 5, 9], [8, 5, 4, 3]]

    p = mann_whitney(*groups).uncorrected.p_value

    assert kruskal_wallis(groups).test.p_value == pytest.approx(p)
    assert dunn_test(groups).p_values == pytest.approx([p])


def test_a_hundred_million_answers_cost_what_a_thousand_do():
    few, many = np.array([200, 300, 500]), np.array([2, 3, 5]) * 10**7

    assert mann_whitney(many, many[::-1]).probability == pytest.approx(
        mann_whitney(few, few[::-1]).probability
    )
    assert median_difference(many, many[::-1], [1, 2, 3]) == 1


def test_groups_of_one_answer_each_have_no_share_explained():
    assert kruskal_wallis([[1, 0], [0, 1]]).eta_squared == np.inf


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 99), min_size=2, max_size=16, unique=True), st.integers(1, 15))
def test_the_exact_test_agrees_with_scipy(values, first):
    first = min(first, len(values) - 1)
    theirs = stats.mannwhitneyu(values[:first], values[first:], method="exact")

    found = mann_whitney_exact(values[:first], values[first:])

    assert found.statistic == theirs.statistic
    assert found.p_value == pytest.approx(theirs.pvalue, rel=1e-9)


@settings(max_examples=30, deadline=None)
@given(st.lists(a_sample, min_size=1, max_size=3))
def test_samples_become_counts_and_can_be_written_out_again(samples):
    values, counts = tabulated(*samples)

    for sample, its_counts in zip(samples, counts, strict=True):
        np.testing.assert_array_equal(np.repeat(values, its_counts.astype(int)), sorted(sample))


@pytest.mark.parametrize(
    ("ask", "word"),
    [
        (lambda: mann_whitney([1, 2], [1, 2, 3]), "first and second"),
        (lambda: mann_whitney([0, 0], [1, 2]), "first and second"),
        (lambda: mann_whitney([3, 0], [4, 0]), "two different answers"),
        (lambda: mann_whitney([-1, 2], [1, 2]), "first"),
        (lambda: mann_whitney([1, 2], [0.5, 2]), "second"),
        (lambda: mann_whitney([], []), "first"),
        (lambda: mann_whitney([1, 2], [np.nan, 2]), "second"),
        (lambda: median_difference([1, 2], [1, 2], [1]), "scores"),
        (lambda: median_difference([1, 2], [1, 2], [1, np.inf]), "scores"),
        (lambda: kruskal_wallis([[1, 2]]), "two groups"),
        (lambda: kruskal_wallis([1, 2]), "two groups"),
        (lambda: kruskal_wallis([[1, 2], [0, 0]]), "counts"),
        (lambda: kruskal_wallis([[1, 0], [2, 0]]), "two different answers"),
        (lambda: dunn_test([[1, 0], [2, 0]]), "two different answers"),
        (lambda: dunn_test([[1, 2]]), "two groups"),
        (lambda: mann_whitney_exact([], [1]), "first"),
        (lambda: mann_whitney_exact([1], [np.nan]), "second"),
        (lambda: mann_whitney_exact([1, 2], [2, 3]), "equal"),
        (lambda: mann_whitney_exact(range(100), range(100, 201)), "200"),
        (lambda: tabulated(), "samples"),
        (lambda: tabulated([1], []), "samples"),
        (lambda: tabulated([1, np.inf]), "samples"),
    ],
)
def test_what_cannot_be_ranked_is_refused(ask, word):
    with pytest.raises(ValueError, match=word):
        ask()
