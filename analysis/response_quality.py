"""Signs of careless answering, from the rows of answers; NaN is an answer that was left out."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis import refusals

Floats = NDArray[np.float64]


def long_strings(answers: ArrayLike) -> tuple[NDArray[np.intp], Floats]:
    r"""Longest and average run of the same answer, in the order of the questions.

    Parameters
    ----------
    answers : array_like of float, shape (n, k)
        One row for each person; NaN for no answer, which ends a run and is one of length 1.

    Returns
    -------
    pair of ndarray of shape (n,)
        The longest run and the mean length of all runs, in questions.

    Raises
    ------
    ValueError
        If there is no row or no question, or an answer is infinite.

    Notes
    -----
    Long runs are natural where every question asks for the same and the service is good: a
    sign to look at, no reason to drop a rating.

    References
    ----------
    .. [1] Johnson, J. A. (2005). Ascertaining the validity of individual protocols from
       Web-based personality inventories. Journal of Research in Personality 39(1), 103-129.

    Examples
    --------
    >>> longest, average = long_strings([[3, 3, 3, 4], [1, 2, float("nan"), 2]])
    >>> longest.tolist(), average.tolist()
    ([3, 1], [2.0, 1.0])
    """
    x = refusals.answer_rows(answers)
    same = x[:, 1:] == x[:, :-1]
    longest = run = np.ones(len(x), np.intp)
    for again in same.T:
        run = np.where(again, run + 1, 1)
        longest = np.maximum(longest, run)
    return longest, x.shape[1] / (x.shape[1] - same.sum(axis=1))


def straight_lined(answers: ArrayLike) -> NDArray[np.bool_]:
    r"""Who gave the same answer to every question answered.

    Parameters
    ----------
    answers : array_like of float, shape (n, k)
        One row for each person; NaN for no answer.

    Returns
    -------
    ndarray of bool, shape (n,)
        False for who answered nothing, true for who answered one question alone.

    Raises
    ------
    ValueError
        If there is no row or no question, or an answer is infinite.

    Notes
    -----
    Among questions of which some are worded the other way round it is a sign of
    carelessness; among others it may well be an opinion.

    References
    ----------
    .. [1] Kim, Y. et al. (2019). Straightlining: overview of measurement, comparison of
       indicators, and effects in mail-web mixed-mode surveys. Social Science Computer
       Review 37(2), 214-233.

    Examples
    --------
    >>> straight_lined([[5, 5, 5], [5, 4, 5]]).tolist()
    [True, False]
    """
    x = refusals.answer_rows(answers)
    lowest = np.where(np.isnan(x), np.inf, x).min(axis=1)
    highest = np.where(np.isnan(x), -np.inf, x).max(axis=1)
    return np.asarray(lowest == highest)


def response_variability(answers: ArrayLike) -> Floats:
    r"""Standard deviation of each person's answers (IRV).

    Parameters
    ----------
    answers : array_like of float, shape (n, k)
        One row for each person; NaN for no answer.

    Returns
    -------
    ndarray of shape (n,)
        In the unit of the answers; NaN for who answered fewer than two questions.

    Raises
    ------
    ValueError
        If there is no row or no question, or an answer is infinite.

    Notes
    -----
    With n - 1 in it. Small for who answers everything alike, large for who answers at random.

    References
    ----------
    .. [1] Dunn, A. M. et al. (2018). Intra-individual response variability as an indicator
       of insufficient effort responding. Journal of Business and Psychology 33, 105-121.

    Examples
    --------
    >>> response_variability([[1, 3, 5], [4, 4, 4]]).tolist()
    [2.0, 0.0]
    """
    x = refusals.answer_rows(answers)
    given = ~np.isnan(x)
    n = given.sum(axis=1)
    mean = np.where(given, x, 0.0).sum(axis=1) / np.maximum(n, 1)
    squares = np.where(given, (x - mean[:, None]) ** 2, 0.0).sum(axis=1)
    return np.where(n >= 2, np.sqrt(squares / np.maximum(n - 1, 1)), np.nan)


def mahalanobis_distances(answers: ArrayLike) -> Floats:
    r"""Squared distance of each person's answers from the mean of all (Mahalanobis D²).

    Parameters
    ----------
    answers : array_like of float, shape (n, k)
        One row for each person; NaN for no answer.

    Returns
    -------
    ndarray of shape (n,)
        Without unit; NaN for who left out an answer.

    Raises
    ------
    ValueError
        If an answer is infinite, no more than k rows are complete, or a question follows
        from the others.

    Notes
    -----
    .. math:: D_i^2 = (x_i - \bar x)^T S^{-1} (x_i - \bar x)

    over the complete rows, S with n - 1 in it. For normal answers it follows a chi-square
    distribution with k degrees of freedom; answers on five steps are not normal, so take
    the level for a convention.

    References
    ----------
    .. [1] Mahalanobis, P. C. (1936). On the generalised distance in statistics. Proceedings
       of the National Institute of Sciences of India 2(1), 49-55.
    .. [2] Meade, A. W., Craig, S. B. (2012). Identifying careless responses in survey data.
       Psychological Methods 17(3), 437-455.

    Examples
    --------
    >>> mahalanobis_distances([[1, 2], [2, 1], [3, 4], [4, 3], [5, 5]]).round(3).tolist()
    [2.0, 2.0, 1.111, 1.111, 1.778]
    """
    x = refusals.answer_rows(answers)
    complete = ~np.isnan(x).any(axis=1)
    if not complete.sum() > x.shape[1]:
        raise ValueError("answers must hold more complete rows than questions")
    centred = x[complete] - x[complete].mean(axis=0)
    covariance = centred.T @ centred / (len(centred) - 1)
    if np.linalg.matrix_rank(covariance, hermitian=True) < x.shape[1]:
        raise ValueError("answers must not hold a question that follows from the others")
    distances = np.full(len(x), np.nan)
    distances[complete] = (centred * np.linalg.solve(covariance, centred.T).T).sum(axis=1)
    return distances
