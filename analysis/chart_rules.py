"""Rules that tell which points of a control chart ask for a cause.

Every rule has a name of its own that pages translate. All of them look at the distance of the
points from the centre line in standard deviations, in the order of time.
"""

from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis import binomial_distribution as binomial
from analysis import refusals

Points = NDArray[np.intp]


class Rule(StrEnum):
    """What a point or a series did that chance rarely does."""

    BEYOND_LIMITS = "beyond limits"
    TWO_OF_THREE_FAR = "two of three beyond two sigmas"
    FOUR_OF_FIVE_OFF = "four of five beyond one sigma"
    RUN_ON_ONE_SIDE = "run on one side of the centre"
    STEADY_TREND = "six in a row rising or falling"


class Signal(NamedTuple):
    """A rule that is broken, and the points (from 0) at which it is."""

    rule: Rule
    points: Points


class Runs(NamedTuple):
    """Anhøj's runs analysis: points off the centre line, and what chance allows."""

    useful: int
    longest_run: int
    longest_run_allowed: int
    crossings: int
    crossings_required: int

    @property
    def shifted(self) -> bool:
        """Whether the series has moved: a run too long, or too few crossings."""
        return (
            self.longest_run > self.longest_run_allowed or self.crossings < self.crossings_required
        )


def western_electric(
    distances: ArrayLike, *, run_length: int = 8, trend_length: int = 6
) -> list[Signal]:
    r"""Points that break one of the rules of Western Electric, or rise or fall too long.

    Parameters
    ----------
    distances : array_like of float, shape (m,)
        How far each point lies from the centre, in standard deviations of the chart.
    run_length : int, default 8
        How many points in a row on one side are a signal, at least 2.
    trend_length : int, default 6
        How many points in a row, each above (or below) the one before, are a signal; at
        least 3.

    Returns
    -------
    list of Signal
        The broken rules in the order of `Rule`, each with the points at which the pattern is
        complete, counted from 0. Empty where nothing is broken.

    Raises
    ------
    ValueError
        If there is no point, a distance is missing or infinite, or a length is too short.

    Notes
    -----
    One point beyond 3; two of three beyond 2 on the same side; four of five beyond 1 on the
    same side; eight in a row on one side; six in a row rising or falling. In the second and
    third rule the point itself must be beyond. The first four together raise a false alarm
    about once in 92 points instead of once in 370 [3]_: a signal asks for a look and is no
    verdict.

    References
    ----------
    .. [1] Western Electric (1956). Statistical Quality Control Handbook, pages 25-28.
    .. [2] Nelson, L. S. (1984). The Shewhart control chart: tests for special causes.
       Journal of Quality Technology 16(4), 237-239.
    .. [3] Champ, C. W., Woodall, W. H. (1987). Exact results for Shewhart control charts with
       supplementary runs rules. Technometrics 29(4), 393-399.

    Examples
    --------
    >>> for signal in western_electric([0.1, -0.4, 2.2, 0.3, 2.4, -0.2, 3.5]):
    ...     print(signal.rule, signal.points.tolist())
    beyond limits [6]
    two of three beyond two sigmas [4, 6]
    """
    z = refusals.finite_row(distances, at_least=1, name="distances")
    if not trend_length >= 3:
        raise ValueError("trend_length must be at least 3")
    found = {
        Rule.BEYOND_LIMITS: np.flatnonzero(np.abs(z) > 3),
        Rule.TWO_OF_THREE_FAR: _often(z, beyond=2, times=2, of=3),
        Rule.FOUR_OF_FIVE_OFF: _often(z, beyond=1, times=4, of=5),
        Rule.RUN_ON_ONE_SIDE: runs_on_one_side(z, length=run_length),
        Rule.STEADY_TREND: runs_on_one_side(np.diff(z), length=trend_length - 1) + 1
        if z.size > 1
        else np.empty(0, np.intp),
    }
    return [Signal(rule, points) for rule, points in found.items() if points.size]


