"""Score intervals for the difference of two independent shares, from counts."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from analysis import refusals
from analysis.bisection import falling_root
from analysis.intervals import Interval

Floats = NDArray[np.float64]
Group = tuple[ArrayLike, ArrayLike]


def miettinen_nurminen_difference(
    first: Group, second: Group, *, confidence: float = 0.95
) -> Interval:
    r"""Score interval for the difference of two shares, by Miettinen and Nurminen.

    Parameters
    ----------
    first, second : pair of array_like of int
        Successes and trials of each group.
    confidence : float, default 0.95
        Coverage, strictly between 0 and 1.

    Returns
    -------
    Interval
        First share minus second share, in [-1, 1].

    Raises
    ------
    ValueError
        If counts are negative, fractional or missing, successes exceed trials, trials are
        below 1, or `confidence` is not in (0, 1).

    Notes
    -----
    All differences d that the score test does not reject. With :math:`\tilde p_i` the shares
    that are most likely among those that differ by d, and :math:`N = n_1 + n_2`:

    .. math::

        \frac{|p_1 - p_2 - d|}{\sqrt{\left(\tilde p_1 (1 - \tilde p_1) / n_1 +
        \tilde p_2 (1 - \tilde p_2) / n_2\right) N / (N - 1)}} \le z

    References
    ----------
    .. [1] Miettinen, O., Nurminen, M. (1985). Comparative analysis of two rates. Statistics
       in Medicine 4(2), 213-226, equations 8, 9 and appendix I.

    Examples
    --------
    >>> change = miettinen_nurminen_difference((56, 70), (48, 80))
    >>> f"{change.lower:.4f} to {change.upper:.4f}"
    '0.0528 to 0.3382'
    """
    return _score_interval(first, second, confidence, lambda total: total / (total - 1))


def mee_difference(first: Group, second: Group, *, confidence: float = 0.95) -> Interval:
    r"""Score interval for the difference of two shares, by Mee.

    Parameters
    ----------
    first, second : pair of array_like of int
        Successes and trials of each group.
    confidence : float, default 0.95
        Coverage, strictly between 0 and 1.

    Returns
    -------
    Interval
        First share minus second share, in [-1, 1].

    Raises
    ------
    ValueError
        As for `miettinen_nurminen_difference`.

    Notes
    -----
    `miettinen_nurminen_difference` without the factor :math:`N / (N - 1)`: a little shorter.

    References
    ----------
    .. [1] Mee, R. W. (1984). Confidence bounds for the difference between two probabilities.
       Biometrics 40(4), 1175-1176.
    .. [2] Newcombe, R. G. (1998). Interval estimation for the difference between independent
       proportions. Statistics in Medicine 17(8), 873-890, method 5.

    Examples
    --------
    >>> change = mee_difference((56, 70), (48, 80))
    >>> f"{change.lower:.4f} to {change.upper:.4f}"
    '0.0533 to 0.3377'
    """
    return _score_interval(first, second, confidence, np.ones_like)


def _score_interval(
    first: Group, second: Group, confidence: float, factor: Callable[[Floats], Floats]
) -> Interval:
    refusals.check_confidence(confidence)
    z = special.ndtri((1 + confidence) / 2)
    x1, n1, x2, n2 = refusals.two_groups(first, second)
    gap = np.asarray(x1 / n1 - x2 / n2)
    scale = factor(np.asarray(n1 + n2))

    def beyond(d: Floats) -> Floats:
        """How far the estimate lies above d, less z deviations of it if d were true."""
        p1, p2 = _most_likely(d, x1, n1, x2, n2)
        variance = np.maximum(p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2, 0)
        return np.asarray(np.abs(gap - d) - z * np.sqrt(variance * scale))

    lower = falling_root(beyond, np.full_like(gap, -1), gap)
    upper = -falling_root(lambda d: beyond(-d), np.full_like(gap, -1), -gap)
    return Interval(lower[()], gap[()], upper[()])


def _most_likely(
    d: Floats, x1: Floats, n1: Floats, x2: Floats, n2: Floats
) -> tuple[Floats, Floats]:
    """The most likely shares that differ by d: a root of a cubic, by its trigonometric form."""
    total = n1 + n2
    b = ((n1 + 2 * n2) * d - total - x1 - x2) / (3 * total)
    c = (n2 * d**2 - (total + 2 * x2) * d + x1 + x2) / total
    e = x2 * d * (1 - d) / total
    q = b**3 - b * c / 2 + e / 2
    reach = np.sign(q) * np.sqrt(np.maximum(b**2 - c / 3, 0))
    cosine = np.divide(q, reach**3, out=np.zeros_like(q), where=reach != 0)
    angle = (np.pi + np.arccos(np.clip(cosine, -1, 1))) / 3
    p2 = np.clip(2 * reach * np.cos(angle) - b, np.maximum(0, -d), np.minimum(1, 1 - d))
    return np.clip(p2 + d, 0, 1), p2
