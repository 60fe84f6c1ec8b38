"""What a reader of published sums can work out about the cells behind them."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import linalg, optimize

Floats = NDArray[np.float64]
SAME = 1e-6
"""Two bounds that are nearer than this are one."""


class Bounds(NamedTuple):
    """Between which values each cell must lie; infinite where nothing holds it."""

    lower: Floats
    upper: Floats

    @property
    def exact(self) -> NDArray[np.bool_]:
        """Which cells are known: a single whole number lies between the bounds."""
        return np.asarray(np.floor(self.upper + SAME) <= np.ceil(self.lower - SAME))


def identified_cells(sums: ArrayLike) -> NDArray[np.bool_]:
    r"""Which cells follow from the published sums by adding and subtracting alone.

    Parameters
    ----------
    sums : array_like of number, shape (s, k)
        One line for each published sum, with 1 for the cells in it and 0 for the others.

    Returns
    -------
    ndarray of bool, shape (k,)
        Whether each cell is fixed, whatever the sums are.

    Raises
    ------
    ValueError
        If `sums` is no matrix of finite numbers with at least one cell.

    Notes
    -----
    A cell is fixed if no direction in the null space of the matrix moves it. That counts are
    never negative tells a reader more still: see `cell_bounds`.

    References
    ----------
    .. [1] Hundepool, A. et al. (2012). Statistical Disclosure Control. Wiley, chapter 4.

    Examples
    --------
    >>> identified_cells([[1, 1, 1], [1, 1, 0]]).tolist()
    [False, False, True]
    """
    a = _matrix(sums)
    free = linalg.null_space(a)
    return np.asarray(np.abs(free).sum(axis=1) < SAME)


def cell_bounds(sums: ArrayLike, totals: ArrayLike, *, asked: ArrayLike | None = None) -> Bounds:
    r"""Between which values cells must lie, given published sums of them.

    Parameters
    ----------
    sums : array_like of number, shape (s, k)
        One line for each published sum, with 1 for the cells in it and 0 for the others.
    totals : array_like of number, shape (s,)
        What each sum is.
    asked : array_like of number, shape (q, k), optional
        The sums of cells whose bounds are wanted, as lines; each single cell if left out.

    Returns
    -------
    Bounds of arrays, shape (k,) or (q,)
        In the unit of the cells.

    Raises
    ------
    ValueError
        If the shapes do not fit, a number is missing or infinite, or no cells of 0 or more
        add up to the totals.

    Notes
    -----
    The smallest and the largest value of each by linear programming, where cells are 0 or
    more. In tables with two dimensions the bounds are whole numbers that can be reached; in
    others the true ones may be narrower.

    References
    ----------
    .. [1] Hundepool, A. et al. (2012), as for `identified_cells`.
    .. [2] Huangfu, Q., Hall, J. A. J. (2018). Parallelizing the dual revised simplex method.
       Mathematical Programming Computation 10(1), 119-142, for the solver.

    Examples
    --------
    >>> bounds = cell_bounds([[1, 1, 1], [1, 1, 0]], [40, 37])
    >>> bounds.lower.tolist(), bounds.upper.tolist(), bounds.exact.tolist()
    ([0.0, 0.0, 3.0], [37.0, 37.0, 3.0], [False, False, True])
    """
    a, b = _matrix(sums), np.asarray(totals, float)
    if b.shape != a.shape[:1] or not np.all(np.isfinite(b)):
        raise ValueError("totals must hold one finite number for each of the sums")
    lines = np.eye(a.shape[1]) if asked is None else _matrix(asked)
    lower = [_smallest(line, a, b) for line in lines]
    upper = [-_smallest(-line, a, b) for line in lines]
    return Bounds(np.array(lower), np.array(upper))


def _smallest(line: Floats, a: Floats, b: Floats) -> float:
    found = optimize.linprog(line, A_eq=a, b_eq=b, bounds=(0, None), method="highs")
    if found.status == 3:
        return -np.inf
    if found.status != 0 or found.fun is None:
        raise ValueError("totals must be sums of cells of 0 or more: there are no such cells")
    return float(found.fun)


def _matrix(sums: ArrayLike) -> Floats:
    a = np.asarray(sums, float)
    if a.ndim != 2 or a.shape[1] == 0 or not np.all(np.isfinite(a)):
        raise ValueError("sums must be lines of finite numbers, one for each cell")
    return a
