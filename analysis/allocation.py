"""How a sample is divided among strata, and how the parts become whole numbers."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis import refusals

Floats = NDArray[np.float64]

NEARLY = 1e-9
"""What is so little above a whole number is that number, computed with rounding errors."""


def proportional_allocation(sizes: ArrayLike, *, total: float) -> Floats:
    r"""Parts of a sample in the proportion of the strata.

    Parameters
    ----------
    sizes : array_like of number, shape (h,)
        How many belong to each of the h strata, more than 0.
    total : float
        Size of the whole sample, more than 0.

    Returns
    -------
    ndarray of shape (h,)
        Real numbers that add up to `total`; `whole_parts` or `rounded_up` make them whole.

    Raises
    ------
    ValueError
        If `sizes` is empty, a size or `total` is not a finite number above 0.

    Notes
    -----
    .. math:: n_h = n N_h / N

    Every member has the same chance, so no weights are needed. A small stratum may be left
    with too few to say anything about it: see `power_allocation`.

    References
    ----------
    .. [1] Cochran, W. G. (1977). Sampling Techniques, 3rd ed., Wiley, section 5.4.

    Examples
    --------
    >>> print(proportional_allocation([600, 300, 100], total=50))
    [30. 15.  5.]
    """
    return power_allocation(sizes, total=total, power=1)


def power_allocation(sizes: ArrayLike, *, total: float, power: float) -> Floats:
    r"""Parts of a sample between proportional and equal.

    Parameters
    ----------
    sizes : array_like of number, shape (h,)
        How many belong to each of the h strata, more than 0.
    total : float
        Size of the whole sample, more than 0.
    power : float
        From 0 (all parts equal) to 1 (proportional); 0.5 is the square root.

    Returns
    -------
    ndarray of shape (h,)
        Real numbers that add up to `total`.

    Raises
    ------
    ValueError
        If `sizes` is empty, a size or `total` is not a finite number above 0, or `power` is
        not in [0, 1].

    Notes
    -----
    .. math:: n_h = n N_h^a / \sum_j N_j^a

    Where figures of each stratum are wanted as well as one of the whole.

    References
    ----------
    .. [1] Bankier, M. D. (1988). Power allocations: determining sample sizes for subnational
       areas. The American Statistician 42(3), 174-177, with equal coefficients of variation.

    Examples
    --------
    >>> print(power_allocation([900, 100], total=40, power=0.5))
    [30. 10.]
    """
    if not 0 <= power <= 1:
        raise ValueError(f"power must lie between 0 and 1, got {power}")
    return _divided(_strata(sizes, name="sizes") ** power, total=total)


def neyman_allocation(sizes: ArrayLike, deviations: ArrayLike, *, total: float) -> Floats:
    r"""Parts of a sample that make the error of the overall mean smallest.

    Parameters
    ----------
    sizes : array_like of number, shape (h,)
        How many belong to each of the h strata, more than 0.
    deviations : array_like of number, shape (h,)
        Standard deviation of the answers in each stratum, more than 0.
    total : float
        Size of the whole sample, more than 0.

    Returns
    -------
    ndarray of shape (h,)
        Real numbers that add up to `total`; one may exceed the size of its stratum, which is
        then asked in full and the rest divided again.

    Raises
    ------
    ValueError
        If `sizes` is empty, a size, a deviation or `total` is not a finite number above 0, or
        there is not one deviation for each size.

    Notes
    -----
    .. math:: n_h = n N_h S_h / \sum_j N_j S_j

    References
    ----------
    .. [1] Neyman, J. (1934). On the two different aspects of the representative method.
       Journal of the Royal Statistical Society 97(4), 558-625.
    .. [2] Cochran, W. G. (1977). Sampling Techniques, 3rd ed., Wiley, equation 5.26.

    Examples
    --------
    >>> print(neyman_allocation([100, 100], [3, 1], total=40))
    [30. 10.]
    """
    members = _strata(sizes, name="sizes")
    spread = _strata(deviations, name="deviations")
    if members.shape != spread.shape:
        raise ValueError("deviations must hold one number for each of sizes")
    return _divided(members * spread, total=total)


def whole_parts(parts: ArrayLike) -> NDArray[np.int64]:
    r"""Whole numbers with the same sum, by the largest remainders.

    Parameters
    ----------
    parts : array_like of number, shape (h,)
        Numbers of 0 or more that add up to a whole number.

    Returns
    -------
    ndarray of int, shape (h,)
        Each is its part rounded down or up.

    Raises
    ------
    ValueError
        If `parts` is empty, a part is negative, missing or infinite, or they do not add up to
        a whole number.

    Notes
    -----
    All are rounded down; what is left goes one by one to the largest remainders, to the
    earlier of two that are equal.

    References
    ----------
    .. [1] Balinski, M. L., Young, H. P. (1982). Fair Representation, Yale University Press,
       chapter 3 (the method of Hamilton).

    Examples
    --------
    >>> print(whole_parts([285.5, 48.76, 65.74]))
    [285  49  66]
    """
    x = _parts(parts)
    total = np.round(x.sum())
    if abs(x.sum() - total) > NEARLY * max(total, 1):
        raise ValueError("parts must add up to a whole number")
    whole = np.floor(x + NEARLY)
    order = np.argsort(-(x - whole), kind="stable")
    whole[order[: int(total - whole.sum())]] += 1
    return whole.astype(np.int64)


def rounded_up(parts: ArrayLike) -> NDArray[np.int64]:
    r"""The next whole numbers, so that no stratum has too few.

    Parameters
    ----------
    parts : array_like of number, shape (h,)
        Numbers of 0 or more.

    Returns
    -------
    ndarray of int, shape (h,)
        Their sum may exceed that of `parts` by less than h.

    Raises
    ------
    ValueError
        If `parts` is empty or a part is negative, missing or infinite.

    Notes
    -----
    .. math:: \lceil x - 10^{-9} \rceil

    so that 50 computed as 50.00000000000001 stays 50.

    References
    ----------
    .. [1] Goldberg, D. (1991). What every computer scientist should know about floating-point
       arithmetic. ACM Computing Surveys 23(1), 5-48.

    Examples
    --------
    >>> print(rounded_up([285.5, 48.76, 65.74]))
    [286  49  66]
    """
    return np.ceil(_parts(parts) - NEARLY).astype(np.int64)


def _strata(values: ArrayLike, *, name: str) -> Floats:
    x = np.asarray(values, float)
    if x.ndim != 1 or x.size == 0:
        raise ValueError(f"{name} must hold one number for each stratum")
    return refusals.numbers_between(x, 0, np.inf, name=name)


def _divided(weights: Floats, *, total: float) -> Floats:
    return np.asarray(
        refusals.numbers_between(total, 0, np.inf, name="total") * weights / weights.sum()
    )


def _parts(parts: ArrayLike) -> Floats:
    x = np.asarray(parts, float)
    if x.ndim != 1 or x.size == 0 or not np.all((x >= 0) & (x < np.inf)):
        raise ValueError("parts must be finite numbers of 0 or more")
    return x
