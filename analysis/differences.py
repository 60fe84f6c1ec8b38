"""Textbook intervals for the difference of two independent shares, from counts."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from analysis import refusals
from analysis.intervals import Interval

Floats = NDArray[np.float64]
Group = tuple[ArrayLike, ArrayLike]


def wald_difference(first: Group, second: Group, *, confidence: float = 0.95) -> Interval:
    r"""The textbook interval for the difference of two shares, cut to [-1, 1].

    Parameters
    ----------
    first, second : pair of array_like of int
        Successes and trials of each group.
    confidence : float, default 0.95
        Coverage, strictly between 0 and 1.

    Returns
    -------
    Interval
        First share minus second share. Without width where both shares are 0 or 1.

    Raises
    ------
    ValueError
        If counts are negative, fractional or missing, successes exceed trials, trials are
        below 1, or `confidence` is not in (0, 1).

    Notes
    -----
    .. math:: p_1 - p_2 \pm z \sqrt{p_1 (1 - p_1) / n_1 + p_2 (1 - p_2) / n_2}

    Here for comparison with reports that use it; it covers less than it says in small groups
    and near 0 and 1. Use `analysis.comparison.difference_of_shares`.

    References
    ----------
    .. [1] Newcombe, R. G. (1998). Interval estimation for the difference between independent
       proportions. Statistics in Medicine 17(8), 873-890, method 1.

    Examples
    --------
    >>> change = wald_difference((56, 70), (48, 80))
    >>> f"{change.lower:.4f} to {change.upper:.4f}"
    '0.0575 to 0.3425'
    """
    refusals.check_confidence(confidence)
    z = special.ndtri((1 + confidence) / 2)
    x1, n1, x2, n2 = refusals.two_groups(first, second)
    return _around(x1 / n1 - x2 / n2, z * _deviation(x1, n1, x2, n2))


def corrected_wald_difference(first: Group, second: Group, *, confidence: float = 0.95) -> Interval:
    r"""The textbook interval with the correction for continuity, cut to [-1, 1].

    Parameters
    ----------
    first, second : pair of array_like of int
        Successes and trials of each group.
    confidence : float, default 0.95
        Coverage, strictly between 0 and 1.

    Returns
    -------
    Interval
        First share minus second share.

    Raises
    ------
    ValueError
        As for `wald_difference`.

    Notes
    -----
    `wald_difference` made wider by :math:`y (1 / n_1 + 1 / n_2)` on either side, where y is
    1/2 or what makes the correction as large as the difference, if that is less. It belongs to
    `analysis.proportions.corrected_test` and is what R's ``prop.test`` prints.

    References
    ----------
    .. [1] Newcombe, R. G. (1998). Interval estimation for the difference between independent
       proportions. Statistics in Medicine 17(8), 873-890, method 2.

    Examples
    --------
    >>> change = corrected_wald_difference((56, 70), (48, 80))
    >>> f"{change.lower:.4f} to {change.upper:.4f}"
    '0.0441 to 0.3559'
    """
    refusals.check_confidence(confidence)
    z = special.ndtri((1 + confidence) / 2)
    x1, n1, x2, n2 = refusals.two_groups(first, second)
    gap = x1 / n1 - x2 / n2
    correction = np.minimum((1 / n1 + 1 / n2) / 2, np.abs(gap))
    return _around(gap, z * _deviation(x1, n1, x2, n2) + correction)


def agresti_caffo_difference(first: Group, second: Group, *, confidence: float = 0.95) -> Interval:
    r"""The textbook interval after adding a success and a failure to each group.

    Parameters
    ----------
    first, second : pair of array_like of int
        Successes and trials of each group.
    confidence : float, default 0.95
        Coverage, strictly between 0 and 1.

    Returns
    -------
    Interval
        First share minus second share, limits cut to [-1, 1]. `estimate` is the difference
        of the observed shares, not the middle.

    Raises
    ------
    ValueError
        As for `wald_difference`.

    Notes
    -----
    With :math:`\tilde p_i = (x_i + 1) / (n_i + 2)`:

    .. math::

        \tilde p_1 - \tilde p_2 \pm z \sqrt{\frac{\tilde p_1 (1 - \tilde p_1)}{n_1 + 2} +
        \frac{\tilde p_2 (1 - \tilde p_2)}{n_2 + 2}}

    References
    ----------
    .. [1] Agresti, A., Caffo, B. (2000). Simple and effective confidence intervals for
       proportions and differences of proportions result from adding two successes and two
       failures. The American Statistician 54(4), 280-288.

    Examples
    --------
    >>> change = agresti_caffo_difference((56, 70), (48, 80))
    >>> f"{change.lower:.4f} to {change.upper:.4f}"
    '0.0525 to 0.3358'
    """
    refusals.check_confidence(confidence)
    z = special.ndtri((1 + confidence) / 2)
    x1, n1, x2, n2 = refusals.two_groups(first, second)
    a, m, b, k = x1 + 1, n1 + 2, x2 + 1, n2 + 2
    found = _around(a / m - b / k, z * _deviation(a, m, b, k))
    return found._replace(estimate=(x1 / n1 - x2 / n2)[()])


def _deviation(x1: Floats, n1: Floats, x2: Floats, n2: Floats) -> Floats:
    p1, p2 = x1 / n1, x2 / n2
    return np.asarray(np.sqrt(p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2))


def _around(gap: Floats, spread: Floats) -> Interval:
    lower, upper = np.maximum(gap - spread, -1), np.minimum(gap + spread, 1)
    return Interval(lower[()], gap[()], upper[()])
