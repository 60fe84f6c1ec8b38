"""Labels of rows as numbers from 0, in the order of the labels."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
ROWS_AT_ONCE = 2**15
"""So few that what is made of them stays in the processor's cache."""


class Groups(NamedTuple):
    """`labels[codes]` are the labels that were given."""

    codes: Ints
    labels: NDArray[Any]


def grouped(given: ArrayLike, *, rows: int, name: str) -> Groups:
    """The groups of the rows; a missing label is refused."""
    labels = np.asarray(given)
    if labels.shape != (rows,):
        raise ValueError(f"{name} must hold one label for each of the {rows} rows")
    if labels.dtype == object and np.any(labels == np.array(None)):
        raise ValueError(f"{name} must not be missing")
    if not np.all(labels == labels):
        raise ValueError(f"{name} must not be missing")
    if np.issubdtype(labels.dtype, np.integer) and labels.min() >= 0 and labels.max() < 4 * rows:
        return _of_small_numbers(labels.astype(np.intp, copy=False))
    distinct, codes = np.unique(labels, return_inverse=True)
    return Groups(codes.astype(np.intp, copy=False), distinct)


def crossed(first: Ints, second: Ints, *, seconds: int) -> Groups:
    """The pairs that occur; a label is `first * seconds + second`."""
    return grouped(first * np.intp(seconds) + second, rows=first.size, name="groups")


def sums_by(codes: Ints, values: Floats, *, groups: int, weights: Floats | None = None) -> Floats:
    """The sum of the (weighted) rows of `values`, shape (n, k), in each group."""
    sums = np.zeros((groups, values.shape[1]))
    step = max(ROWS_AT_ONCE, groups)
    for start in range(0, codes.size, step):
        rows = slice(start, start + step)
        cells = codes[rows]
        part = np.ones(cells.size) if weights is None else weights[rows]
        belongs = sparse.csc_array((part, cells, np.arange(cells.size + 1)), (groups, cells.size))
        sums += belongs @ np.ascontiguousarray(values[rows])
    return sums


def _of_small_numbers(labels: Ints) -> Groups:
    """Without sorting: a million codes of groups are the usual case."""
    occurs = np.bincount(labels) > 0
    distinct = np.flatnonzero(occurs)
    if distinct.size == occurs.size:
        return Groups(labels, distinct)
    return Groups((np.cumsum(occurs) - 1)[labels], distinct)
