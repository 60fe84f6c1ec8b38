"""Exact rank tests for small samples without ties."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis import refusals

Whole = NDArray[np.object_]
"""Integers without end: counts of orders soon exceed what 64 bits hold."""
LARGEST = 200


class ExactTest(NamedTuple):
    """A statistic and its exact two-sided p-value."""

    statistic: int
    p_value: float


def mann_kendall_exact(values: ArrayLike) -> ExactTest:
    r"""Exact test of Mann and Kendall for a rising or falling series.

    Parameters
    ----------
    values : array_like of number, shape (n,)
        One figure for each of 3 to 200 steps of time, oldest first, no two equal.

    Returns
    -------
    ExactTest
        `statistic` T: how many pairs rise; Kendall's tau is ``4 T / (n (n - 1)) - 1``. The
        two-sided `p_value` is twice that of the side on which T lies.

    Raises
    ------
    ValueError
        If `values` are not one list of 3 to 200 finite numbers, or two are equal.

    Notes
    -----
    Without a trend all :math:`n!` orders are equally likely; those with T rising pairs are
    counted by the coefficients of :math:`\prod_{i=1}^n (1 + q + \dots + q^{i-1})`.

    References
    ----------
    .. [1] Kendall, M. G. (1975). Rank Correlation Methods, 4th ed., Griffin, section 5.2.

    Examples
    --------
    >>> mann_kendall_exact([2.1, 2.5, 2.3, 3.0, 2.9, 3.4, 3.3, 3.8])
    ExactTest(statistic=25, p_value=0.005505952380952381)
    """
    x = refusals.finite_row(values, at_least=3)
    _check_exact(x, name="values")
    pairs = x.size * (x.size - 1) // 2
    orders = np.zeros(pairs + 1, dtype=object)
    orders[0] = 1
    for i in range(2, x.size + 1):
        orders = _over(_times(orders, i), 1)
    rising = int(sum((x[i + 1 :] > x[i]).sum() for i in range(x.size - 1)))
    return ExactTest(rising, _two_sided(orders, rising))


def mann_whitney_exact(first: ArrayLike, second: ArrayLike) -> ExactTest:
    r"""Exact test of Mann and Whitney whether one sample tends to larger values.

    Parameters
    ----------
    first, second : array_like of number, shape (n,) and (m,)
        Independent samples, at most 200 together, no two values equal.

    Returns
    -------
    ExactTest
        `statistic` U: in how many pairs the value of `first` is larger. The two-sided
        `p_value` is twice that of the side on which U lies.

    Raises
    ------
    ValueError
        If a sample is empty or not one list of finite numbers, both together are more than
        200, or two values are equal.

    Notes
    -----
    If both come from one distribution all :math:`\binom{n + m}{n}` orders are equally
    likely; those with U larger pairs are counted by the coefficients of
    :math:`\prod_{i=1}^n (1 - q^{m+i}) / (1 - q^i)`. Answers on a scale have ties: use
    `analysis.ranks.mann_whitney` for them.

    References
    ----------
    .. [1] Mann, H. B., Whitney, D. R. (1947). On a test of whether one of two random
       variables is stochastically larger than the other. Annals of Mathematical Statistics
       18(1), 50-60.
    .. [2] Hollander, M., Wolfe, D. A. (1973). Nonparametric Statistical Methods, Wiley, p. 69,
       for the example.

    Examples
    --------
    >>> found = mann_whitney_exact(
    ...     [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46],
    ...     [1.15, 0.88, 0.90, 0.74, 1.21],
    ... )
    >>> found.statistic, round(found.p_value, 6)
    (35, 0.254412)
    """
    x = refusals.finite_row(first, at_least=1, name="first")
    y = refusals.finite_row(second, at_least=1, name="second")
    _check_exact(np.concatenate([x, y]), name="first and second")
    orders = np.zeros(x.size * y.size + 1, dtype=object)
    orders[0] = 1
    for i in range(1, x.size + 1):
        orders = _over(_times(orders, y.size + i), i)
    larger = int((x[:, None] > y).sum())
    return ExactTest(larger, _two_sided(orders, larger))


def _check_exact(values: NDArray[np.float64], *, name: str) -> None:
    if values.size > LARGEST:
        raise ValueError(f"{name} must not hold more than {LARGEST}: use the normal approximation")
    if np.unique(values).size < values.size:
        raise ValueError(f"{name} must not hold equal values: use the normal approximation")


def _times(polynomial: Whole, power: int) -> Whole:
    """The polynomial times 1 - q^power, cut to its length."""
    product = polynomial.copy()
    product[power:] -= polynomial[:-power]
    return product


def _over(polynomial: Whole, power: int) -> Whole:
    """The polynomial divided by 1 - q^power, cut to its length."""
    padded = np.append(polynomial, np.zeros(-polynomial.size % power, dtype=object))
    return padded.reshape(-1, power).cumsum(axis=0).ravel()[: polynomial.size]


def _two_sided(orders: Whole, statistic: int) -> float:
    below, above = orders[: statistic + 1].sum(), orders[statistic:].sum()
    return min(1.0, 2 * min(below, above) / orders.sum())
