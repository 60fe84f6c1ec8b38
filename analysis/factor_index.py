"""One satisfied share for several questions: answers pooled, or questions counted alike."""

import numpy as np
from numpy.typing import ArrayLike

from analysis import refusals
from analysis.index import satisfied_share


def pooled_share(counts: ArrayLike, satisfied: ArrayLike) -> float:
    r"""Satisfied share of all answers to several questions together.

    Parameters
    ----------
    counts : array_like of int, shape (q, k)
        For each of q questions with the same answers how often each of the k was given.
    satisfied : array_like of bool, shape (k,)
        Which answers count as satisfied.

    Returns
    -------
    float
        Share in [0, 1].

    Raises
    ------
    ValueError
        If counts are not a table, negative, fractional, missing or all zero, or `satisfied`
        does not hold one truth value for each answer.

    Notes
    -----
    .. math:: \frac{\sum_q \sum_{i \in S} c_{qi}}{\sum_q \sum_i c_{qi}}

    A question that many leave out counts less. `mean_of_shares` counts all alike; the two
    are equal where every question was answered by equally many. Which one an index means is
    a property of its method.

    References
    ----------
    .. [1] Cochran, W. G. (1977). Sampling Techniques, 3rd ed., Wiley, section 2.11, on the
       ratio of totals against the mean of ratios.

    Examples
    --------
    >>> pooled_share([[2, 8], [5, 0]], [False, True])
    0.5333333333333333
    """
    return float(satisfied_share(_by_question(counts).sum(axis=0), satisfied))


def mean_of_shares(counts: ArrayLike, satisfied: ArrayLike) -> float:
    r"""Mean of the satisfied shares of several questions.

    Parameters
    ----------
    counts : array_like of int, shape (q, k)
        For each of q questions with the same answers how often each of the k was given; at
        least 1 answer to each.
    satisfied : array_like of bool, shape (k,)
        Which answers count as satisfied.

    Returns
    -------
    float
        Share in [0, 1].

    Raises
    ------
    ValueError
        If counts are not a table, negative, fractional or missing, a question has no
        answers, or `satisfied` does not hold one truth value for each answer.

    Notes
    -----
    .. math:: \frac1q \sum_q \frac{\sum_{i \in S} c_{qi}}{\sum_i c_{qi}}

    Every question counts alike, however many answered it.

    References
    ----------
    .. [1] Cochran, W. G. (1977). Sampling Techniques, 3rd ed., Wiley, section 2.11, on the
       ratio of totals against the mean of ratios.

    Examples
    --------
    >>> mean_of_shares([[2, 8], [5, 0]], [False, True])
    0.4
    """
    return float(np.mean(satisfied_share(_by_question(counts), satisfied)))


def _by_question(counts: ArrayLike) -> np.ndarray:
    c = refusals.whole_counts(counts)
    if c.ndim != 2 or c.shape[0] == 0:
        raise ValueError("counts must hold one list of counts for each question")
    return c
