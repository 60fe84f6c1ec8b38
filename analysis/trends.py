"""Trends of a series of figures that need not be a straight line, with or without seasons."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from analysis import refusals
from analysis.intervals import Interval
from analysis.results import NormalTest

Floats = NDArray[np.float64]


class SeriesTrend(NamedTuple):
    """Kendall's score of a series, how it varies without a trend, and what follows from it."""

    score: float
    variance: float
    tau_a: float
    tau_b: float
    corrected: NormalTest
    uncorrected: NormalTest


def mann_kendall(values: ArrayLike) -> SeriesTrend:
    r"""Test of Mann and Kendall for a rising or falling series.

    Parameters
    ----------
    values : array_like of number, shape (n,)
        One figure for each of at least 3 equal steps of time, oldest first.

    Returns
    -------
    SeriesTrend
        `score` S: rising less falling pairs; its `variance`; `tau_a` and `tau_b` in
        [-1, 1]; the tests with and without correction for continuity.

    Raises
    ------
    ValueError
        If `values` are not a row of at least 3 finite numbers or are all equal.

    Notes
    -----
    .. math::

        S = \sum_{i < j} \operatorname{sgn}(x_j - x_i), \quad
        \operatorname{var} S = \frac{n (n - 1)(2 n + 5) - \sum_t t (t - 1)(2 t + 5)}{18}

    with t the sizes of groups of equal figures; z is
    :math:`(|S| - 1) / \sqrt{\operatorname{var} S}` with the sign of S.
    Assumes that figures without a trend would be independent: months
    that resemble their neighbours make it find trends too often, and seasons need
    `seasonal_mann_kendall`. For fewer than ten figures without ties use
    `analysis.exact_ranks.mann_kendall_exact`.

    References
    ----------
    .. [1] Mann, H. B. (1945). Nonparametric tests against trend. Econometrica 13(3), 245-259.
    .. [2] Kendall, M. G. (1975). Rank Correlation Methods, 4th ed., Griffin, chapters 3, 4.

    Examples
    --------
    >>> trend = mann_kendall([2.1, 2.5, 2.3, 3.0, 2.9, 3.4, 3.3, 3.8])
    >>> f"{trend.score:.0f}, {trend.tau_b:.4f}, {trend.corrected.p_value:.4f}"
    '22, 0.7857, 0.0094'
    """
    x = refusals.finite_row(values, at_least=3)
    score, variance = _score(x), _variance([x])
    pairs = x.size * (x.size - 1) / 2
    _, ties = np.unique(x, return_counts=True)
    untied = pairs - (ties * (ties - 1)).sum() / 2
    tau_b = score / float(np.sqrt(pairs * untied))
    return SeriesTrend(score, variance, score / pairs, tau_b, *_tests(score, variance))


def sen_slope(values: ArrayLike, *, confidence: float = 0.95) -> Interval:
    r"""Sen's slope of a series, with its interval.

    Parameters
    ----------
    values : array_like of number, shape (n,)
        One figure for each of at least 3 equal steps of time, oldest first.
    confidence : float, default 0.95
        Coverage, strictly between 0 and 1.

    Returns
    -------
    Interval
        In the unit of `values` for one step of time. A limit is infinite where the series
        is too short to bound the slope on that side.

    Raises
    ------
    ValueError
        If `values` are not a row of at least 3 finite numbers or are all equal, or
        `confidence` is not in (0, 1).

    Notes
    -----
    The median of :math:`(x_j - x_i) / (j - i)` over all pairs :math:`i < j`. Of the K sorted
    slopes the limits are those with the ranks :math:`(K - C) / 2` and :math:`(K + C) / 2 + 1`,
    rounded, where :math:`C = z \sqrt{\operatorname{var} S}` as in `mann_kendall`. One wild
    figure does not move it. Works with all pairs: for hundreds of figures, not millions.

    References
    ----------
    .. [1] Sen, P. K. (1968). Estimates of the regression coefficient based on Kendall's tau.
       JASA 63(324), 1379-1389.

    Examples
    --------
    >>> slope = sen_slope([2.1, 2.5, 2.3, 3.0, 2.9, 3.4, 3.3, 3.8])
    >>> f"{slope.estimate:.4f}, from {slope.lower:.4f} to {slope.upper:.4f}"
    '0.2208, from 0.1333 to 0.3000'
    """
    x = refusals.finite_row(values, at_least=3)
    slopes = _slopes(x, np.arange(x.size))
    return _median_slope(slopes, variance=_variance([x]), confidence=confidence)


class SeasonalTrend(NamedTuple):
    """Kendall's score summed over the seasons; `scores` has that of each, in sorted order."""

    score: float
    variance: float
    scores: Floats
    corrected: NormalTest
    uncorrected: NormalTest


