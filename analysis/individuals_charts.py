"""Control charts of single values: for sudden, for small and for lasting changes."""

from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis import refusals
from analysis.control_charts import MEAN_RANGE

Floats = NDArray[np.float64]
Points = NDArray[np.intp]
RANGE_LIMIT = 3.267
"""Upper limit of a moving range of two, in mean ranges (D4), as tables print it."""


class ValueChart(NamedTuple):
    """A chart of single values with one pair of limits, in the unit of the values."""

    centre: float
    mean_range: float
    sigma: float
    lower: float
    upper: float
    range_upper: float
    beyond: Points


@dataclass(frozen=True)
class SmoothedChart:
    """Weighted averages of a series with the limits of each point, and which lie outside."""

    average: Floats
    lower: Floats
    upper: Floats

    @property
    def beyond(self) -> Points:
        """Which averages lie outside their limits, counted from 0."""
        return np.flatnonzero((self.average < self.lower) | (self.average > self.upper))


class CumulativeChart(NamedTuple):
    """Sums of what exceeds the slack, upwards (0 or more) and downwards (0 or less)."""

    upwards: Floats
    downwards: Floats
    above: Points
    below: Points


def xmr_chart(
    values: ArrayLike, *, sigmas: float = 3.0, mean_range: float = MEAN_RANGE
) -> ValueChart:
    r"""Chart of individuals and moving ranges (XmR chart).

    Parameters
    ----------
    values : array_like of float, shape (m,)
        One value for each point, in the order of time.
    sigmas : float, default 3
        How many standard deviations the limits lie from the mean, above 0.
    mean_range : float, default 1.128
        The mean range of two normal values in standard deviations: 2 / sqrt(pi), rounded
        as tables print it.

    Returns
    -------
    ValueChart
        In the unit of `values`; `beyond` counts points from 0.

    Raises
    ------
    ValueError
        If there are fewer than two values, one is missing or infinite, all are equal, or
        `sigmas` or `mean_range` is not above 0.

    Notes
    -----
    .. math:: \bar x \pm 3 \, \overline{MR} / 1.128, \quad MR_i = |x_i - x_{i-1}|

    and 3.267 times the mean range as upper limit of a range. For monthly indices and means
    whose number of answers hardly changes; shares with known n belong on a p chart.
    Neighbouring values that hang together make the limits too narrow.

    References
    ----------
    .. [1] Wheeler, D. J. (1993). Understanding Variation. SPC Press, chapter 3.
    .. [2] Montgomery, D. C. (2013). Introduction to Statistical Quality Control, 7th ed.,
       Wiley, section 6.4.

    Examples
    --------
    >>> chart = xmr_chart([82, 84, 81, 83, 85, 82])
    >>> f"{chart.centre:.2f}, from {chart.lower:.2f} to {chart.upper:.2f}"
    '82.83, from 76.45 to 89.22'
    """
    x = refusals.finite_row(values, at_least=2)
    refusals.positive(sigmas, name="sigmas")
    refusals.positive(mean_range, name="mean_range")
    ranges = float(np.abs(np.diff(x)).mean())
    if not ranges > 0:
        raise ValueError("values must not all be equal: no spread, no limits")
    centre, sigma = float(x.mean()), ranges / mean_range
    beyond = np.flatnonzero(np.abs(x - centre) > sigmas * sigma)
    lower, upper = centre - sigmas * sigma, centre + sigmas * sigma
    return ValueChart(centre, ranges, sigma, lower, upper, RANGE_LIMIT * ranges, beyond)


