"""Differences between two groups that were asked independently, from counts."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from analysis import refusals
from analysis.intervals import Interval, wilson_interval

Floats = NDArray[np.float64]


def difference_of_shares(
    first: tuple[ArrayLike, ArrayLike],
    second: tuple[ArrayLike, ArrayLike],
    *,
    confidence: float = 0.95,
) -> Interval:
    r"""Newcombe's interval for the difference of two independent proportions.

    Parameters
    ----------
    first, second : pair of array_like
        Successes and trials of each group, as `wilson_interval` takes them.
    confidence : float, default 0.95
        Coverage, strictly between 0 and 1.

    Returns
    -------
    Interval
        First share minus second share, in [-1, 1].

    Raises
    ------
    ValueError
        If `wilson_interval` refuses one of the groups or `confidence`.

    Notes
    -----
    Method 10 of [1]_: with the Wilson limits :math:`l_i, u_i` of the shares
    :math:`p_i`,

    .. math::

        p_1 - p_2 - \sqrt{(p_1 - l_1)^2 + (u_2 - p_2)^2}, \quad
        p_1 - p_2 + \sqrt{(u_1 - p_1)^2 + (p_2 - l_2)^2}

    The groups must not share people: two channels or two months do not, a province and
    one of its communes do.

    References
    ----------
    .. [1] Newcombe, R. G. (1998). Interval estimation for the difference between
       independent proportions. Statistics in Medicine 17(8), 873-890.

    Examples
    --------
    >>> change = difference_of_shares((56, 70), (48, 80))
    >>> f"{change.estimate:.4f}, from {change.lower:.4f} to {change.upper:.4f}"
    '0.2000, from 0.0524 to 0.3339'
    """
    return difference(
        wilson_interval(*first, confidence=confidence),
        wilson_interval(*second, confidence=confidence),
    )


def difference(first: Interval, second: Interval) -> Interval:
    r"""Interval for the difference of two independent estimates, from their intervals.

    Parameters
    ----------
    first, second : Interval
        Each estimate with its limits at the same confidence; need not be symmetric.

    Returns
    -------
    Interval
        First minus second, at the confidence of the two.

    Raises
    ------
    ValueError
        If an estimate is missing or outside its limits.

    Notes
    -----
    The method of variance estimates recovery [1]_: the formula of `difference_of_shares`
    with any limits in the place of Wilson's.

    References
    ----------
    .. [1] Zou, G. Y., Donner, A. (2008). Construction of confidence limits about effect
       measures: a general approach. Statistics in Medicine 27(10), 1693-1702.

    Examples
    --------
    >>> change = difference(Interval(1, 4, 8), Interval(0, 1, 4))
    >>> float(change.lower), float(change.estimate), float(change.upper)
    (-1.2426406871192848, 3.0, 7.123105625617661)
    """
    l1, e1, u1 = (np.asarray(part, float) for part in first)
    l2, e2, u2 = (np.asarray(part, float) for part in second)
    if not np.all((l1 <= e1) & (e1 <= u1)) or not np.all((l2 <= e2) & (e2 <= u2)):
        raise ValueError("first and second must hold estimates between their limits")
    gap = e1 - e2
    below = np.hypot(e1 - l1, u2 - e2)
    above = np.hypot(u1 - e1, e2 - l2)
    return Interval((gap - below)[()], gap[()], (gap + above)[()])


def difference_of_means(
    first: ArrayLike, second: ArrayLike, scores: ArrayLike, *, confidence: float = 0.95
) -> Interval:
    r"""Welch's interval for the difference of two means, from counts.

    Parameters
    ----------
    first, second : array_like of number, shape (..., k)
        How often each of the k scores was given in each group; at least 2 together.
    scores : array_like of number, shape (k,)
        What each answer is worth.
    confidence : float, default 0.95
        Coverage, strictly between 0 and 1.

    Returns
    -------
    Interval
        First mean minus second mean, in the unit of `scores`.

    Raises
    ------
    ValueError
        If counts are negative, fractional, missing or fewer than 2 together, a score is
        missing or infinite, neither group has any spread, the shapes do not fit, or
        `confidence` is not in (0, 1).

    Notes
    -----
    With :math:`v_i = s_i^2 / n_i`:

    .. math::

        \bar x_1 - \bar x_2 \pm t_\nu \sqrt{v_1 + v_2}, \quad
        \nu = \frac{(v_1 + v_2)^2}{v_1^2 / (n_1 - 1) + v_2^2 / (n_2 - 1)}

    The groups need not vary equally; they must not share people.

    References
    ----------
    .. [1] Welch, B. L. (1947). The generalization of Student's problem when several
       different population variances are involved. Biometrika 34(1-2), 28-35.

    Examples
    --------
    >>> change = difference_of_means([2, 3, 15], [5, 8, 7], [1, 2, 3])
    >>> f"{change.estimate:.2f}, from {change.lower:.3f} to {change.upper:.3f}"
    '0.55, from 0.081 to 1.019'
    """
    refusals.check_confidence(confidence)
    n1, mean1, v1 = _moments(first, scores, name="first")
    n2, mean2, v2 = _moments(second, scores, name="second")
    if not np.all(v1 + v2 > 0):
        raise ValueError("first and second must not both be without spread")
    freedom = (v1 + v2) ** 2 / (v1**2 / (n1 - 1) + v2**2 / (n2 - 1))
    gap = np.asarray(mean1 - mean2)
    spread = special.stdtrit(freedom, (1 + confidence) / 2) * np.sqrt(v1 + v2)
    return Interval((gap - spread)[()], gap[()], (gap + spread)[()])


def _moments(counts: ArrayLike, scores: ArrayLike, *, name: str) -> tuple[Floats, Floats, Floats]:
    """How many answered, their mean, and the variance of that mean."""
    c = refusals.whole_counts(counts, name=name)
    s = refusals.finite_scores(scores, options=c.shape[-1])
    refusals.enough(c, at_least=2, name=name)
    n = c.sum(axis=-1)
    mean = c @ s / n
    variance = (c * (s - mean[..., None]) ** 2).sum(axis=-1) / (n - 1)
    return n, mean, variance / n
