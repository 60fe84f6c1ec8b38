"""Rotations of factors: the same factors, turned until each question belongs to few of them."""

from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
MOST_TURNS = 20_000
SMALLEST_ANGLE = 1e-13
FLAT, NEARLY_FLAT = 1e-9, 1e-5
"""Slopes: where the search ends, and what it may end with where digits do not allow more."""
SMALLEST_STEP = 1e-12


class Oblique(NamedTuple):
    """Loadings, shape (k, f), and correlations of factors that may correlate, shape (f, f)."""

    loadings: Floats
    correlation: Floats


def ordered(loadings: ArrayLike) -> Floats:
    r"""Factors in the order of what they explain, each with a positive sum of loadings.

    Parameters
    ----------
    loadings : array_like of number, shape (k, f)
        Rotated or not.

    Returns
    -------
    ndarray, shape (k, f)
        The same columns, ordered and signed.

    Raises
    ------
    ValueError
        If `loadings` is not a table of finite numbers.

    Notes
    -----
    Order and sign of factors mean nothing [1]_; fixing them makes two programs comparable.

    References
    ----------
    .. [1] Harman, H. H. (1976). Modern factor analysis, 3rd ed., section 2.6.

    Examples
    --------
    >>> ordered([[0.1, -0.8], [0.2, -0.7]]).tolist()
    [[0.8, 0.1], [0.7, 0.2]]
    """
    a = _table(loadings)
    a = a[:, np.argsort(-(a**2).sum(axis=0), kind="stable")]
    return a * np.where(a.sum(axis=0) < 0, -1.0, 1.0)


def varimax(loadings: ArrayLike) -> Floats:
    r"""Kaiser's varimax with normalised rows.

    Parameters
    ----------
    loadings : array_like of number, shape (k, f)
        Unrotated; every question must load somewhere.

    Returns
    -------
    ndarray, shape (k, f)
        Uncorrelated factors.

    Raises
    ------
    ValueError
        If `loadings` is not a table of finite numbers, a question loads nowhere, or the
        rotation does not settle.

    Notes
    -----
    Maximised is the variance of the squared loadings, each row first brought to length one
    [1]_, by turning two factors at a time to their best angle until none turns any more.

    References
    ----------
    .. [1] Kaiser, H. F. (1958). The varimax criterion for analytic rotation in factor
       analysis. Psychometrika 23(3), 187-200.

    Examples
    --------
    >>> np.abs(varimax([[0.7, 0.7], [0.6, 0.6], [0.6, -0.6]])).round(2).tolist()
    [[0.99, 0.0], [0.85, 0.0], [0.0, 0.85]]
    """
    a = _table(loadings)
    lengths = np.sqrt((a**2).sum(axis=1))
    if not np.all(lengths > 0):
        raise ValueError("loadings must not be 0 throughout for a question")
    x = a / lengths[:, None]
    for _ in range(MOST_TURNS):
        angles = [_turn_pair(x, i, j) for i, j in combinations(range(a.shape[1]), 2)]
        if not any(abs(angle) > SMALLEST_ANGLE for angle in angles):
            return x * lengths[:, None]
    raise ValueError("loadings do not settle in a varimax rotation")


def _turn_pair(x: Floats, i: int, j: int) -> float:
    """Turn two factors to where the criterion is highest; by which angle, in radians."""
    real, imaginary = x[:, i] ** 2 - x[:, j] ** 2, 2 * x[:, i] * x[:, j]
    a, b, k = real.sum(), imaginary.sum(), len(x)
    sine = 2 * (real @ imaginary - a * b / k)
    cosine = real @ real - imaginary @ imaginary - (a**2 - b**2) / k
    angle = float(np.arctan2(sine, cosine)) / 4 if np.hypot(sine, cosine) > SMALLEST_ANGLE else 0.0
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    x[:, [i, j]] = x[:, [i, j]] @ turn
    return angle


