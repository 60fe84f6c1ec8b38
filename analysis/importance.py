"""Importance and performance: which questions to work on first."""

from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import rankdata

Floats = NDArray[np.float64]


class Quadrant(StrEnum):
    """Where a question stands; the values are stable codes, pages put them in words."""

    KEEP_UP = "keep_up"
    CONCENTRATE_HERE = "concentrate_here"
    POSSIBLE_OVERKILL = "possible_overkill"
    LOW_PRIORITY = "low_priority"


class Crosshair(NamedTuple):
    """Where the quadrants meet, in the units of performance and of importance."""

    performance: float
    importance: float


def mean_crosshair(performance: ArrayLike, importance: ArrayLike) -> Crosshair:
    r"""Quadrants that meet at the means.

    Parameters
    ----------
    performance : array_like of number, shape (k,)
        How each question is rated, in any unit; high is good.
    importance : array_like of number, shape (k,)
        What satisfaction has to do with it, for example a correlation.

    Returns
    -------
    Crosshair
        Both means.

    Raises
    ------
    ValueError
        If a value is missing or infinite, the shapes differ, or there is no question.

    Notes
    -----
    Relative to these questions: half of them will look weak, however good all are [1]_.

    References
    ----------
    .. [1] Martilla, J. A., James, J. C. (1977). Importance-performance analysis. Journal of
       Marketing 41(1), 77-79.

    Examples
    --------
    >>> mean_crosshair([4.0, 3.0, 3.5], [0.5, 0.75, 0.25]).importance
    0.5
    """
    p, i = _pairs(performance, importance)
    return Crosshair(float(p.mean()), float(i.mean()))


def median_crosshair(performance: ArrayLike, importance: ArrayLike) -> Crosshair:
    r"""Quadrants that meet at the medians: one outlying question does not move them.

    Parameters
    ----------
    performance, importance : array_like of number, shape (k,)
        As `mean_crosshair` takes them.

    Returns
    -------
    Crosshair
        Both medians.

    Raises
    ------
    ValueError
        As `mean_crosshair`.

    Notes
    -----
    With an even number of questions the mean of the two in the middle; see [1]_.

    References
    ----------
    .. [1] Martilla, J. A., James, J. C. (1977). Importance-performance analysis. Journal of
       Marketing 41(1), 77-79.

    Examples
    --------
    >>> median_crosshair([4.0, 3.0, 3.5], [0.5, 0.6, 0.1]).performance
    3.5
    """
    p, i = _pairs(performance, importance)
    return Crosshair(float(np.median(p)), float(np.median(i)))


def quadrants(performance: ArrayLike, importance: ArrayLike, *, at: Crosshair) -> list[Quadrant]:
    r"""The quadrant of each question.

    Parameters
    ----------
    performance, importance : array_like of number, shape (k,)
        As `mean_crosshair` takes them.
    at : Crosshair
        Where the quadrants meet; what lies on a line belongs to the higher side.

    Returns
    -------
    list of Quadrant
        One for each question.

    Raises
    ------
    ValueError
        As `mean_crosshair`.

    Notes
    -----
    Important and well rated: keep up; important and poorly rated: concentrate here;
    unimportant and well rated: possible overkill; else low priority [1]_.

    References
    ----------
    .. [1] Martilla, J. A., James, J. C. (1977). Importance-performance analysis. Journal of
       Marketing 41(1), 77-79.

    Examples
    --------
    >>> found = quadrants([4.0, 3.0], [0.5, 0.6], at=Crosshair(3.5, 0.4))
    >>> [str(place) for place in found]
    ['keep_up', 'concentrate_here']
    """
    p, i = _pairs(performance, importance)
    where = {
        (True, True): Quadrant.KEEP_UP,
        (True, False): Quadrant.CONCENTRATE_HERE,
        (False, True): Quadrant.POSSIBLE_OVERKILL,
        (False, False): Quadrant.LOW_PRIORITY,
    }
    return [
        where[bool(matters), bool(good)]
        for matters, good in zip(i >= at.importance, p >= at.performance, strict=True)
    ]


def gap_order(performance: ArrayLike, importance: ArrayLike) -> list[int]:
    r"""The questions in the order in which to work on them.

    Parameters
    ----------
    performance, importance : array_like of number, shape (k,)
        As `mean_crosshair` takes them.

    Returns
    -------
    list of int
        Places of the questions, counted from 0; the widest gap between how much a question
        matters and how well it is rated comes first.

    Raises
    ------
    ValueError
        As `mean_crosshair`.

    Notes
    -----
    Rank of importance minus rank of performance, both from the highest, equal values with
    their mean rank; equal gaps in the order of the questions. A plain reading of [1]_, made
    of ranks so that units do not matter.

    References
    ----------
    .. [1] Martilla, J. A., James, J. C. (1977). Importance-performance analysis. Journal of
       Marketing 41(1), 77-79.

    Examples
    --------
    >>> gap_order([4.0, 3.0, 3.5], [0.5, 0.6, 0.1])
    [1, 0, 2]
    """
    p, i = _pairs(performance, importance)
    gaps = rankdata(-i) - rankdata(-p)
    return [int(place) for place in np.argsort(gaps, kind="stable")]


def _pairs(performance: ArrayLike, importance: ArrayLike) -> tuple[Floats, Floats]:
    p, i = np.asarray(performance, float), np.asarray(importance, float)
    if p.ndim != 1 or p.shape != i.shape or not len(p):
        raise ValueError("performance and importance must hold one number for each question")
    if not (np.all(np.isfinite(p)) and np.all(np.isfinite(i))):
        raise ValueError("performance and importance must be finite")
    return p, i
