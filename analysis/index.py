"""Indices of satisfaction, from how often each answer was given."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis import refusals
from analysis.intervals import Interval, wilson_interval

Floats = NDArray[np.float64]


def satisfied_share(counts: ArrayLike, satisfied: ArrayLike) -> Floats:
    r"""Share of the answers that count as satisfied (top-two-box share and its like).

    Parameters
    ----------
    counts : array_like of number, shape (..., k)
        How often each of the k answers was given; whole numbers, at least 1 together.
        Who did not answer is not among them.
    satisfied : array_like of bool, shape (k,)
        Which answers count as satisfied: the choice of the method, not of the words.

    Returns
    -------
    float or ndarray of shape (...)
        Shares in [0, 1], not per cent.

    Raises
    ------
    ValueError
        If counts are negative, fractional, missing or all zero, or `satisfied` does not
        hold one truth value for each answer.

    Notes
    -----
    .. math:: \hat p = \frac{\sum_{i \in S} c_i}{\sum_i c_i}

    The share does not see how satisfied or how dissatisfied the answers are; at a share of
    99 % the dissatisfied per thousand tell more.

    References
    ----------
    .. [1] Morgan, N. A., Rego, L. L. (2006). The value of different customer satisfaction
       and loyalty metrics in predicting business performance. Marketing Science 25(5),
       426-439, which compares it with the mean and others.

    Examples
    --------
    >>> share = satisfied_share([117, 302, 670, 940, 724], [False, False, False, True, True])
    >>> f"{share:.6f}"
    '0.604432'
    """
    c = refusals.whole_counts(counts)
    refusals.enough(c, at_least=1)
    chosen = np.asarray(satisfied)
    if chosen.shape != c.shape[-1:] or chosen.dtype != np.bool_:
        raise ValueError("satisfied must hold one truth value for each answer option")
    return np.asarray(c @ chosen.astype(float) / c.sum(axis=-1))[()]


def net_share_interval(
    top: ArrayLike, bottom: ArrayLike, trials: ArrayLike, *, confidence: float = 0.95
) -> Interval:
    r"""Newcombe's interval for one share minus another of the same answers (a net score).

    Parameters
    ----------
    top, bottom : array_like of number, shape (...)
        How many of `trials` gave one of the best, and how many one of the worst answers; no
        answer is both.
    trials : array_like of number, shape broadcastable to `top` and `bottom`
        How many were asked and answered, at least 1.
    confidence : float, default 0.95
        Coverage, strictly between 0 and 1.

    Returns
    -------
    Interval
        Differences of shares in [-1, 1], not per cent. `estimate` is
        ``(top - bottom) / trials``; the interval is not symmetric around it.

    Raises
    ------
    ValueError
        If `wilson_interval` refuses a count or `confidence`, or `top` and `bottom` together
        exceed `trials`.

    Notes
    -----
    Method 10 of [1]_ for two shares :math:`p, q` of the same people, of whom none belongs to
    both: with their Wilson limits :math:`l, u` and their correlation

    .. math:: \rho = -\sqrt{\frac{p q}{(1 - p)(1 - q)}}

    the limits are

    .. math::

        p - q - \sqrt{(p - l_p)^2 - 2 \rho (p - l_p)(u_q - q) + (u_q - q)^2}, \quad
        p - q + \sqrt{(u_p - p)^2 - 2 \rho (u_p - p)(q - l_q) + (q - l_q)^2}

    They stay inside [-1, 1] and keep a width where all gave the same answer, which the
    textbook interval with the variance :math:`(p + q - (p - q)^2) / n` does not.

    References
    ----------
    .. [1] Newcombe, R. G. (1998). Improved confidence intervals for the difference between
       binomial proportions based on paired data. Statistics in Medicine 17(22), 2635-2650.
    .. [2] Reichheld, F. F. (2003). The one number you need to grow. Harvard Business
       Review 81(12), 46-54, for the net promoter score.

    Examples
    --------
    >>> net = net_share_interval(60, 25, 100)
    >>> f"{net.estimate:.3f}, from {net.lower:.3f} to {net.upper:.3f}"
    '0.350, from 0.173 to 0.503'
    """
    best = wilson_interval(top, trials, confidence=confidence)
    worst = wilson_interval(bottom, trials, confidence=confidence)
    p, q = best.estimate, worst.estimate
    if not np.all(np.asarray(top, float) + np.asarray(bottom, float) <= np.asarray(trials)):
        raise ValueError("top and bottom must not exceed trials together")
    # Where one of the shares is 0, so is the correlation; where one is 1, the other is 0.
    rho = -np.sqrt(p * q / np.maximum((1 - p) * (1 - q), np.finfo(float).tiny))
    below = _joined(p - best.lower, worst.upper - q, correlation=rho)
    above = _joined(best.upper - p, q - worst.lower, correlation=rho)
    gap = np.asarray(p - q)
    return Interval((gap - below)[()], gap[()], (gap + above)[()])


def _joined(one: Floats, other: Floats, *, correlation: Floats) -> Floats:
    """How far a limit of the difference lies away, from how far those of its parts do."""
    return np.asarray(np.sqrt(one**2 - 2 * correlation * one * other + other**2))


def mean_score(counts: ArrayLike, scores: ArrayLike) -> Floats:
    r"""Mean of the scores.

    Parameters
    ----------
    counts : array_like of number, shape (..., k)
        How often each of the k scores was given; whole numbers, at least 1 together.
    scores : array_like of number, shape (k,)
        What each answer is worth.

    Returns
    -------
    float or ndarray of shape (...)
        In the unit of `scores`.

    Raises
    ------
    ValueError
        If counts are negative, fractional, missing or all zero, a score is missing or
        infinite, or there is not one score for each answer.

    Notes
    -----
    .. math:: \bar x = \frac{\sum_i c_i s_i}{\sum_i c_i}

    Takes the steps between the answers for equally long.

    References
    ----------
    .. [1] Stevens, S. S. (1946). On the theory of scales of measurement. Science 103,
       677-680, for what the assumption of equal steps means.

    Examples
    --------
    >>> round(float(mean_score([117, 302, 670, 940, 724], [1, 2, 3, 4, 5])), 6)
    3.672721
    """
    c = refusals.whole_counts(counts)
    s = refusals.finite_scores(scores, options=c.shape[-1])
    refusals.enough(c, at_least=1)
    return np.asarray(c @ s / c.sum(axis=-1))[()]


def rescaled(score: ArrayLike, *, lowest: float, highest: float) -> Floats:
    r"""A score, a mean or a limit on a scale from 0 to 100.

    Parameters
    ----------
    score : array_like of number
        In the unit of the scale.
    lowest, highest : float
        The ends of the scale.

    Returns
    -------
    float or ndarray
        0 for `lowest`, 100 for `highest`.

    Raises
    ------
    ValueError
        If a score is missing or infinite, or `lowest` is not below `highest`.

    Notes
    -----
    .. math:: 100 \cdot \frac{x - a}{b - a}

    References
    ----------
    .. [1] Fornell, C. et al. (1996). The American Customer Satisfaction Index. Journal of
       Marketing 60(4), 7-18, which reports its index on this scale.

    Examples
    --------
    >>> float(rescaled(4, lowest=1, highest=5))
    75.0
    """
    x = np.asarray(score, float)
    if not np.isfinite([lowest, highest]).all() or not lowest < highest:
        raise ValueError("lowest must be smaller than highest")
    if not np.all(np.isfinite(x)):
        raise ValueError("score must be a finite number")
    return np.asarray(100 * (x - lowest) / (highest - lowest))[()]


def sum_of_points(counts: Sequence[ArrayLike], scores: Sequence[ArrayLike]) -> float:
    r"""Sum of the mean scores of several questions.

    Parameters
    ----------
    counts : sequence of array_like, each of shape (k_q,)
        For each question how often each of its answers was given; at least 1 together.
    scores : sequence of array_like, each of shape (k_q,)
        For each question what its answers are worth.

    Returns
    -------
    float
        Points. Its greatest possible value is the sum of the greatest scores.

    Raises
    ------
    ValueError
        If there is no question, there are not as many score lists as count lists, or one
        of them is refused by `mean_score`.

    Notes
    -----
    .. math:: \sum_q \frac{\sum_i c_{qi} s_{qi}}{\sum_i c_{qi}}

    Each question is averaged over those who answered it. With every question answered by
    all this is the mean of the sums per person.

    References
    ----------
    .. [1] Likert, R. (1932). A technique for the measurement of attitudes. Archives of
       Psychology 140, 1-55.

    Examples
    --------
    >>> sum_of_points([[1, 3, 6], [0, 5, 5]], [[0, 1, 2], [0, 1, 2]])
    3.0
    """
    if len(counts) == 0:
        raise ValueError("counts must hold at least one question")
    if len(counts) != len(scores):
        raise ValueError("scores must hold one list for each question")
    means = [mean_score(c, s) for c, s in zip(counts, scores, strict=True)]
    return float(sum(means))