def ewma_chart(
    values: ArrayLike, *, centre: float, sigma: float, weight: float = 0.2, sigmas: float = 3.0
) -> SmoothedChart:
    r"""Chart of exponentially weighted moving averages, for small lasting shifts.

    Parameters
    ----------
    values : array_like of float, shape (m,)
        One value for each point, in the order of time.
    centre : float
        Where the process should be, in the unit of `values`.
    sigma : float
        Standard deviation of a single value, above 0; that of `xmr_chart`, say.
    weight : float, default 0.2
        What the newest value counts in the average, in (0, 1].
    sigmas : float, default 3
        How many standard deviations of the average the limits lie from the centre, above 0.

    Returns
    -------
    SmoothedChart
        In the unit of `values`.

    Raises
    ------
    ValueError
        If there is no value, one is missing or infinite, or `centre`, `sigma`, `weight` or
        `sigmas` is out of range.

    Notes
    -----
    .. math::

        y_i = \lambda x_i + (1 - \lambda) y_{i-1}, \quad
        \theta \pm k \sigma \sqrt{\tfrac{\lambda}{2 - \lambda} (1 - (1 - \lambda)^{2i})}

    with :math:`y_0 = \theta`. The limits are exact from the first point on, not asymptotic.

    References
    ----------
    .. [1] Roberts, S. W. (1959). Control chart tests based on geometric moving averages.
       Technometrics 1(3), 239-250.
    .. [2] Montgomery, D. C. (2013), as for `xmr_chart`, section 9.2.

    Examples
    --------
    >>> chart = ewma_chart([83, 84, 85, 86], centre=82, sigma=1)
    >>> chart.average.round(3).tolist(), chart.beyond.tolist()
    ([82.2, 82.56, 83.048, 83.638], [2, 3])
    """
    x = refusals.finite_row(values, at_least=1)
    _check_process(centre, sigma)
    refusals.positive(sigmas, name="sigmas")
    if not 0 < weight <= 1:
        raise ValueError(f"weight must lie in (0, 1], got {weight}")
    steps = accumulate(x, lambda y, value: y + weight * (value - y), initial=centre)
    remembered = (1 - weight) ** (2 * np.arange(1, x.size + 1))
    reach = sigmas * sigma * np.sqrt(weight / (2 - weight) * (1 - remembered))
    return SmoothedChart(np.fromiter(steps, float)[1:], centre - reach, centre + reach)


def cusum_chart(
    values: ArrayLike, *, centre: float, sigma: float, shift: float = 1.0, decision: float = 5.0
) -> CumulativeChart:
    r"""Tabular chart of cumulative sums (CUSUM), for small lasting shifts.

    Parameters
    ----------
    values : array_like of float, shape (m,)
        One value for each point, in the order of time.
    centre : float
        Where the process should be, in the unit of `values`.
    sigma : float
        Standard deviation of a single value, above 0; that of `xmr_chart`, say.
    shift : float, default 1
        The shift to be found, in standard deviations, above 0; half of it is the slack.
    decision : float, default 5
        Beyond which sum it is a signal, in standard deviations, above 0.

    Returns
    -------
    CumulativeChart
        Sums in standard deviations; `above` and `below` count points from 0.

    Raises
    ------
    ValueError
        If there is no value, one is missing or infinite, or `centre`, `sigma`, `shift` or
        `decision` is out of range.

    Notes
    -----
    With :math:`z_i = (x_i - \theta) / \sigma` and :math:`k` half of the shift:

    .. math::

        C_i^+ = \max(0, C_{i-1}^+ + z_i - k), \quad C_i^- = \min(0, C_{i-1}^- + z_i + k)

    without a head start. Sums go on after a signal: where a shift began is where the sum
    last was 0.

    References
    ----------
    .. [1] Page, E. S. (1954). Continuous inspection schemes. Biometrika 41(1-2), 100-115.
    .. [2] Montgomery, D. C. (2013), as for `xmr_chart`, section 9.1.

    Examples
    --------
    >>> chart = cusum_chart([84, 85, 84, 84, 86], centre=82, sigma=1)
    >>> chart.upwards.tolist(), chart.above.tolist()
    ([1.5, 4.0, 5.5, 7.0, 10.5], [2, 3, 4])
    """
    x = refusals.finite_row(values, at_least=1)
    _check_process(centre, sigma)
    refusals.positive(shift, name="shift")
    refusals.positive(decision, name="decision")
    z, slack = (x - centre) / sigma, shift / 2
    upwards = np.fromiter(accumulate(z, lambda c, v: max(0.0, c + v - slack), initial=0.0), float)
    downwards = np.fromiter(accumulate(z, lambda c, v: min(0.0, c + v + slack), initial=0.0), float)
    above, below = np.flatnonzero(upwards > decision), np.flatnonzero(downwards < -decision)
    return CumulativeChart(upwards[1:], downwards[1:], above - 1, below - 1)


def _check_process(centre: float, sigma: float) -> None:
    refusals.positive(sigma, name="sigma")
    if not np.isfinite(centre):
        raise ValueError(f"centre must be a finite number, got {centre}")
