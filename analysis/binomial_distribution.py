"""The binomial distribution, for whole arrays and without `scipy.stats`."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from analysis import refusals

Floats = NDArray[np.float64]
SLACK = 64 * np.finfo(float).eps
"""A probability that is reached up to rounding is reached."""


def at_most(successes: ArrayLike, trials: ArrayLike, *, probability: ArrayLike) -> Floats:
    r"""Probability of so many successes or fewer.

    Parameters
    ----------
    successes : array_like of number, shape (...)
        Whole numbers; below 0 the probability is 0, from `trials` on it is 1.
    trials : array_like of number, shape broadcastable to `successes`
        Whole numbers of 0 or more.
    probability : array_like of float, shape broadcastable to `successes`
        Probability of success in one trial, strictly between 0 and 1.

    Returns
    -------
    float or ndarray of shape (...)
        Probabilities in [0, 1].

    Raises
    ------
    ValueError
        If `probability` is not in (0, 1), or a count is missing or fractional.

    Notes
    -----
    .. math:: P(X \le k) = I_{1 - p}(n - k, k + 1)

    with the regularised incomplete beta function; exact for any n, unlike the normal
    approximation. Trials must be independent with one probability.

    References
    ----------
    .. [1] Abramowitz, M., Stegun, I. A. (1964). Handbook of Mathematical Functions,
       26.5.24.

    Examples
    --------
    >>> round(float(at_most(3, 10, probability=0.5)), 6)
    0.171875
    """
    k, n, p = np.broadcast_arrays(*(np.asarray(a, float) for a in (successes, trials, probability)))
    _check_probability(p)
    if not np.all((k == np.floor(k)) & (n == np.floor(n)) & (n >= 0) & (n < np.inf)):
        raise ValueError("successes and trials must be whole numbers")
    inside = (k >= 0) & (k < n)
    low, whole = np.where(inside, k, 0.0), np.where(inside, n, 1.0)
    return np.asarray(np.where(inside, special.betainc(whole - low, low + 1, 1 - p), k >= n))[()]


def quantile(level: ArrayLike, trials: ArrayLike, *, probability: ArrayLike) -> Floats:
    r"""Smallest number of successes that is reached or stayed below with a probability.

    Parameters
    ----------
    level : array_like of float, shape (...)
        Strictly between 0 and 1.
    trials : array_like of number, shape broadcastable to `level`
        Whole numbers of 0 or more.
    probability : array_like of float, shape broadcastable to `level`
        Probability of success in one trial, strictly between 0 and 1.

    Returns
    -------
    float or ndarray of shape (...)
        Whole numbers from 0 to `trials`.

    Raises
    ------
    ValueError
        If `level` or `probability` is not in (0, 1), or `trials` is missing or fractional.

    Notes
    -----
    .. math:: \min \{k : P(X \le k) \ge q\}

    found by halving, so that it costs the same at a thousand and a hundred million trials.

    References
    ----------
    .. [1] Hyndman, R. J., Fan, Y. (1996). Sample quantiles in statistical packages.
       American Statistician 50(4), 361-365, for the definition by the inverse.

    Examples
    --------
    >>> float(quantile(0.05, 23, probability=0.5))
    8.0
    """
    q, n, p = np.broadcast_arrays(*(np.asarray(a, float) for a in (level, trials, probability)))
    if not np.all((q > 0) & (q < 1)):
        raise ValueError("level must lie strictly between 0 and 1")
    _check_probability(p)
    refusals.whole_counts(n, name="trials")
    low, high = np.full(n.shape, -1.0), n.copy()
    while np.any(high - low > 1):
        middle = np.floor((low + high) / 2)
        reached = at_most(middle, n, probability=p) >= q * (1 - SLACK)
        low, high = np.where(reached, low, middle), np.where(reached, middle, high)
    return np.asarray(high)[()]


def _check_probability(p: Floats) -> None:
    if not np.all((p > 0) & (p < 1)):
        raise ValueError("probability must lie strictly between 0 and 1")
