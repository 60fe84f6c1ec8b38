"""Middle and spread of scores, from how often each was given."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis import refusals
from analysis.index import mean_score

Floats = NDArray[np.float64]


def standard_deviation(counts: ArrayLike, scores: ArrayLike) -> Floats:
    r"""Standard deviation of the scores.

    Parameters
    ----------
    counts : array_like of int, shape (..., k)
        How often each of the k scores was given; at least 2 together.
    scores : array_like of number, shape (k,)
        What each answer is worth.

    Returns
    -------
    float or ndarray of shape (...)
        In the unit of `scores`; 0 where all answers are equal.

    Raises
    ------
    ValueError
        If counts are negative, fractional, missing or fewer than 2 together, a score is
        missing or infinite, or there is not one score for each answer.

    Notes
    -----
    .. math:: s = \sqrt{\frac{\sum_i c_i (s_i - \bar x)^2}{n - 1}}

    References
    ----------
    .. [1] Cochran, W. G. (1977). Sampling Techniques, 3rd ed., Wiley, equation 2.17.

    Examples
    --------
    >>> float(standard_deviation([1, 0, 1], [1, 2, 3]).round(6))
    1.414214
    """
    c = refusals.whole_counts(counts)
    refusals.enough(c, at_least=2)
    mean = np.asarray(mean_score(c, scores))
    squares = (c * (np.asarray(scores, float) - mean[..., None]) ** 2).sum(axis=-1)
    return np.asarray(np.sqrt(squares / (c.sum(axis=-1) - 1)))[()]


def standard_error(counts: ArrayLike, scores: ArrayLike) -> Floats:
    r"""Standard error of the mean of independent answers.

    Parameters
    ----------
    counts : array_like of int, shape (..., k)
        How often each of the k scores was given; at least 2 together.
    scores : array_like of number, shape (k,)
        What each answer is worth.

    Returns
    -------
    float or ndarray of shape (...)
        In the unit of `scores`; 0 where all answers are equal, which is no certainty.

    Raises
    ------
    ValueError
        As for `standard_deviation`.

    Notes
    -----
    .. math:: s / \sqrt n

    Not for samples by strata or clusters: their errors follow from the design.

    References
    ----------
    .. [1] Cochran, W. G. (1977). Sampling Techniques, 3rd ed., Wiley, equation 2.20.

    Examples
    --------
    >>> float(standard_error([1, 0, 1], [1, 2, 3]).round(6))
    1.0
    """
    n = np.asarray(counts, float).sum(axis=-1)
    return np.asarray(standard_deviation(counts, scores) / np.sqrt(n))[()]


def median_score(counts: ArrayLike, scores: ArrayLike) -> Floats:
    r"""Median of the scores.

    Parameters
    ----------
    counts : array_like of int, shape (..., k)
        How often each of the k scores was given; at least 1 together.
    scores : array_like of number, shape (k,)
        What each answer is worth, in any order.

    Returns
    -------
    float or ndarray of shape (...)
        In the unit of `scores`; half-way between the two middle answers of an even number.

    Raises
    ------
    ValueError
        If counts are negative, fractional, missing or all zero, a score is missing or
        infinite, or there is not one score for each answer.

    Notes
    -----
    Needs only the order of the answers, but on five steps it hardly ever moves: a mean or a
    share tells two agencies apart where the median is 4 for both.

    References
    ----------
    .. [1] Hyndman, R. J., Fan, Y. (1996). Sample quantiles in statistical packages. The
       American Statistician 50(4), 361-365, definition 7 at 1/2.

    Examples
    --------
    >>> float(median_score([1, 2, 2, 1], [1, 2, 3, 4]))
    2.5
    """
    c = refusals.whole_counts(counts)
    s = refusals.finite_scores(scores, options=c.shape[-1])
    refusals.enough(c, at_least=1)
    order = np.argsort(s)
    upto = c[..., order].cumsum(axis=-1)
    half = upto[..., -1:] / 2
    # The first score that at least half, and that more than half of the answers do not exceed.
    low = s[order][(upto < half).sum(axis=-1)]
    high = s[order][(upto <= half).sum(axis=-1)]
    return np.asarray((low + high) / 2)[()]
