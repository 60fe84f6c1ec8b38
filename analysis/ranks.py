"""Rank tests for answers that have an order but no equal steps, from counts."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis import refusals
from analysis.multiplicity import benjamini_hochberg, bonferroni, holm
from analysis.results import ChiSquareTest, NormalTest
from analysis.spread import median_score

Floats = NDArray[np.float64]


class RankComparison(NamedTuple):
    """How often the first of a pair is larger, in pairs and as a probability, and two tests."""

    larger: float
    probability: float
    corrected: NormalTest
    uncorrected: NormalTest


def mann_whitney(first: ArrayLike, second: ArrayLike) -> RankComparison:
    r"""Test of Mann and Whitney whether one group tends to higher answers.

    Parameters
    ----------
    first, second : array_like of int, shape (k,)
        How often each of k ordered answers was given in each group, lowest first; at least
        1 in each. `tabulated` makes them from single values.

    Returns
    -------
    RankComparison
        `larger` U: pairs in which the first group's answer is higher, equal ones as half;
        `probability` of that in a pair drawn by chance, 1/2 without a difference; the
        two-sided tests with and without correction for continuity.

    Raises
    ------
    ValueError
        If counts are negative, fractional, missing or all zero in a group, the groups do not
        have equally many options, or all answers of both are equal.

    Notes
    -----
    With :math:`N = n_1 + n_2` and t the numbers of equal answers:

    .. math::

        z = \frac{U - n_1 n_2 / 2}{\sqrt{\frac{n_1 n_2}{12}
            \left(N + 1 - \sum_t \frac{t^3 - t}{N (N - 1)}\right)}}

    and with the correction half a pair nearer to zero. Tests whether the distributions are
    equal; reads as a shift of the answers only where they have the same shape.

    References
    ----------
    .. [1] Mann, H. B., Whitney, D. R. (1947). On a test of whether one of two random
       variables is stochastically larger than the other. Annals of Mathematical Statistics
       18(1), 50-60.
    .. [2] Lehmann, E. L. (2006). Nonparametrics, rev. ed., Springer, sections 1.3 and 1.4.

    Examples
    --------
    >>> found = mann_whitney([2, 3, 5, 9], [8, 5, 4, 3])
    >>> f"{found.larger}, {found.probability:.4f}, {found.corrected.p_value:.5f}"
    '281.0, 0.7395, 0.00850'
    """
    c = _pair(first, second)
    n = c.sum(axis=1)
    below = np.cumsum(c[1]) - c[1]
    larger = float((c[0] * (below + c[1] / 2)).sum())
    away = larger - n[0] * n[1] / 2
    deviation = np.sqrt(_rank_variance(c) * n[0] * n[1] / n.sum())
    nearer = np.sign(away) * max(abs(away) - 0.5, 0)
    return RankComparison(
        larger,
        larger / float(n[0] * n[1]),
        NormalTest.of(nearer / deviation),
        NormalTest.of(away / deviation),
    )


def median_difference(first: ArrayLike, second: ArrayLike, scores: ArrayLike) -> float:
    r"""Median of the differences of all pairs (Hodges and Lehmann).

    Parameters
    ----------
    first, second : array_like of int, shape (k,)
        How often each of the k scores was given in each group; at least 1 in each.
    scores : array_like of number, shape (k,)
        What each answer is worth. All pairs of scores are looked at: for thousands at most.

    Returns
    -------
    float
        In the unit of `scores`: first less second.

    Raises
    ------
    ValueError
        If counts are negative, fractional, missing or all zero in a group, the groups do not
        have equally many options, or scores are missing, infinite or not one for each.

    Notes
    -----
    How far one group has to be shifted to lie over the other. On a scale of few steps it is
    often 0 where the groups differ: give `mann_whitney`'s probability as well.

    References
    ----------
    .. [1] Hodges, J. L., Lehmann, E. L. (1963). Estimates of location based on rank tests.
       Annals of Mathematical Statistics 34(2), 598-611.

    Examples
    --------
    >>> median_difference([2, 3, 5, 9], [8, 5, 4, 3], [1, 2, 3, 4])
    1.0
    """
    c = _pair(first, second)
    s = refusals.finite_scores(scores, options=c.shape[1])
    pairs = np.multiply.outer(c[0], c[1]).ravel()
    return float(median_score(pairs, np.subtract.outer(s, s).ravel()))


class RankGroups(NamedTuple):
    """Whether groups differ in rank, by how much, and the mean rank of each."""

    test: ChiSquareTest
    epsilon_squared: float
    eta_squared: float
    mean_ranks: Floats


def kruskal_wallis(counts: ArrayLike) -> RankGroups:
    r"""Test of Kruskal and Wallis whether several groups answer alike.

    Parameters
    ----------
    counts : array_like of int, shape (g, k)
        For each of at least 2 groups how often each of k ordered answers was given, lowest
        first; at least 1 in each group.

    Returns
    -------
    RankGroups
        `test` with g - 1 degrees of freedom; `epsilon_squared` H / (N - 1) and `eta_squared`
        (H - g + 1) / (N - g), infinite where every group has one answer; the `mean_ranks`.

    Raises
    ------
    ValueError
        If counts are not a table of two groups or more, negative, fractional, missing or all
        zero in a group, or all answers are equal.

    Notes
    -----
    With the mean ranks :math:`\bar R_i` and t the numbers of equal answers:

    .. math::

        H = \frac{12}{N (N + 1)} \sum_i n_i \left(\bar R_i - \frac{N + 1}2\right)^2
        \Big/ \left(1 - \frac{\sum_t (t^3 - t)}{N^3 - N}\right)

    Independent answers. Says that some differ, not which: see `dunn_test`.

    References
    ----------
    .. [1] Kruskal, W. H., Wallis, W. A. (1952). Use of ranks in one-criterion variance
       analysis. JASA 47(260), 583-621.
    .. [2] Tomczak, M., Tomczak, E. (2014). The need to report effect size estimates
       revisited. Trends in Sport Sciences 1(21), 19-25.

    Examples
    --------
    >>> found = kruskal_wallis([[2, 3, 5, 9], [8, 5, 4, 3], [4, 4, 4, 4]])
    >>> f"{found.test.statistic:.4f}, {found.test.p_value:.5f}"
    '7.3147, 0.02580'
    """
    c = _table(counts)
    n, total, groups = c.sum(axis=1), c.sum(), c.shape[0]
    ranks = _mean_ranks(c)
    statistic = float((n * (ranks - (total + 1) / 2) ** 2).sum() / _rank_variance(c))
    left = total - groups
    eta = (statistic - groups + 1) / left if left > 0 else np.inf
    test = ChiSquareTest.of(statistic, groups - 1)
    return RankGroups(test, statistic / float(total - 1), float(eta), ranks)


class DunnTests(NamedTuple):
    """Dunn's tests of all pairs of groups; `pairs` holds the places of the two, from 0."""

    pairs: NDArray[np.intp]
    z: Floats
    p_values: Floats
    bonferroni: Floats
    holm: Floats
    benjamini_hochberg: Floats


