"""Tests whether shares of independent groups differ, from counts."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis import refusals
from analysis.multiplicity import benjamini_hochberg, holm
from analysis.results import ChiSquareTest, NormalTest

Floats = NDArray[np.float64]


def pooled_test(first: tuple[float, float], second: tuple[float, float]) -> NormalTest:
    r"""Whether two shares are equal, with one variance for both.

    Parameters
    ----------
    first, second : pair of int
        Successes and trials of each group; trials at least 1.

    Returns
    -------
    NormalTest
        `z` (positive where the first share is larger) and the two-sided `p_value`.

    Raises
    ------
    ValueError
        If counts are negative, fractional or missing, successes exceed trials, or nobody or
        everybody has the property: then the variance is zero.

    Notes
    -----
    With :math:`\bar p` the share of both groups together:

    .. math:: z = \frac{p_1 - p_2}{\sqrt{\bar p (1 - \bar p) (1 / n_1 + 1 / n_2)}}

    Its square is the uncorrected chi-square of the 2 by 2 table. Where fewer than about five
    are expected in a cell use `analysis.odds.fisher_test`.

    References
    ----------
    .. [1] Fleiss, J. L., Levin, B., Paik, M. C. (2003). Statistical Methods for Rates and
       Proportions, 3rd ed., Wiley, section 3.1.

    Examples
    --------
    >>> z, p_value = pooled_test((1612, 2000), (1540, 1985))
    >>> f"{z:.4f}, {p_value:.4f}"
    '2.3428, 0.0191'
    """
    x, n = _both(first, second)
    return NormalTest.of((x[0] / n[0] - x[1] / n[1]) / np.sqrt(_pooled(x, n) * (1 / n).sum()))


def unpooled_test(first: tuple[float, float], second: tuple[float, float]) -> NormalTest:
    r"""Whether two shares are equal, with a variance of its own for each.

    Parameters
    ----------
    first, second : pair of int
        Successes and trials of each group; trials at least 1.

    Returns
    -------
    NormalTest
        `z` (positive where the first share is larger) and the two-sided `p_value`.

    Raises
    ------
    ValueError
        If counts are negative, fractional or missing, successes exceed trials, or both
        shares are 0 or 1: then the variance is zero.

    Notes
    -----
    .. math:: z = \frac{p_1 - p_2}{\sqrt{p_1 (1 - p_1) / n_1 + p_2 (1 - p_2) / n_2}}

    Wald's test, which belongs to `analysis.differences.wald_difference`. In small groups it
    finds differences too often; prefer `pooled_test`.

    References
    ----------
    .. [1] Fleiss, J. L., Levin, B., Paik, M. C. (2003). Statistical Methods for Rates and
       Proportions, 3rd ed., Wiley, section 3.1.

    Examples
    --------
    >>> z, p_value = unpooled_test((1612, 2000), (1540, 1985))
    >>> f"{z:.4f}, {p_value:.4f}"
    '2.3439, 0.0191'
    """
    x, n = _both(first, second)
    p = x / n
    variance = (p * (1 - p) / n).sum()
    if not variance > 0:
        raise ValueError("first and second must not both be shares of 0 or 1")
    return NormalTest.of((p[0] - p[1]) / np.sqrt(variance))


def corrected_test(first: tuple[float, float], second: tuple[float, float]) -> ChiSquareTest:
    r"""Whether two shares are equal, with Yates' correction for continuity.

    Parameters
    ----------
    first, second : pair of int
        Successes and trials of each group; trials at least 1.

    Returns
    -------
    ChiSquareTest
        One degree of freedom.

    Raises
    ------
    ValueError
        As for `pooled_test`.

    Notes
    -----
    .. math:: \sum \frac{(|O - E| - y)^2}{E}, \quad y = \min(1/2, |O - E|)

    Comes near the p-value of Fisher's test, which is larger than needed.

    References
    ----------
    .. [1] Yates, F. (1934). Contingency tables involving small numbers and the chi-square
       test. Supplement to the JRSS 1(2), 217-235.

    Examples
    --------
    >>> corrected_test((9, 10), (4, 12)).statistic.__round__(4)
    5.091
    """
    x, n = _both(first, second)
    _pooled(x, n)
    return ChiSquareTest.of(_distance(x, n, correction=0.5), 1)


def homogeneity_test(successes: ArrayLike, trials: ArrayLike) -> ChiSquareTest:
    r"""Whether the shares of several groups are equal.

    Parameters
    ----------
    successes, trials : array_like of int, shape (k,)
        Of each of k independent groups, at least 2; trials at least 1.

    Returns
    -------
    ChiSquareTest
        k - 1 degrees of freedom.

    Raises
    ------
    ValueError
        If counts are negative, fractional or missing, successes exceed trials, there are
        fewer than two groups, or nobody or everybody has the property.

    Notes
    -----
    Pearson's :math:`\sum (O - E)^2 / E` over both answers of all groups, uncorrected. Says
    that some differ, not which: see `pairwise_tests`.

    References
    ----------
    .. [1] Pearson, K. (1900). On the criterion that a given system of deviations ...
       Philosophical Magazine 50(302), 157-175.
    .. [2] Fleiss, J. L., Levin, B., Paik, M. C. (2003). Statistical Methods for Rates and
       Proportions, 3rd ed., Wiley, section 9.1.

    Examples
    --------
    >>> found = homogeneity_test([83, 90, 129, 70], [86, 93, 136, 82])
    >>> f"{found.statistic:.4f}, {found.freedom}, {found.p_value:.6f}"
    '12.6004, 3, 0.005585'
    """
    x, n = _groups(successes, trials)
    _pooled(x, n)
    return ChiSquareTest.of(_distance(x, n, correction=0), x.size - 1)


class PairwiseTests(NamedTuple):
    """P-values of all pairs of groups; `pairs` holds the places of the two, from 0."""

    pairs: NDArray[np.intp]
    p_values: Floats
    holm: Floats
    benjamini_hochberg: Floats


def pairwise_tests(successes: ArrayLike, trials: ArrayLike) -> PairwiseTests:
    r"""Which of several groups differ, each with each.

    Parameters
    ----------
    successes, trials : array_like of int, shape (k,)
        Of each of k independent groups, at least 2; trials at least 1.

    Returns
    -------
    PairwiseTests
        For the pairs (0, 1), (0, 2), (1, 2), (0, 3), ...: the p-values of `pooled_test`, as
        they are and adjusted for all pairs. 1 where nobody or everybody in both groups has
        the property: such a pair shows no difference.

    Raises
    ------
    ValueError
        If counts are negative, fractional or missing, successes exceed trials, or there are
        fewer than two groups.

    Notes
    -----
    Pairs of agencies are many: 24 of them make 276. Rather than looking at all, compare each
    with the whole in a funnel.

    References
    ----------
    .. [1] Holm, S. (1979). A simple sequentially rejective multiple test procedure.
       Scandinavian Journal of Statistics 6(2), 65-70.
    .. [2] Benjamini, Y., Hochberg, Y. (1995). Controlling the false discovery rate. Journal
       of the Royal Statistical Society B 57(1), 289-300.

    Examples
    --------
    >>> found = pairwise_tests([83, 90, 70], [86, 93, 82])
    >>> print(found.pairs.tolist(), found.holm.round(4))
    [[0, 1], [0, 2], [1, 2]] [0.9223 0.0227 0.0214]
    """
    x, n = _groups(successes, trials)
    second, first = np.tril_indices(x.size, -1)
    share = (x[first] + x[second]) / (n[first] + n[second])
    variance = share * (1 - share) * (1 / n[first] + 1 / n[second])
    gap = x[first] / n[first] - x[second] / n[second]
    z = np.where(variance > 0, gap / np.sqrt(np.where(variance > 0, variance, 1)), 0)
    p = NormalTest.of(z).p_value
    return PairwiseTests(np.stack([first, second], axis=1), p, holm(p), benjamini_hochberg(p))


def _both(first: tuple[float, float], second: tuple[float, float]) -> tuple[Floats, Floats]:
    return refusals.successes_of_trials([first[0], second[0]], [first[1], second[1]])


def _groups(successes: ArrayLike, trials: ArrayLike) -> tuple[Floats, Floats]:
    x, n = refusals.successes_of_trials(successes, trials)
    if x.ndim != 1 or x.size < 2:
        raise ValueError("successes and trials must hold at least two groups")
    return x, n


def _pooled(x: Floats, n: Floats) -> float:
    """The variance of one answer if all shares are equal."""
    share = x.sum() / n.sum()
    if not 0 < share < 1:
        raise ValueError("successes must be neither none nor all: all shares are alike")
    return float(share * (1 - share))


def _distance(x: Floats, n: Floats, *, correction: float) -> float:
    expected = n * (x.sum() / n.sum())
    away = np.abs(x - expected)
    squares = (away - min(correction, away.min())) ** 2
    return float((squares / expected + squares / (n - expected)).sum())