def runs_on_one_side(distances: ArrayLike, *, length: int = 8) -> Points:
    r"""Points at which a run on one side of the centre line is long enough to be a signal.

    Parameters
    ----------
    distances : array_like of float, shape (m,)
        How far each point lies from the centre, in any unit; its sign is what counts.
    length : int, default 8
        From which point of a run on it is a signal, at least 2.

    Returns
    -------
    ndarray of int
        The points from the `length`-th of each such run on, counted from 0.

    Raises
    ------
    ValueError
        If there is no point, a distance is missing or infinite, or `length` is below 2.

    Notes
    -----
    A point on the centre line itself ends a run. Western Electric take eight points,
    some programs seven: chance makes a run of k points on one given side with
    :math:`2^{-k}`.

    References
    ----------
    .. [1] Western Electric (1956). Statistical Quality Control Handbook, page 26.

    Examples
    --------
    >>> runs_on_one_side([1, 1, 1, 1, -1, 0, -1, -1, -1], length=3).tolist()
    [2, 3, 8]
    """
    z = refusals.finite_row(distances, at_least=1, name="distances")
    if not length >= 2:
        raise ValueError("length must be at least 2")
    side = np.sign(z)
    starts = np.flatnonzero(np.r_[True, side[1:] != side[:-1]])
    place = np.arange(z.size) - np.repeat(starts, np.diff(np.r_[starts, z.size]))
    return np.flatnonzero((side != 0) & (place + 1 >= length))


def anhoej_runs(distances: ArrayLike) -> Runs:
    r"""Anhøj's runs analysis: has a series moved, whatever its spread?

    Parameters
    ----------
    distances : array_like of float, shape (m,)
        How far each point lies from the centre, in any unit; its sign is what counts.

    Returns
    -------
    Runs
        Numbers of points; the limits depend on how many points lie off the centre line.

    Raises
    ------
    ValueError
        If fewer than two points lie off the centre, or a distance is missing or infinite.

    Notes
    -----
    Points on the centre line are left out. With n others the longest run may be
    :math:`\log_2 n + 3` (rounded), and there must be at least as many crossings as the 5 %
    quantile of a binomial distribution with n - 1 trials and probability 1/2. Needs no
    normal distribution and no limits; below ten points it finds little.

    References
    ----------
    .. [1] Anhøj, J., Olesen, A. V. (2014). Run charts revisited: a simulation study of run
       chart rules for detection of non-random variation in health care processes. PLoS
       ONE 9(11), e113825.

    Examples
    --------
    >>> anhoej_runs([1, 2, -1, 1, 1, -2, -1, 0, 1, -1, 1, 1])
    Runs(useful=11, longest_run=2, longest_run_allowed=6, crossings=6, crossings_required=2)
    """
    z = refusals.finite_row(distances, at_least=1, name="distances")
    side = np.sign(z[z != 0])
    if not side.size >= 2:
        raise ValueError("distances must hold at least two points off the centre line")
    changes = np.flatnonzero(side[1:] != side[:-1]) + 1
    lengths = np.diff(np.r_[0, changes, side.size])
    return Runs(
        useful=side.size,
        longest_run=int(lengths.max()),
        longest_run_allowed=round(float(np.log2(side.size)) + 3),
        crossings=changes.size,
        crossings_required=int(binomial.quantile(0.05, side.size - 1, probability=0.5)),
    )


def _often(z: NDArray[np.float64], *, beyond: float, times: int, of: int) -> Points:
    """Points beyond a level, by which so many of the last few are, all on the same side."""
    hits = np.empty(0, np.intp)
    for off in (z > beyond, z < -beyond):
        last = np.convolve(off, np.ones(of))[: z.size]
        hits = np.r_[hits, np.flatnonzero(off & (last >= times))]
    return np.unique(hits)
