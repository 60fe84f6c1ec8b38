"""Intervals for one share or one mean, from counts, and for a weighted sum of them."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from analysis import refusals

Floats = NDArray[np.float64]


class Interval(NamedTuple):
    """An estimate with its limits; numbers or arrays of one shape, all in the same unit."""

    lower: Floats
    estimate: Floats
    upper: Floats


def wilson_interval(
    successes: ArrayLike, trials: ArrayLike, *, confidence: float = 0.95
) -> Interval:
    r"""Wilson score interval for a proportion.

    Parameters
    ----------
    successes : array_like of number, shape (...)
        How many of `trials` have the property; 0 <= successes <= trials.
    trials : array_like of number, shape broadcastable to `successes`
        How many were asked and answered, at least 1. Skipped answers do not count.
    confidence : float, default 0.95
        Coverage, strictly between 0 and 1.

    Returns
    -------
    Interval
        Shares in [0, 1], not per cent. `estimate` is ``successes / trials``; the interval
        is not symmetric around it. At 0 and at `trials` the outer limit is exactly 0 or 1.

    Raises
    ------
    ValueError
        If a count is negative or missing, `successes` exceeds `trials`, `trials` is below
        1 or infinite, or `confidence` is not in (0, 1).

    Notes
    -----
    With :math:`z` the normal quantile of `confidence` and :math:`\hat p = x / n`:

    .. math::

        \frac{\hat p + z^2 / 2n \pm z \sqrt{\hat p (1 - \hat p) / n + z^2 / 4n^2}}
             {1 + z^2 / n}

    No continuity correction. Assumes independent answers with one probability. Near 0 and
    1 and in small samples it keeps its coverage where the textbook (Wald) interval does
    not [2]_. It says nothing about those who did not answer.

    References
    ----------
    .. [1] Wilson, E. B. (1927). Probable inference, the law of succession, and
       statistical inference. JASA 22(158), 209-212.
    .. [2] Brown, L. D., Cai, T. T., DasGupta, A. (2001). Interval estimation for a
       binomial proportion. Statistical Science 16(2), 101-133.

    Examples
    --------
    >>> share = wilson_interval(81, 263)
    >>> f"{share.lower:.4f} to {share.upper:.4f}"
    '0.2553 to 0.3662'
    """
    refusals.check_confidence(confidence)
    x, n = refusals.successes_of_trials(successes, trials, whole=False)
    z = special.ndtri((1 + confidence) / 2)
    p = x / n
    centre = p + z**2 / (2 * n)
    spread = z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    scale = 1 + z**2 / n
    lower = np.where(x == 0, 0.0, (centre - spread) / scale)
    upper = np.where(x == n, 1.0, (centre + spread) / scale)
    return Interval(lower[()], p[()], upper[()])


def mean_interval(
    counts: ArrayLike,
    scores: ArrayLike,
    *,
    confidence: float = 0.95,
    population: ArrayLike | None = None,
) -> Interval:
    r"""Student's interval for a mean, from how often each score was given.

    Parameters
    ----------
    counts : array_like of number, shape (..., k)
        How often each of the k scores was given; whole numbers, at least 2 together.
    scores : array_like of number, shape (k,)
        What each answer is worth.
    confidence : float, default 0.95
        Coverage, strictly between 0 and 1.
    population : array_like of number, optional, shape broadcastable to (...)
        How many could have answered, where those who did are a random sample of them; at
        least as many as answered. Leave it out where people chose themselves to answer.

    Returns
    -------
    Interval
        In the unit of `scores`. Where all answers are equal it has no width, which is no
        certainty: use `bounded_mean_interval` there.

    Raises
    ------
    ValueError
        If counts are negative, fractional, missing or fewer than 2 together, a score is
        missing or infinite, the shapes do not fit, `population` is smaller than the
        sample, or `confidence` is not in (0, 1).

    Notes
    -----
    With :math:`n = \sum c_i`, :math:`\bar x = \sum c_i s_i / n` and
    :math:`s^2 = \sum c_i (s_i - \bar x)^2 / (n - 1)`:

    .. math:: \bar x \pm t_{n-1} \sqrt{\frac{s^2}{n} \left(1 - \frac{n}{N}\right)}

    where the last factor stands only with a `population` N. The limits may lie outside
    the scale.

    References
    ----------
    .. [1] Student (1908). The probable error of a mean. Biometrika 6(1), 1-25.
    .. [2] Cochran, W. G. (1977). Sampling Techniques, 3rd ed., Wiley, section 2.8.

    Examples
    --------
    >>> mean = mean_interval([1, 2, 3, 4, 5], [1, 2, 3, 4, 5])
    >>> f"{mean.estimate:.3f}, from {mean.lower:.3f} to {mean.upper:.3f}"
    '3.667, from 2.952 to 4.382'
    """
    c = refusals.whole_counts(counts)
    s = refusals.finite_scores(scores, options=c.shape[-1])
    refusals.enough(c, at_least=2)
    refusals.check_confidence(confidence)
    n = c.sum(axis=-1)
    unseen = _share_unseen(population, n=n)

    mean = c @ s / n
    variance = (c * (s - mean[..., None]) ** 2).sum(axis=-1) / (n - 1)
    spread = special.stdtrit(n - 1, (1 + confidence) / 2) * np.sqrt(variance / n * unseen)
    return Interval((mean - spread)[()], mean[()], (mean + spread)[()])


def _share_unseen(population: ArrayLike | None, *, n: Floats) -> Floats:
    """The share of the population that was not asked; 1 where the population is not given."""
    if population is None:
        return np.ones_like(n)
    whole = np.asarray(population, float)
    if not np.all(whole >= n):
        raise ValueError("population must not be smaller than the number of answers")
    return np.asarray(1 - n / whole)


def bounded_mean_interval(
    counts: ArrayLike,
    scores: ArrayLike,
    *,
    lowest: float,
    highest: float,
    confidence: float = 0.95,
) -> Interval:
    r"""Interval for a mean on a scale with two ends, also where all answers are equal.

    Parameters
    ----------
    counts : array_like of number, shape (..., k)
        How often each of the k scores was given; whole numbers, at least 1 together.
    scores : array_like of number, shape (k,)
        What each answer is worth, from `lowest` to `highest`.
    lowest, highest : float
        The ends of the scale, whether or not anybody chose them.
    confidence : float, default 0.95
        Coverage, strictly between 0 and 1.

    Returns
    -------
    Interval
        In the unit of `scores`, inside the scale.

    Raises
    ------
    ValueError
        If counts are negative, fractional, missing or all zero, a score is missing or
        off the scale, `lowest` is not below `highest`, the shapes do not fit, or
        `confidence` is not in (0, 1).

    Notes
    -----
    A score between 0 and 1 with mean :math:`p` varies by :math:`p(1 - p)` at the most, as
    a yes-or-no answer does. Wilson's interval of the rescaled mean is therefore at least
    as wide as needed: with few distinct answers far too wide, at the end of the scale
    the honest statement that five perfect scores do not prove perfection.

    References
    ----------
    .. [1] Bhatia, R., Davis, C. (2000). A better bound on the variance. American
       Mathematical Monthly 107(4), 353-357.
    .. [2] Wilson, E. B. (1927), as for `wilson_interval`.

    Examples
    --------
    >>> mean = bounded_mean_interval([0, 0, 0, 0, 20], [1, 2, 3, 4, 5], lowest=1, highest=5)
    >>> f"{mean.estimate:.1f}, from {mean.lower:.2f} to {mean.upper:.1f}"
    '5.0, from 4.36 to 5.0'
    """
    c = refusals.whole_counts(counts)
    s = refusals.finite_scores(scores, options=c.shape[-1])
    refusals.enough(c, at_least=1)
    if not lowest < highest:
        raise ValueError("lowest must be smaller than highest")
    if not np.all((s >= lowest) & (s <= highest)):
        raise ValueError("scores must lie between lowest and highest")

    n = c.sum(axis=-1)
    height = np.clip(c @ ((s - lowest) / (highest - lowest)), 0, n)
    share = wilson_interval(height, n, confidence=confidence)
    return Interval(*(np.asarray(lowest + limit * (highest - lowest))[()] for limit in share))


def weighted_sum_interval(parts: Interval, weights: ArrayLike) -> Interval:
    r"""Interval for a weighted sum of estimates that may hang together.

    Parameters
    ----------
    parts : Interval of arrays, shape (..., m)
        The estimates to be added up, each with its limits.
    weights : array_like of number, shape (m,)
        What each estimate counts, 0 or more.

    Returns
    -------
    Interval
        In the unit of `parts` times that of `weights`.

    Raises
    ------
    ValueError
        If an estimate is missing or outside its limits, a weight is negative, missing or
        infinite, or there is not one weight for each estimate.

    Notes
    -----
    .. math:: \sum w_i l_i \le \sum w_i \theta_i \le \sum w_i u_i

    The method of variance estimates recovery [1]_ with all correlations at their bound
    of 1. Answers of the same people to several questions rise and fall together, and
    counts do not tell how closely, so the sum is given the widest interval. Independent
    estimates would have a narrower one.

    References
    ----------
    .. [1] Zou, G. Y., Donner, A. (2008). Construction of confidence limits about effect
       measures: a general approach. Statistics in Medicine 27(10), 1693-1702.

    Examples
    --------
    >>> parts = wilson_interval([80, 60], [100, 100])
    >>> index = weighted_sum_interval(parts, [0.5, 0.5])
    >>> f"{index.estimate:.2f}, from {index.lower:.3f} to {index.upper:.3f}"
    '0.70, from 0.607 to 0.779'
    """
    lower, estimate, upper = (np.asarray(part, float) for part in parts)
    w = np.asarray(weights, float)
    if estimate.ndim == 0 or w.shape != estimate.shape[-1:]:
        raise ValueError("weights must hold one weight for each estimate")
    if not np.all((w >= 0) & (w < np.inf)):
        raise ValueError("weights must be finite numbers of 0 or more")
    if not np.all((lower <= estimate) & (estimate <= upper)):
        raise ValueError("parts must hold estimates between their limits")
    return Interval(*(np.asarray(part @ w)[()] for part in (lower, estimate, upper)))
