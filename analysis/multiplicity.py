"""P-values of many tests at once, adjusted so that chance finds no more than agreed.

The adjusted values are compared with the same level as a single one would be. Those of Bonferroni,
Holm, Hochberg and Hommel bound the probability of any false finding, those of Benjamini,
Hochberg and Yekutieli the share of false findings among all.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def bonferroni(p_values: ArrayLike) -> Floats:
    r"""Bonferroni's adjustment: every p-value times the number of tests.

    Parameters
    ----------
    p_values : array_like of number, shape (m,)
        Of all tests that were made, also of those that found nothing; from 0 to 1.

    Returns
    -------
    ndarray of shape (m,)
        Adjusted p-values in the order given, at most 1.

    Raises
    ------
    ValueError
        If there is no p-value or one is missing or not in [0, 1].

    Notes
    -----
    .. math:: \min(1, m p_i)

    Holds whatever the tests have to do with each other. `holm` does as well and never finds
    less.

    References
    ----------
    .. [1] Dunn, O. J. (1961). Multiple comparisons among means. JASA 56(293), 52-64.

    Examples
    --------
    >>> print(bonferroni([0.01, 0.04, 0.5]))
    [0.03 0.12 1.  ]
    """
    p = _checked(p_values)
    return np.minimum(p * p.size, 1)


def holm(p_values: ArrayLike) -> Floats:
    r"""Holm's adjustment, stepping down from the smallest p-value.

    Parameters
    ----------
    p_values : array_like of number, shape (m,)
        Of all tests that were made; from 0 to 1.

    Returns
    -------
    ndarray of shape (m,)
        Adjusted p-values in the order given, at most 1.

    Raises
    ------
    ValueError
        If there is no p-value or one is missing or not in [0, 1].

    Notes
    -----
    With :math:`p_{(1)} \le \dots \le p_{(m)}`:

    .. math:: \max_{j \le i} \min(1, (m - j + 1) p_{(j)})

    Holds whatever the tests have to do with each other.

    References
    ----------
    .. [1] Holm, S. (1979). A simple sequentially rejective multiple test procedure.
       Scandinavian Journal of Statistics 6(2), 65-70.

    Examples
    --------
    >>> print(holm([0.01, 0.04, 0.5]))
    [0.03 0.08 0.5 ]
    """
    p = _checked(p_values)
    order = np.argsort(p, kind="stable")
    stepped = np.maximum.accumulate(p[order] * np.arange(p.size, 0, -1))
    return _put_back(np.minimum(stepped, 1), order)


def hochberg(p_values: ArrayLike) -> Floats:
    r"""Hochberg's adjustment, stepping up from the largest p-value.

    Parameters
    ----------
    p_values : array_like of number, shape (m,)
        Of all tests that were made; from 0 to 1.

    Returns
    -------
    ndarray of shape (m,)
        Adjusted p-values in the order given.

    Raises
    ------
    ValueError
        If there is no p-value or one is missing or not in [0, 1].

    Notes
    -----
    .. math:: \min_{j \ge i} \, (m - j + 1) p_{(j)}

    Finds at least what `holm` does; holds for independent tests and some that rise together.

    References
    ----------
    .. [1] Hochberg, Y. (1988). A sharper Bonferroni procedure for multiple tests of
       significance. Biometrika 75(4), 800-802.

    Examples
    --------
    >>> print(hochberg([0.01, 0.04, 0.05]))
    [0.03 0.05 0.05]
    """
    p = _checked(p_values)
    return _stepped_up(p, np.arange(p.size, 0, -1))


def hommel(p_values: ArrayLike) -> Floats:
    r"""Hommel's adjustment.

    Parameters
    ----------
    p_values : array_like of number, shape (m,)
        Of all tests that were made; from 0 to 1. The work grows with m squared.

    Returns
    -------
    ndarray of shape (m,)
        Adjusted p-values in the order given.

    Raises
    ------
    ValueError
        If there is no p-value or one is missing or not in [0, 1].

    Notes
    -----
    The closed test of all intersections by Simes' test, computed as in [2]_. Finds at least
    what `hochberg` does, under the same assumptions.

    References
    ----------
    .. [1] Hommel, G. (1988). A stagewise rejective multiple test procedure based on a
       modified Bonferroni test. Biometrika 75(2), 383-386.
    .. [2] Wright, S. P. (1992). Adjusted p-values for simultaneous inference. Biometrics
       48(4), 1005-1013, appendix.

    Examples
    --------
    >>> print(hommel([0.01, 0.04, 0.05]))
    [0.03 0.05 0.05]
    """
    p = _checked(p_values)
    order = np.argsort(p, kind="stable")
    ranked, m = p[order], p.size
    adjusted = np.full(m, (m * ranked / np.arange(1, m + 1)).min())
    bound = adjusted.copy()
    for size in range(m - 1, 1, -1):
        few, many = np.arange(m - size + 1), np.arange(m - size + 1, m)
        simes = (size * ranked[many] / np.arange(2, size + 1)).min()
        bound[few] = np.minimum(size * ranked[few], simes)
        bound[many] = bound[m - size]
        adjusted = np.maximum(adjusted, bound)
    return _put_back(np.maximum(adjusted, ranked), order)


def benjamini_hochberg(p_values: ArrayLike) -> Floats:
    r"""Adjustment that bounds the share of false findings.

    Parameters
    ----------
    p_values : array_like of number, shape (m,)
        Of all tests that were made; from 0 to 1.

    Returns
    -------
    ndarray of shape (m,)
        Adjusted p-values in the order given.

    Raises
    ------
    ValueError
        If there is no p-value or one is missing or not in [0, 1].

    Notes
    -----
    .. math:: \min_{j \ge i} \, \frac{m}{j} p_{(j)}

    For independent tests and those that rise together. For screens whose findings are looked
    at by a person; not for a single finding that must stand by itself.

    References
    ----------
    .. [1] Benjamini, Y., Hochberg, Y. (1995). Controlling the false discovery rate. Journal
       of the Royal Statistical Society B 57(1), 289-300.

    Examples
    --------
    >>> print(benjamini_hochberg([0.01, 0.04, 0.5]))
    [0.03 0.06 0.5 ]
    """
    p = _checked(p_values)
    return _stepped_up(p, p.size / np.arange(1, p.size + 1))


def benjamini_yekutieli(p_values: ArrayLike) -> Floats:
    r"""The same bound whatever the tests have to do with each other.

    Parameters
    ----------
    p_values : array_like of number, shape (m,)
        Of all tests that were made; from 0 to 1.

    Returns
    -------
    ndarray of shape (m,)
        Adjusted p-values in the order given, at most 1.

    Raises
    ------
    ValueError
        If there is no p-value or one is missing or not in [0, 1].

    Notes
    -----
    .. math:: \min_{j \ge i} \, \frac{m}{j} p_{(j)} \sum_{k=1}^m \frac1k

    References
    ----------
    .. [1] Benjamini, Y., Yekutieli, D. (2001). The control of the false discovery rate in
       multiple testing under dependency. Annals of Statistics 29(4), 1165-1188.

    Examples
    --------
    >>> print(benjamini_yekutieli([0.01, 0.04, 0.5]).round(4))
    [0.055  0.11   0.9167]
    """
    p = _checked(p_values)
    ranks = np.arange(1, p.size + 1)
    return _stepped_up(p, p.size / ranks * (1 / ranks).sum())


def _checked(p_values: ArrayLike) -> Floats:
    p = np.asarray(p_values, float)
    if p.ndim != 1 or p.size == 0:
        raise ValueError("p_values must hold at least one p-value, in one list")
    if not np.all((p >= 0) & (p <= 1)):
        raise ValueError("p_values must lie between 0 and 1")
    return p


def _stepped_up(p: Floats, factors: Floats | NDArray[np.int64]) -> Floats:
    """The smallest of the multiplied p-values from each on upwards, in the order of `p`."""
    order = np.argsort(p, kind="stable")
    multiplied = (p[order] * factors)[::-1]
    return _put_back(np.minimum(np.minimum.accumulate(multiplied)[::-1], 1), order)


def _put_back(ranked: Floats, order: NDArray[np.intp]) -> Floats:
    found = np.empty_like(ranked)
    found[order] = ranked
    return found
