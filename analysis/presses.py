"""Ratings given too fast to be read, or one upon the other at one device."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis import refusals

Floats = NDArray[np.float64]
NORMAL_MAD = 1.4826
"""Makes the median absolute deviation of normal values their standard deviation."""


class Speeds(NamedTuple):
    """How fast each questionnaire was answered.

    `relative` is 2 for who took half of the `median` time. `log_distance` counts robust
    standard deviations (`log_mad`) of the logarithms from their median; fast is negative.
    """

    median: float
    relative: Floats
    log_mad: float
    log_distance: Floats


def speeds(seconds: ArrayLike) -> Speeds:
    r"""How fast each person answered, next to the others.

    Parameters
    ----------
    seconds : array_like of float, shape (n,)
        How long each took, above 0.

    Returns
    -------
    Speeds
        `median` in seconds, the others without unit.

    Raises
    ------
    ValueError
        If there is nobody, a time is missing, infinite or not above 0, or half of all took
        equally long, so that there is no measure of spread.

    Notes
    -----
    .. math::

        \frac{\mathrm{med}(t)}{t_i}, \quad
        \frac{\ln t_i - \mathrm{med}(\ln t)}{1.4826 \, \mathrm{med}|\ln t - \mathrm{med}(\ln t)|}

    Customary signs of speeding are a relative speed above 1.75 or 2, less than two seconds a
    question, and a distance below -2.5. Only times on one questionnaire compare.

    References
    ----------
    .. [1] Leiner, D. J. (2019). Too fast, too straight, too weird: non-reactive indicators for
       meaningless data in internet surveys. Survey Research Methods 13(3), 229-248.
    .. [2] Greszki, R., Meyer, M., Schoen, H. (2015). Exploring the effects of removing "too
       fast" responses. Public Opinion Quarterly 79(2), 471-503.

    Examples
    --------
    >>> found = speeds([60, 55, 70, 65, 15])
    >>> found.median, found.relative.round(2).tolist(), found.log_distance.round(1).tolist()
    (60.0, [1.0, 1.09, 0.86, 0.92, 4.0], [0.0, -0.7, 1.2, 0.6, -10.7])
    """
    t = refusals.finite_row(seconds, at_least=1, name="seconds")
    if not np.all(t > 0):
        raise ValueError("seconds must be above 0")
    median, logs = float(np.median(t)), np.log(t)
    middle = np.median(logs)
    spread = NORMAL_MAD * float(np.median(np.abs(logs - middle)))
    if not spread > 0:
        raise ValueError("seconds must vary: half of them are equal")
    return Speeds(median, median / t, spread, (logs - middle) / spread)


def press_bursts(
    devices: ArrayLike, seconds: ArrayLike, *, gap: float, at_least: int
) -> list[NDArray[np.intp]]:
    r"""Runs of presses on one device that follow each other too closely.

    Parameters
    ----------
    devices : array_like, shape (n,)
        On which device each press was made.
    seconds : array_like of float, shape (n,)
        When, on one clock; need not be sorted. Of equal times the earlier row comes first.
    gap : float
        Up to how many seconds after the one before a press belongs to its run, 0 or more.
    at_least : int
        How many presses make a run worth looking at, at least 2.

    Returns
    -------
    list of ndarray of int
        The rows of each run (from 0) in the order of time, runs by device and time.

    Raises
    ------
    ValueError
        If a time is missing or infinite, there is not one device for each, or `gap` or
        `at_least` is out of range.

    Notes
    -----
    A run goes on however long it lasts as long as no gap is longer. Families at a kiosk press
    one after the other too: ask for more presses than they have hands.

    References
    ----------
    .. [1] Leiner, D. J. (2019), as for `speeds`.

    Examples
    --------
    >>> runs = press_bursts(["a", "b", "a", "a", "b"], [0, 1, 4, 9, 60], gap=5, at_least=3)
    >>> [run.tolist() for run in runs]
    [[0, 2, 3]]
    """
    t = refusals.finite_row(seconds, at_least=1, name="seconds")
    labels = np.asarray(devices)
    if labels.shape != t.shape:
        raise ValueError("devices must hold one device for each press")
    if not 0 <= gap < np.inf:
        raise ValueError(f"gap must be a finite number of 0 or more, got {gap}")
    if not at_least >= 2:
        raise ValueError(f"at_least must be 2 or more, got {at_least}")
    _, device = np.unique(labels, return_inverse=True)
    order = np.lexsort((t, device))
    apart = (np.diff(device[order]) != 0) | (np.diff(t[order]) > gap)
    runs = np.split(order, np.flatnonzero(apart) + 1)
    return [run for run in runs if run.size >= at_least]