def promax(loadings: ArrayLike, *, power: int = 4) -> Oblique:
    r"""Promax: correlated factors from a varimax rotation.

    Parameters
    ----------
    loadings : array_like of number, shape (k, f)
        After `varimax`.
    power : int, default 4
        How strongly small loadings are driven to zero, at least 2.

    Returns
    -------
    Oblique
        Pattern loadings and the correlations of the factors.

    Raises
    ------
    ValueError
        If `loadings` is not a table of finite numbers, factors repeat each other, or
        `power` is below 2.

    Notes
    -----
    Least squares of the target :math:`|a|^{power} \operatorname{sign} a` on the loadings,
    columns brought to factors of variance one [1]_.

    References
    ----------
    .. [1] Hendrickson, A. E., White, P. O. (1964). Promax: a quick method for rotation to
       oblique simple structure. British Journal of Statistical Psychology 17(1), 65-70.

    Examples
    --------
    >>> found = promax(varimax([[0.8, 0.3], [0.7, 0.3], [0.5, -0.6], [0.4, -0.5]]))
    >>> found.correlation.round(2).tolist()
    [[1.0, -0.29], [-0.29, 1.0]]
    """
    a = _table(loadings)
    if not power >= 2:
        raise ValueError(f"power must be at least 2, got {power}")
    turn = np.linalg.lstsq(a, a * np.abs(a) ** (power - 1))[0]
    if not np.linalg.cond(turn) < 1e12:
        raise ValueError("loadings must be of factors that differ")
    turn = turn * np.sqrt(np.diag(np.linalg.inv(turn.T @ turn)))
    back = np.linalg.inv(turn)
    return Oblique(np.asarray(a @ turn), np.asarray(back @ back.T))


def oblimin(loadings: ArrayLike) -> Oblique:
    r"""Direct oblimin with gamma 0 (quartimin): correlated factors, simple loadings.

    Parameters
    ----------
    loadings : array_like of number, shape (k, f)
        Unrotated.

    Returns
    -------
    Oblique
        Pattern loadings and the correlations of the factors.

    Raises
    ------
    ValueError
        If `loadings` is not a table of finite numbers, or the rotation does not settle.

    Notes
    -----
    Minimised is the sum over pairs of factors of the products of squared loadings, by
    projected gradients [1]_, rows as they are; from the loadings as they come and from their
    varimax rotation, whichever ends lower.

    References
    ----------
    .. [1] Jennrich, R. I. (2002). A simple general method for oblique rotation.
       Psychometrika 67(1), 7-19.

    Examples
    --------
    >>> found = oblimin([[0.8, 0.3], [0.7, 0.3], [0.5, -0.6], [0.4, -0.5]])
    >>> np.abs(found.loadings).round(1).tolist()
    [[0.8, 0.0], [0.8, 0.0], [0.0, 0.8], [0.0, 0.6]]
    """
    a = _table(loadings)
    upright = np.asarray(np.linalg.lstsq(a, varimax(a))[0], float)
    found = [_descended(a, start) for start in (np.eye(a.shape[1]), upright)]
    turn = min(found, key=lambda turn: _quartimin(a, turn)[0])
    return Oblique(a @ np.linalg.inv(turn).T, turn.T @ turn)


def _descended(a: Floats, turn: Floats) -> Floats:
    """Down the slope from this turn, to where it is level."""
    step = 1.0
    value, slope = _quartimin(a, turn)
    for _ in range(MOST_TURNS):
        along = slope - turn * (turn * slope).sum(axis=0)
        size = float(np.sqrt((along**2).sum()))
        step *= 2
        while size >= FLAT and step > SMALLEST_STEP:
            tried = turn - step * along
            tried = tried / np.sqrt((tried**2).sum(axis=0))
            new, new_slope = _quartimin(a, tried)
            if new < value - 0.5 * size**2 * step:
                break
            step /= 2
        else:
            break
        turn, value, slope = tried, new, new_slope
    if size > NEARLY_FLAT:
        raise ValueError("loadings do not settle in an oblimin rotation")
    return turn


def _quartimin(a: Floats, turn: Floats) -> tuple[float, Floats]:
    """The criterion, and its slope in the matrix that turns the factors."""
    back = np.linalg.inv(turn)
    rotated = a @ back.T
    squared = rotated**2
    others = squared.sum(axis=1, keepdims=True) - squared
    slope = -(rotated.T @ (rotated * others) @ back).T
    return float((squared * others).sum() / 4), slope


def _table(loadings: ArrayLike) -> Floats:
    a = np.asarray(loadings, float)
    if a.ndim != 2 or not a.size or not np.all(np.isfinite(a)):
        raise ValueError("loadings must be a table of finite numbers")
    return a
