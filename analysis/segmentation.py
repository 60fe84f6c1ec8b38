"""Division of a series into stretches of constant mean: how many, and where they end."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis import refusals

Floats = NDArray[np.float64]


class Segmentation(NamedTuple):
    """The best division for one number of changes.

    `last` holds the last point (from 0) of each stretch but the final one, `rss` the sum of
    squares around the means of the stretches, `bic` the criterion (smaller is better).
    """

    last: tuple[int, ...]
    rss: float
    bic: float


def segmentations(
    values: ArrayLike, *, most: int | None = None, shortest: int = 1
) -> list[Segmentation]:
    r"""Best divisions of a series into stretches of constant mean, for 0, 1, 2, … changes.

    Parameters
    ----------
    values : array_like of float, shape (m,)
        One value for each point, in the order of time.
    most : int, optional
        Up to how many changes are looked for; as many as `shortest` allows if left out.
    shortest : int, default 1
        How many points a stretch has at least.

    Returns
    -------
    list of Segmentation
        One for each number of changes; `rss` in the squared unit of `values`. Where a
        division leaves no spread, `bic` is minus infinity.

    Raises
    ------
    ValueError
        If there is no value, one is missing or infinite, all are equal, `shortest` is
        below 1, or `most` does not fit into the series.

    Notes
    -----
    Exact, by dynamic programming over all divisions [1]_, in time :math:`m^2` for each change.
    With j changes, for independent normal values of one variance:

    .. math:: BIC = m \left(\ln \frac{2 \pi RSS}{m} + 1\right) + 2 (j + 1) \ln m

    which counts j + 1 means, j places and the variance. The number of changes with the
    smallest is the one to report; with values that hang together it is too large.

    References
    ----------
    .. [1] Bai, J., Perron, P. (2003). Computation and analysis of multiple structural change
       models. Journal of Applied Econometrics 18(1), 1-22.
    .. [2] Yao, Y.-C. (1988). Estimating the number of change-points via Schwarz' criterion.
       Statistics and Probability Letters 6(3), 181-189.

    Examples
    --------
    >>> found = segmentations([71, 73, 70, 72, 78, 80, 79, 77, 70, 71, 72, 70], shortest=3)
    >>> best = min(found, key=lambda one: one.bic)
    >>> best.last, round(best.rss, 2)
    ((3, 7), 12.75)
    """
    x = refusals.finite_row(values, at_least=1)
    if not np.ptp(x) > 0:
        raise ValueError("values must not all be equal: nothing can have changed")
    if not shortest >= 1:
        raise ValueError(f"shortest must be at least 1, got {shortest}")
    fits = x.size // shortest - 1
    changes = fits if most is None else most
    if not 0 <= changes <= fits:
        raise ValueError(f"most must be from 0 to {fits} changes, got {changes}")
    costs = _costs(x, shortest=shortest)
    totals, places = [costs[0]], []
    for _ in range(changes):
        through = totals[-1][:-1, None] + costs[1:]
        places.append(through.argmin(axis=0))
        totals.append(through.min(axis=0))
    return [
        _segmentation(x, float(total[-1]), _walk_back(places[:j])) for j, total in enumerate(totals)
    ]


def penalised_segmentation(
    values: ArrayLike, *, penalty: float, shortest: int = 1, length_weight: float = 0.0
) -> tuple[int, ...]:
    r"""Best division of a series where every change has a price.

    Parameters
    ----------
    values : array_like of float, shape (m,)
        One value for each point, in the order of time, on a scale on which the variance
        within the stretches is about 1.
    penalty : float
        Price of a change, 0 or more; customary is ``2 * log(m)``, and ``3 * log(m)`` with
        `length_weight` 1 (modified BIC).
    shortest : int, default 1
        How many points a stretch has at least.
    length_weight : float, default 0
        How much the logarithm of its length adds to the price of a stretch, 0 or more.

    Returns
    -------
    tuple of int
        The last point (from 0) of each stretch but the final one; empty without a change.

    Raises
    ------
    ValueError
        If there is no value, one is missing or infinite, or `penalty`, `shortest` or
        `length_weight` is out of range.

    Notes
    -----
    Smallest :math:`\sum (RSS_s + w \ln l_s) + j \cdot penalty` over all divisions, exact, in
    time :math:`m^2`. Standardising a series by its own standard deviation makes changes count
    for less than they are worth: with large changes take the variance from differences.

    References
    ----------
    .. [1] Jackson, B. et al. (2005). An algorithm for optimal partitioning of data on an
       interval. IEEE Signal Processing Letters 12(2), 105-108.
    .. [2] Zhang, N. R., Siegmund, D. O. (2007). A modified Bayes information criterion with
       applications to the analysis of comparative genomic hybridization data. Biometrics
       63(1), 22-32.

    Examples
    --------
    >>> penalised_segmentation([0, 1, 0, 1, 9, 8, 9, 8, 9], penalty=5)
    (3,)
    """
    x = refusals.finite_row(values, at_least=1)
    if not 1 <= shortest <= x.size:
        raise ValueError(f"shortest must be from 1 to the number of values, got {shortest}")
    if not 0 <= penalty < np.inf or not 0 <= length_weight < np.inf:
        raise ValueError("penalty and length_weight must be finite numbers of 0 or more")
    costs = _costs(x, shortest=shortest)
    lengths = np.arange(1, x.size + 1) - np.arange(x.size)[:, None]
    costs = costs + length_weight * np.log(np.maximum(lengths, 1))
    best, start = np.full(x.size + 1, np.inf), np.zeros(x.size + 1, int)
    best[0] = -penalty
    for end in range(1, x.size + 1):
        ways = best[:end] + costs[:end, end - 1] + penalty
        start[end] = ways.argmin()
        best[end] = ways[start[end]]
    last, end = [], int(start[x.size])
    while end > 0:
        last.append(end - 1)
        end = int(start[end])
    return tuple(reversed(last))


def _costs(x: Floats, *, shortest: int) -> Floats:
    """Sum of squares of the stretch from each point (line) to each other (column)."""
    centred = x - x.mean()
    sums, squares = (np.r_[0.0, np.cumsum(centred**power)] for power in (1, 2))
    length = np.arange(1, x.size + 1) - np.arange(x.size)[:, None]
    total, square = sums[1:] - sums[:-1, None], squares[1:] - squares[:-1, None]
    costs = square - total**2 / np.maximum(length, 1)
    return np.where(length >= shortest, np.maximum(costs, 0.0), np.inf)


def _walk_back(places: list[NDArray[np.intp]]) -> tuple[int, ...]:
    last, end = [], -1
    for place in reversed(places):
        end = int(place[end])
        last.append(end)
    return tuple(reversed(last))


def _segmentation(x: Floats, rss: float, last: tuple[int, ...]) -> Segmentation:
    m = x.size
    with np.errstate(divide="ignore"):
        bic = m * (np.log(2 * np.pi) + np.log(rss / m) + 1) + 2 * (len(last) + 1) * np.log(m)
    return Segmentation(last, rss, float(bic))
