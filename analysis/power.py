"""How many answers tell two groups apart, and how surely so many answers do."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from analysis import refusals

Floats = NDArray[np.float64]


def size_for_two_shares(
    first: ArrayLike, second: ArrayLike, *, power: float = 0.8, confidence: float = 0.95
) -> Floats:
    r"""Answers needed in each of two groups to tell their shares apart.

    Parameters
    ----------
    first, second : array_like of number
        The shares that are expected, in (0, 1), not equal.
    power : float, default 0.8
        Probability of finding the difference, strictly between 0 and 1.
    confidence : float, default 0.95
        One minus the level of the two-sided test, strictly between 0 and 1.

    Returns
    -------
    float or ndarray
        A real number of answers in each group: round it up.

    Raises
    ------
    ValueError
        If an argument is not in (0, 1) or two shares are equal.

    Notes
    -----
    With :math:`\bar p` the mean of the two shares:

    .. math::

        \left(\frac{z_{1-\alpha/2} \sqrt{2 \bar p (1 - \bar p)} +
        z_{1-\beta} \sqrt{p_1 (1 - p_1) + p_2 (1 - p_2)}}{p_1 - p_2}\right)^2

    For the uncorrected test with the pooled variance; the chance of finding a difference in
    the wrong direction is not counted.

    References
    ----------
    .. [1] Fleiss, J. L., Levin, B., Paik, M. C. (2003). Statistical Methods for Rates and
       Proportions, 3rd ed., Wiley, equation 4.14.

    Examples
    --------
    >>> float(size_for_two_shares(0.80, 0.85).round(2))
    905.37
    """
    p1, p2, z = _two_shares(first, second, confidence=confidence)
    if not np.all(p1 != p2):
        raise ValueError("first and second must not be equal: no size tells equals apart")
    reach = special.ndtri(refusals.numbers_between(power, 0, 1, name="power"))
    null, apart = _deviations(p1, p2)
    return np.asarray(((z * null + reach * apart) / (p1 - p2)) ** 2)[()]


def power_of_two_shares(
    first: ArrayLike, second: ArrayLike, *, size: ArrayLike, confidence: float = 0.95
) -> Floats:
    r"""Probability of telling two shares apart.

    Parameters
    ----------
    first, second : array_like of number
        The shares that are expected, in (0, 1).
    size : array_like of number
        How many answer in each group, at least 1.
    confidence : float, default 0.95
        One minus the level of the two-sided test, strictly between 0 and 1.

    Returns
    -------
    float or ndarray
        Probability in [0, 1].

    Raises
    ------
    ValueError
        If a share or `confidence` is not in (0, 1), or `size` is below 1 or infinite.

    Notes
    -----
    The inverse of `size_for_two_shares`:

    .. math::

        \Phi\left(\frac{\sqrt n |p_1 - p_2| - z_{1-\alpha/2} \sqrt{2 \bar p (1 - \bar p)}}
        {\sqrt{p_1 (1 - p_1) + p_2 (1 - p_2)}}\right)

    References
    ----------
    .. [1] Fleiss, J. L., Levin, B., Paik, M. C. (2003). Statistical Methods for Rates and
       Proportions, 3rd ed., Wiley, section 4.4.

    Examples
    --------
    >>> float(power_of_two_shares(0.80, 0.85, size=500).round(4))
    0.5481
    """
    p1, p2, z = _two_shares(first, second, confidence=confidence)
    n = np.asarray(size, float)
    if not np.all((n >= 1) & (n < np.inf)):
        raise ValueError("size must be at least 1")
    null, apart = _deviations(p1, p2)
    return np.asarray(special.ndtr((np.sqrt(n) * np.abs(p1 - p2) - z * null) / apart))[()]


def size_for_two_means(
    difference: ArrayLike,
    *,
    deviation: ArrayLike,
    power: float = 0.8,
    confidence: float = 0.95,
) -> Floats:
    r"""Answers needed in each of two groups to tell their means apart.

    Parameters
    ----------
    difference : array_like of number
        How far apart the means are expected to be; not 0, the sign does not matter.
    deviation : array_like of number
        The standard deviation of single answers, above 0, in the same unit.
    power : float, default 0.8
        Probability of finding the difference, strictly between 0 and 1.
    confidence : float, default 0.95
        One minus the level of the two-sided test, strictly between 0 and 1.

    Returns
    -------
    float or ndarray
        A real number of answers in each group: round it up.

    Raises
    ------
    ValueError
        If `difference` is 0 or not a number, `deviation` is not a finite number above 0, or
        `power` or `confidence` is not in (0, 1).

    Notes
    -----
    .. math:: \frac{2 \sigma^2 (z_{1-\alpha/2} + z_{1-\beta})^2}{\delta^2}

    For groups of equal size that vary alike.

    References
    ----------
    .. [1] Chow, S.-C., Shao, J., Wang, H. (2008). Sample Size Calculations in Clinical
       Research, 2nd ed., CRC, section 3.2.1.

    Examples
    --------
    >>> float(size_for_two_means(5, deviation=25).round(2))
    392.44
    """
    refusals.check_confidence(confidence)
    delta, sigma = np.asarray(difference, float), np.asarray(deviation, float)
    if not np.all(np.isfinite(delta) & (delta != 0)):
        raise ValueError("difference must be a finite number other than 0")
    if not np.all((sigma > 0) & (sigma < np.inf)):
        raise ValueError("deviation must be a finite number above 0")
    reach = special.ndtri(refusals.numbers_between(power, 0, 1, name="power"))
    z = special.ndtri((1 + confidence) / 2)
    return np.asarray(2 * (sigma * (z + reach) / delta) ** 2)[()]


def _two_shares(
    first: ArrayLike, second: ArrayLike, *, confidence: float
) -> tuple[Floats, Floats, float]:
    refusals.check_confidence(confidence)
    p1 = refusals.numbers_between(first, 0, 1, name="first")
    p2 = refusals.numbers_between(second, 0, 1, name="second")
    return p1, p2, float(special.ndtri((1 + confidence) / 2))


def _deviations(p1: Floats, p2: Floats) -> tuple[Floats, Floats]:
    """Of the difference of two single answers, if the shares are equal and if they are not."""
    mean = (p1 + p2) / 2
    return np.sqrt(2 * mean * (1 - mean)), np.sqrt(p1 * (1 - p1) + p2 * (1 - p2))
