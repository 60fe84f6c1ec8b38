"""Control charts of shares: which points of a series say more than chance."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis import refusals

Floats = NDArray[np.float64]
MEAN_RANGE = 1.128
"""Mean range of two normal values in standard deviations, as tables print it: 2 / sqrt(pi)."""
SAME = 1e-9
"""Points that differ by less than this many standard errors do not differ."""


@dataclass(frozen=True)
class ShareChart:
    """A series of shares with its centre line and limits, all in [0, 1].

    `sigma` is the standard error that chance alone gives each point, `z` how many of them
    the point lies from the centre, `sigma_z` by how much the points vary more than that (1 in
    a p chart).
    """

    share: Floats
    centre: float
    sigma: Floats
    z: Floats
    sigma_z: float
    lower: Floats
    upper: Floats

    @property
    def beyond(self) -> NDArray[np.intp]:
        """Which points lie outside their limits, counted from 0."""
        return np.flatnonzero((self.share < self.lower) | (self.share > self.upper))

    @property
    def distance(self) -> Floats:
        """How far each point lies from the centre, in the standard deviations of the chart."""
        return self.z / self.sigma_z


def p_chart(
    successes: ArrayLike, trials: ArrayLike, *, sigmas: float = 3.0, baseline: int | None = None
) -> ShareChart:
    r"""Shewhart chart of shares (p chart).

    Parameters
    ----------
    successes : array_like of number, shape (m,)
        How many of `trials` have the property, in the order of time; 0 <= successes <= trials.
    trials : array_like of number, shape broadcastable to `successes`
        How many answered at each point, at least 1.
    sigmas : float, default 3
        How many standard errors the limits lie from the centre, above 0.
    baseline : int, optional
        How many of the first points set the centre; at least 1. All of them if left out.

    Returns
    -------
    ShareChart
        Shares in [0, 1]; limits of each point, cut to [0, 1].

    Raises
    ------
    ValueError
        If there is no point, a count is negative, fractional or missing, `successes` exceeds
        `trials`, the points of the baseline have all or none of the property, or `sigmas`
        or `baseline` is out of range.

    Notes
    -----
    With :math:`\bar p = \sum x_i / \sum n_i`:

    .. math:: \bar p \pm k \sqrt{\bar p (1 - \bar p) / n_i}

    Chance is binomial here: independent answers with one probability. With hundreds of
    answers a point and more the true share of a healthy service varies too, and nearly every
    point falls outside; use `laney_chart` there.

    References
    ----------
    .. [1] Shewhart, W. A. (1931). Economic Control of Quality of Manufactured Product. Van
       Nostrand, chapter 17.
    .. [2] Montgomery, D. C. (2013). Introduction to Statistical Quality Control, 7th ed.,
       Wiley, section 7.2.

    Examples
    --------
    >>> chart = p_chart([80, 85, 78, 52, 81], [100, 100, 100, 100, 100])
    >>> f"{chart.centre:.3f}", [int(point) for point in chart.beyond]
    ('0.752', [3])
    """
    x, n = refusals.series_of_shares(successes, trials)
    refusals.positive(sigmas, name="sigmas")
    known = _baseline(baseline, points=n.size)
    centre = float(x[:known].sum() / n[:known].sum())
    if not 0 < centre < 1:
        raise ValueError("successes must not be none or all of trials: no spread, no limits")
    return _chart(x, n, centre=centre, sigma_z=1.0, sigmas=sigmas)


def laney_chart(
    successes: ArrayLike,
    trials: ArrayLike,
    *,
    sigmas: float = 3.0,
    baseline: int | None = None,
    mean_range: float = MEAN_RANGE,
) -> ShareChart:
    r"""Laney's chart of shares that vary by more or less than chance (p′ chart).

    Parameters
    ----------
    successes : array_like of number, shape (m,)
        How many of `trials` have the property, in the order of time; 0 <= successes <= trials.
    trials : array_like of number, shape broadcastable to `successes`
        How many answered at each point, at least 1.
    sigmas : float, default 3
        How many standard deviations the limits lie from the centre, above 0.
    baseline : int, optional
        How many of the first points set the centre and the spread; at least 2. All of them
        if left out.
    mean_range : float, default 1.128
        The mean range of two normal values in standard deviations: 2 / sqrt(pi), rounded
        as tables print it.

    Returns
    -------
    ShareChart
        Shares in [0, 1]; limits of each point, cut to [0, 1].

    Raises
    ------
    ValueError
        As for `p_chart`, and if there are fewer than two points or all shares of the
        baseline are equal.

    Notes
    -----
    With :math:`z_i = (p_i - \bar p) / \sigma_i` of the p chart:

    .. math::

        \bar p \pm k \, \sigma_i \, \sigma_z, \quad
        \sigma_z = \frac{1}{1.128} \frac{1}{m - 1} \sum_{i=2}^m |z_i - z_{i-1}|

    Moving ranges are not screened for outliers. Spread from point to point is what the
    limits allow for, so a slow drift stays visible. Below about twenty points the spread is
    a rough guess.

    References
    ----------
    .. [1] Laney, D. B. (2002). Improved control charts for attributes. Quality Engineering
       14(4), 531-537.

    Examples
    --------
    >>> chart = laney_chart([800, 850, 780, 720, 810], [1000, 1000, 1000, 1000, 1000])
    >>> f"{chart.sigma_z:.3f}", [int(point) for point in chart.beyond]
    ('4.662', [])
    """
    plain = p_chart(successes, trials, sigmas=sigmas, baseline=baseline)
    refusals.positive(mean_range, name="mean_range")
    known = _baseline(baseline, points=plain.z.size, at_least=2)
    spread = float(np.abs(np.diff(plain.z[:known])).mean())
    if not spread > SAME:
        raise ValueError("successes must not be one share of trials at every point: no spread")
    x, n = refusals.series_of_shares(successes, trials)
    return _chart(x, n, centre=plain.centre, sigma_z=spread / mean_range, sigmas=sigmas)


def _chart(x: Floats, n: Floats, *, centre: float, sigma_z: float, sigmas: float) -> ShareChart:
    share = x / n
    sigma = np.sqrt(centre * (1 - centre) / n)
    reach = sigmas * sigma * sigma_z
    return ShareChart(
        share=share,
        centre=centre,
        sigma=sigma,
        z=(share - centre) / sigma,
        sigma_z=sigma_z,
        lower=np.maximum(0.0, centre - reach),
        upper=np.minimum(1.0, centre + reach),
    )


def _baseline(baseline: int | None, *, points: int, at_least: int = 1) -> int:
    known = points if baseline is None else baseline
    if not at_least <= known <= points:
        raise ValueError(f"baseline must be from {at_least} to the number of points, got {known}")
    return known