def seasonal_mann_kendall(
    values: ArrayLike, *, years: ArrayLike, seasons: ArrayLike
) -> SeasonalTrend:
    r"""Test of Hirsch and Slack: the test of Mann and Kendall within each season.

    Parameters
    ----------
    values : array_like of number, shape (n,)
        One figure for each year and season that was observed, in any order.
    years : array_like of number, shape (n,)
        The year of each figure; in a season no year twice.
    seasons : array_like, shape (n,)
        The season (month, quarter) of each figure.

    Returns
    -------
    SeasonalTrend
        `score` S summed over the seasons, its `variance`, the `scores` of the seasons, the
        tests with and without correction for continuity.

    Raises
    ------
    ValueError
        If `values` are not a row of at least 3 finite numbers or are all equal within
        every season, `years` or `seasons` do not hold one for each figure, or a year comes
        twice in a season.

    Notes
    -----
    Scores and variances of `mann_kendall` are added up over the seasons. January is compared
    with January alone, so that a season that repeats is no trend. A missing figure is left
    out, not replaced. Takes the seasons for independent of each other: where a whole year is
    good or bad, trends are found too often. Trends that run against each other in different
    seasons cancel: look at `scores`.

    References
    ----------
    .. [1] Hirsch, R. M., Slack, J. R., Smith, R. A. (1982). Techniques of trend analysis for
       monthly water quality data. Water Resources Research 18(1), 107-121.

    Examples
    --------
    >>> trend = seasonal_mann_kendall(
    ...     [1, 9, 2, 8, 3, 9], years=[1, 1, 2, 2, 3, 3], seasons=["dry", "wet"] * 3
    ... )
    >>> print(trend.score, trend.scores, f"{trend.corrected.z:.4f}")
    3.0 [3. 0.] 0.7947
    """
    groups = [x for x, _ in _by_season(values, years, seasons)]
    scores = np.array([_score(x) for x in groups])
    score, variance = float(scores.sum()), _variance(groups)
    return SeasonalTrend(score, variance, scores, *_tests(score, variance))


def seasonal_sen_slope(
    values: ArrayLike, *, years: ArrayLike, seasons: ArrayLike, confidence: float = 0.95
) -> Interval:
    r"""Sen's slope for one year, from pairs within the same season.

    Parameters
    ----------
    values : array_like of number, shape (n,)
        One figure for each year and season that was observed, in any order.
    years : array_like of number, shape (n,)
        The year of each figure; in a season no year twice.
    seasons : array_like, shape (n,)
        The season (month, quarter) of each figure.
    confidence : float, default 0.95
        Coverage, strictly between 0 and 1.

    Returns
    -------
    Interval
        In the unit of `values` for one year. A limit is infinite where the series is too
        short to bound the slope on that side.

    Raises
    ------
    ValueError
        As for `seasonal_mann_kendall`, or if `confidence` is not in (0, 1).

    Notes
    -----
    The median of the slopes of all pairs of years of the same season; limits by rank as for
    `sen_slope`, with the variance of `seasonal_mann_kendall`.

    References
    ----------
    .. [1] Hirsch, R. M., Slack, J. R., Smith, R. A. (1982). Techniques of trend analysis for
       monthly water quality data. Water Resources Research 18(1), 107-121.
    .. [2] Gilbert, R. O. (1987). Statistical Methods for Environmental Pollution Monitoring,
       Van Nostrand Reinhold, section 17.2.

    Examples
    --------
    >>> slope = seasonal_sen_slope(
    ...     [1, 9, 2, 8, 3, 9], years=[1, 1, 2, 2, 3, 3], seasons=["dry", "wet"] * 3
    ... )
    >>> float(slope.estimate)
    1.0
    """
    groups = _by_season(values, years, seasons)
    slopes = np.concatenate([_slopes(x, year) for x, year in groups])
    variance = _variance([x for x, _ in groups])
    return _median_slope(slopes, variance=variance, confidence=confidence)


def _by_season(
    values: ArrayLike, years: ArrayLike, seasons: ArrayLike
) -> list[tuple[Floats, Floats]]:
    """The figures of each season in the order of their years, and the years."""
    x = refusals.finite_row(values, at_least=3)
    year = refusals.finite_scores(years, options=x.size, name="years")
    season = np.asarray(seasons)
    if season.shape != x.shape:
        raise ValueError("seasons must hold one season for each value")
    order = np.argsort(year, kind="stable")
    x, year, season = x[order], year[order], season[order]
    groups = [(x[season == one], year[season == one]) for one in np.unique(season)]
    if any(np.any(np.diff(its_years) == 0) for _, its_years in groups):
        raise ValueError("years must not come twice in a season")
    return groups


def _score(x: Floats) -> float:
    """Rising less falling pairs; one figure against all later ones at a time, to save memory."""
    return float(sum(np.sign(x[i + 1 :] - x[i]).sum() for i in range(x.size - 1)))


def _variance(groups: Sequence[Floats]) -> float:
    """The variance of the score, corrected for ties, summed over groups."""
    total = 0.0
    for x in groups:
        _, t = np.unique(x, return_counts=True)
        n = x.size
        total += (n * (n - 1) * (2 * n + 5) - (t * (t - 1) * (2 * t + 5)).sum()) / 18
    if not total > 0:
        raise ValueError("values must not be all equal")
    return total


def _tests(score: float, variance: float) -> tuple[NormalTest, NormalTest]:
    nearer = np.sign(score) * max(abs(score) - 1, 0)
    return NormalTest.of(nearer / np.sqrt(variance)), NormalTest.of(score / np.sqrt(variance))


def _slopes(x: Floats, times: NDArray[np.number]) -> Floats:
    i, j = np.triu_indices(x.size, 1)
    return np.asarray((x[j] - x[i]) / (times[j] - times[i]))


def _median_slope(slopes: Floats, *, variance: float, confidence: float) -> Interval:
    refusals.check_confidence(confidence)
    reach = special.ndtri((1 + confidence) / 2) * np.sqrt(variance)
    # Ranks count from 1 and those beyond either end stand for no limit.
    ranked = np.concatenate([[-np.inf], np.sort(slopes), [np.inf]])
    lowest = max(np.round((slopes.size - reach) / 2), 0)
    highest = min(np.round((slopes.size + reach) / 2 + 1), slopes.size + 1)
    return Interval(ranked[int(lowest)], np.asarray(np.median(slopes))[()], ranked[int(highest)])