def dunn_test(counts: ArrayLike) -> DunnTests:
    r"""Dunn's test which of several groups differ in rank.

    Parameters
    ----------
    counts : array_like of int, shape (g, k)
        As for `kruskal_wallis`.

    Returns
    -------
    DunnTests
        For the pairs (0, 1), (0, 2), ..., (1, 2), ...: `z` (positive where the first ranks
        higher), its two-sided `p_values` as they are and adjusted for all pairs.

    Raises
    ------
    ValueError
        As for `kruskal_wallis`.

    Notes
    -----
    .. math::

        z = \frac{\bar R_i - \bar R_j}{\sqrt{\left(\frac{N (N + 1)}{12} -
            \frac{\sum_t (t^3 - t)}{12 (N - 1)}\right)
            \left(\frac1{n_i} + \frac1{n_j}\right)}}

    Ranks are those among all groups, as in the test that it follows.

    References
    ----------
    .. [1] Dunn, O. J. (1964). Multiple comparisons using rank sums. Technometrics 6(3),
       241-252.

    Examples
    --------
    >>> found = dunn_test([[2, 3, 5, 9], [8, 5, 4, 3], [4, 4, 4, 4]])
    >>> print(found.z.round(3), found.holm.round(4))
    [ 2.691  1.538 -1.015] [0.0214 0.2482 0.3102]
    """
    c = _table(counts)
    n, ranks = c.sum(axis=1), _mean_ranks(c)
    first, second = np.triu_indices(c.shape[0], 1)
    deviation = np.sqrt(_rank_variance(c) * (1 / n[first] + 1 / n[second]))
    z, p = NormalTest.of((ranks[first] - ranks[second]) / deviation)
    pairs = np.stack([first, second], axis=1)
    return DunnTests(pairs, z, p, bonferroni(p), holm(p), benjamini_hochberg(p))


def _pair(first: ArrayLike, second: ArrayLike) -> Floats:
    one = refusals.whole_counts(first, name="first")
    other = refusals.whole_counts(second, name="second")
    if one.shape != other.shape:
        raise ValueError("first and second must hold equally many options")
    return _table(np.stack([one, other]), name="first and second")


def _table(counts: ArrayLike, *, name: str = "counts") -> Floats:
    c = refusals.whole_counts(counts, name=name)
    if c.ndim != 2 or c.shape[0] < 2:
        raise ValueError(f"{name} must hold the counts of at least two groups")
    refusals.enough(c, at_least=1, name=name)
    return c


def _mean_ranks(c: Floats) -> Floats:
    """Of each group among all; equal answers share the mean of their places."""
    all_groups = c.sum(axis=0)
    ranks = np.cumsum(all_groups) - (all_groups - 1) / 2
    return np.asarray(c @ ranks / c.sum(axis=1))


def _rank_variance(c: Floats) -> float:
    """The variance of the rank of one answer, with divisor N - 1."""
    total, ties = c.sum(), c.sum(axis=0)
    if not (ties > 0).sum() > 1:
        raise ValueError("counts must hold two different answers at least")
    return float(total * (total + 1) / 12 - (ties**3 - ties).sum() / (12 * (total - 1)))
