"""How many answers are needed, and what so many answers give."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from analysis import refusals

Floats = NDArray[np.float64]


def size_for_share(
    margin: ArrayLike,
    *,
    share: ArrayLike = 0.5,
    confidence: float = 0.95,
    population: ArrayLike | None = None,
) -> Floats:
    r"""Answers needed for a share with a given margin of error.

    Parameters
    ----------
    margin : array_like of number
        Half the width of the interval, in (0, 1): 0.05 for five percentage points.
    share : array_like of number, default 0.5
        The share that is expected, in (0, 1); 0.5 needs most answers.
    confidence : float, default 0.95
        Coverage, strictly between 0 and 1.
    population : array_like of number, optional
        How many could answer, at least 1; without it there is no end of them.

    Returns
    -------
    float or ndarray
        A real number of answers: round it up. It is answers, not invitations: divide by the
        response rate that is expected.

    Raises
    ------
    ValueError
        If `margin`, `share` or `confidence` is not in (0, 1), or `population` is below 1.

    Notes
    -----
    .. math:: n_0 = \frac{z^2 p (1 - p)}{e^2}, \quad n = \frac{n_0}{1 + (n_0 - 1) / N}

    For a simple random sample. Multiply by the design effect for clusters. Some programs
    put :math:`n_0` for :math:`n_0 - 1`: less than one answer apart.

    References
    ----------
    .. [1] Cochran, W. G. (1977). Sampling Techniques, 3rd ed., Wiley, equations 4.1 and 4.2.

    Examples
    --------
    >>> float(size_for_share(0.05).round(2)), float(size_for_share(0.05, population=250).round(2))
    (384.15, 151.68)
    """
    refusals.check_confidence(confidence)
    e = refusals.numbers_between(margin, 0, 1, name="margin")
    p = refusals.numbers_between(share, 0, 1, name="share")
    endless = special.ndtri((1 + confidence) / 2) ** 2 * p * (1 - p) / e**2
    return np.asarray(endless / (1 + (endless - 1) / _whole(population)))[()]


def margin_of_share(
    size: ArrayLike,
    *,
    share: ArrayLike = 0.5,
    confidence: float = 0.95,
    population: ArrayLike | None = None,
) -> Floats:
    r"""Margin of error that a number of answers gives for a share.

    Parameters
    ----------
    size : array_like of number
        How many answer, at least 1 and at most `population`.
    share : array_like of number, default 0.5
        The share that is expected, in (0, 1).
    confidence : float, default 0.95
        Coverage, strictly between 0 and 1.
    population : array_like of number, optional
        How many could answer; without it there is no end of them.

    Returns
    -------
    float or ndarray
        Half the width of the interval, as a share; 0 where the whole population answers.

    Raises
    ------
    ValueError
        If `size` is below 1 or above `population`, or `share` or `confidence` is not in (0, 1).

    Notes
    -----
    .. math:: z \sqrt{\frac{N - n}{N - 1} \cdot \frac{p (1 - p)}{n}}

    The inverse of `size_for_share`. It plans; what was found is reported with an interval.

    References
    ----------
    .. [1] Cochran, W. G. (1977). Sampling Techniques, 3rd ed., Wiley, section 4.4.

    Examples
    --------
    >>> float(margin_of_share(385).round(6))
    0.049945
    """
    refusals.check_confidence(confidence)
    p = refusals.numbers_between(share, 0, 1, name="share")
    n, whole = np.asarray(size, float), _whole(population)
    if not np.all((n >= 1) & (n < np.inf) & (n <= whole)):
        raise ValueError("size must be at least 1 and not exceed population")
    # A population of one that answers leaves nobody unseen, though 0 / 0 does not say so.
    unseen = (1 - n / whole) / np.maximum(1 - 1 / whole, np.finfo(float).tiny)
    z = special.ndtri((1 + confidence) / 2)
    return np.asarray(z * np.sqrt(unseen * p * (1 - p) / n))[()]


def yamane_size(margin: ArrayLike, *, population: ArrayLike | None = None) -> Floats:
    r"""Yamane's simplified sample size.

    Parameters
    ----------
    margin : array_like of number
        Half the width of the interval, in (0, 1).
    population : array_like of number, optional
        How many could answer, at least 1; without it there is no end of them.

    Returns
    -------
    float or ndarray
        A real number of answers: round it up.

    Raises
    ------
    ValueError
        If `margin` is not in (0, 1) or `population` is below 1.

    Notes
    -----
    .. math:: \frac{N}{1 + N e^2}

    Often asked for by name. It is `size_for_share` with 2 in place of 1.96, a share of one
    half and no other confidence than about 95 %.

    References
    ----------
    .. [1] Yamane, T. (1967). Statistics: An Introductory Analysis, 2nd ed., Harper & Row,
       p. 886.

    Examples
    --------
    >>> float(yamane_size(0.05, population=5000).round(3))
    370.37
    """
    e = refusals.numbers_between(margin, 0, 1, name="margin")
    return np.asarray(1 / (1 / _whole(population) + e**2))[()]


def _whole(population: ArrayLike | None) -> Floats:
    """The population, infinite where it is not given."""
    whole = np.asarray(np.inf if population is None else population, float)
    if not np.all(whole >= 1):
        raise ValueError("population must be at least 1")
    return whole
