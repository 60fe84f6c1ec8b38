"""Which cells of a table of counts must be left out so that small ones cannot be worked out."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis import refusals
from analysis.disclosure import SAME, Bounds, cell_bounds

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


class Suppression(NamedTuple):
    """What is left out of a table with its margins, and what a reader still knows of it.

    All have the shape of the table with a last line and a last column of sums.
    """

    counts: Floats
    primary: Mask
    suppressed: Mask
    bounds: Bounds


def small_cells(counts: ArrayLike, *, below: int) -> Mask:
    r"""Which counts are too small to be shown (primary suppression).

    Parameters
    ----------
    counts : array_like of number, shape (...)
        Whole numbers of 0 or more.
    below : int
        The smallest count that may be shown, at least 2. Zeros are shown.

    Returns
    -------
    ndarray of bool, shape (...)
        True for counts from 1 to ``below - 1``.

    Raises
    ------
    ValueError
        If a count is negative, fractional or missing, or `below` is less than 2.

    Notes
    -----
    That nobody is in a cell says nothing about a person in it; where it says something about
    a group (nobody was satisfied), the table is too fine.

    References
    ----------
    .. [1] Hundepool, A. et al. (2012). Statistical Disclosure Control. Wiley, section 4.2.

    Examples
    --------
    >>> small_cells([0, 1, 4, 5], below=5).tolist()
    [False, True, True, False]
    """
    c = refusals.whole_counts(counts)
    if not below >= 2:
        raise ValueError(f"below must be at least 2, got {below}")
    return np.asarray((c > 0) & (c < below))


def audit(counts: ArrayLike, suppressed: ArrayLike) -> Bounds:
    r"""Between which values a reader can place the cells that are left out of a table.

    Parameters
    ----------
    counts : array_like of number, shape (r, c)
        The inner cells, whole numbers of 0 or more.
    suppressed : array_like of bool, shape (r, c) or (r + 1, c + 1)
        What is left out; with a last line and column where margins are left out too.

    Returns
    -------
    Bounds of arrays, shape (r + 1, c + 1)
        With the margins; cells that are shown have their count twice.

    Raises
    ------
    ValueError
        If a count is negative, fractional or missing, or the shapes do not fit.

    Notes
    -----
    Linear programming over all tables of counts of 0 or more that agree with everything
    that is shown. `exact` is true for shown cells too: look at it where cells are left out.

    References
    ----------
    .. [1] Hundepool, A. et al. (2012), as for `small_cells`, section 4.3.

    Examples
    --------
    >>> bounds = audit([[3, 9], [8, 7]], [[True, True], [True, True]])
    >>> bounds.lower[0].tolist(), bounds.upper[0].tolist()
    ([0.0, 1.0, 12.0], [11.0, 12.0, 12.0])
    """
    c = _table(counts)
    hidden = np.asarray(suppressed)
    if hidden.dtype != np.bool_:
        raise ValueError("suppressed must hold truth values")
    if hidden.shape == c.shape:
        hidden = np.pad(hidden, ((0, 1), (0, 1)))
    if hidden.shape != (c.shape[0] + 1, c.shape[1] + 1):
        raise ValueError("suppressed must have the shape of counts, with or without margins")
    sums = _sums(*c.shape)
    lower = upper = sums @ c.ravel()
    lower, upper, left = lower.copy(), upper.copy(), hidden.ravel()
    if left.any():
        shown = ~left
        found = cell_bounds(sums[shown], (sums @ c.ravel())[shown], asked=sums[left])
        lower[left], upper[left] = found
    return Bounds(lower.reshape(hidden.shape), upper.reshape(hidden.shape))


def suppress(counts: ArrayLike, *, below: int) -> Suppression:
    r"""Leaves out small cells of a table with margins, and others so that none can be had.

    Parameters
    ----------
    counts : array_like of number, shape (r, c)
        The inner cells, whole numbers of 0 or more.
    below : int
        The smallest count that may be shown, at least 2. Zeros are shown.

    Returns
    -------
    Suppression
        With the margins; `bounds` are those of `audit`, and no cell that is left out is exact.

    Raises
    ------
    ValueError
        If a count is negative, fractional or missing, there is no cell, or `below` is less
        than 2.

    Notes
    -----
    Cells are taken from the most to the least wanted (zeros, then large before small, and
    sums of many cells first among equals); one is shown unless some small cell would follow
    from what is shown by adding and subtracting [1]_. That counts are never negative gives
    nothing more away: every zero is shown (sums of zeros are zero, no small cell follows from
    them), so all cells that are left out hold at least 1 and can move both ways. The result
    need not be the smallest possible. It protects from readers who know nothing else; who is
    alone in a cell knows that cell.

    References
    ----------
    .. [1] Langsrud, Ø. (2024). Secondary cell suppression by Gaussian elimination: an
       algorithm suitable for handling issues with zeros and singletons. Privacy in
       Statistical Databases, LNCS 14915.

    Examples
    --------
    >>> found = suppress([[20, 3, 17], [11, 12, 30], [25, 8, 9]], below=5)
    >>> found.suppressed[:3, :3].astype(int).tolist()
    [[0, 1, 1], [0, 0, 0], [0, 1, 1]]
    """
    c = _table(counts)
    sums = _sums(*c.shape)
    totals = sums @ c.ravel()
    primary = small_cells(totals, below=below)
    left = primary | ~_shown(sums, totals, primary)
    shape = (c.shape[0] + 1, c.shape[1] + 1)
    bounds = audit(c, left.reshape(shape))
    return Suppression(totals.reshape(shape), primary.reshape(shape), left.reshape(shape), bounds)


def _table(counts: ArrayLike) -> Floats:
    c = refusals.whole_counts(counts)
    if c.ndim != 2 or c.shape[0] == 0:
        raise ValueError("counts must be a table with lines and columns")
    return c


def _sums(lines: int, columns: int) -> Floats:
    """Which inner cells each cell of the table with margins adds up."""
    down, along = (np.vstack([np.eye(n), np.ones(n)]) for n in (lines, columns))
    return np.asarray(np.kron(down, along), float)


def _shown(sums: Floats, totals: Floats, primary: Mask) -> Mask:
    """What can be shown without a primary cell following by adding and subtracting."""
    shown = np.zeros(totals.size, bool)
    basis = np.zeros((0, sums.shape[1]))
    open_parts = sums[primary]
    for cell in _most_wanted_first(sums, totals):
        if primary[cell]:
            continue
        new = sums[cell] - basis.T @ (basis @ sums[cell])
        if (size := np.linalg.norm(new)) > SAME:
            new = new / size
            rest = open_parts - np.outer(open_parts @ new, new)
            if np.any(np.linalg.norm(rest, axis=1) <= SAME):
                continue
            basis, open_parts = np.vstack([basis, new]), rest
        shown[cell] = True
    return shown


def _most_wanted_first(sums: Floats, totals: Floats) -> NDArray[np.intp]:
    of_many = sums @ (sums.T @ (totals + 1))
    order = totals + 1 + 0.99 * of_many / of_many.max()
    order = np.where(totals == 0, order.max() + order, order)
    return np.argsort(-order, kind="stable")
