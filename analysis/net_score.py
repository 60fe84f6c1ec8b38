"""The usual errors and intervals of a net promoter score, from counts.

Results show `analysis.index.net_share_interval`; these are for comparison with other reports.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from analysis import refusals
from analysis.index import net_share_interval
from analysis.intervals import Interval

Floats = NDArray[np.float64]


def net_score_variance(counts: ArrayLike) -> Floats:
    r"""Variance of one answer that counts 1, 0 or -1.

    Parameters
    ----------
    counts : array_like of int, shape (..., 3)
        How many promote, are passive and detract; at least 1 together.

    Returns
    -------
    float or ndarray of shape (...)
        From 0 (all alike) to 1 (half promote, half detract); divided by n it is the squared
        standard error of the score.

    Raises
    ------
    ValueError
        If counts are negative, fractional, missing, all zero or not three.

    Notes
    -----
    With the shares p and d of those who promote and detract:

    .. math:: p + d - (p - d)^2

    Programs that recode the answers and take their standard deviation divide by n - 1.

    References
    ----------
    .. [1] Rocks, B. (2016). Interval estimation for the "Net Promoter Score". The American
       Statistician 70(4), 365-372, section 2.

    Examples
    --------
    >>> float(net_score_variance([60, 15, 25]).round(4))
    0.7275
    """
    return _moments(counts)[1][()]


def net_score_wald_interval(counts: ArrayLike, *, confidence: float = 0.95) -> Interval:
    r"""The textbook interval for a net promoter score.

    Parameters
    ----------
    counts : array_like of int, shape (..., 3)
        How many promote, are passive and detract; at least 1 together.
    confidence : float, default 0.95
        Coverage, strictly between 0 and 1.

    Returns
    -------
    Interval
        A difference of shares in [-1, 1], not points; limits may lie outside. Without width
        where all answers are alike.

    Raises
    ------
    ValueError
        If counts are negative, fractional, missing, all zero or not three, or `confidence`
        is not in (0, 1).

    Notes
    -----
    .. math:: p - d \pm z \sqrt{\frac{p + d - (p - d)^2}{n}}

    Covers less than it says in small samples: use `analysis.index.net_share_interval`.

    References
    ----------
    .. [1] Rocks, B. (2016). Interval estimation for the "Net Promoter Score". The American
       Statistician 70(4), 365-372, section 2.

    Examples
    --------
    >>> net = net_score_wald_interval([60, 15, 25])
    >>> f"{net.estimate:.3f}, from {net.lower:.3f} to {net.upper:.3f}"
    '0.350, from 0.183 to 0.517'
    """
    refusals.check_confidence(confidence)
    score, variance, n = _moments(counts)
    spread = special.ndtri((1 + confidence) / 2) * np.sqrt(variance / n)
    return Interval((score - spread)[()], score[()], (score + spread)[()])


def net_score_adjusted_interval(counts: ArrayLike, *, confidence: float = 0.95) -> Interval:
    r"""The textbook interval after adding one answer of each kind.

    Parameters
    ----------
    counts : array_like of int, shape (..., 3)
        How many promote, are passive and detract; at least 1 together.
    confidence : float, default 0.95
        Coverage, strictly between 0 and 1.

    Returns
    -------
    Interval
        A difference of shares, not points. `estimate` is that of the answers, not the
        middle.

    Raises
    ------
    ValueError
        As for `net_score_wald_interval`.

    Notes
    -----
    The formula of `net_score_wald_interval` with 1 added to each count, as Agresti and Coull
    do for one share. Keeps a width where all answers are alike.

    References
    ----------
    .. [1] Rocks, B. (2016). Interval estimation for the "Net Promoter Score". The American
       Statistician 70(4), 365-372, section 3.

    Examples
    --------
    >>> net = net_score_adjusted_interval([60, 15, 25])
    >>> f"{net.estimate:.3f}, from {net.lower:.3f} to {net.upper:.3f}"
    '0.350, from 0.175 to 0.505'
    """
    more = net_score_wald_interval(np.asarray(_checked(counts)) + 1, confidence=confidence)
    return more._replace(estimate=_moments(counts)[0][()])


def _checked(counts: ArrayLike) -> Floats:
    c = refusals.whole_counts(counts)
    if c.shape[-1] != 3:
        raise ValueError("counts must say how many promote, are passive and detract")
    refusals.enough(c, at_least=1)
    return c


def _moments(counts: ArrayLike) -> tuple[Floats, Floats, Floats]:
    """The score, the variance of one answer, and how many answered."""
    c = _checked(counts)
    n = c.sum(axis=-1)
    score = np.asarray(net_share_interval(c[..., 0], c[..., 2], n).estimate)
    return score, np.asarray((c[..., 0] + c[..., 2]) / n - score**2), np.asarray(n)
