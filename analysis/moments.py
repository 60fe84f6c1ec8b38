"""Means and covariances: all that reliability, factors and drivers need to know of the answers."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis import refusals

Floats = NDArray[np.float64]
ROWS_AT_ONCE = 1 << 16
"""How many rows are centred at once, so that memory stays flat."""


@dataclass(frozen=True, eq=False)
class Moments:
    """How many rows, the mean of each column, and the covariances (divisor n - 1)."""

    n: int
    means: Floats
    covariance: Floats

    @property
    def deviations(self) -> Floats:
        """Standard deviations, shape (k,)."""
        return np.sqrt(np.diag(self.covariance))

    @property
    def correlation(self) -> Floats:
        """Pearson correlations, shape (k, k); without variance there is none: ValueError."""
        if not np.all(np.diag(self.covariance) > 0):
            raise ValueError("rows must vary in every column: one answered always the same")
        return self.covariance / np.outer(self.deviations, self.deviations)

    def part(self, columns: list[int]) -> "Moments":
        """The moments of some of the columns, in this order."""
        return Moments(self.n, self.means[columns], self.covariance[np.ix_(columns, columns)])


def moments(rows: ArrayLike, *, counts: ArrayLike | None = None) -> Moments:
    r"""Means and covariances of complete rows.

    Parameters
    ----------
    rows : array_like of number, shape (m, k)
        One row for each person, or for each pattern of answers; one column for each
        question. Nothing may be missing: leave incomplete rows out, or call it for the
        columns that are answered.
    counts : array_like of number, shape (m,), optional
        How many people gave each row; whole numbers. Without it each row counts once.

    Returns
    -------
    Moments
        In the units of `rows`; covariances with divisor n - 1.

    Raises
    ------
    ValueError
        If `rows` is not a table with at least one column, holds a missing or infinite
        value, or has fewer than 2 people; if `counts` are negative, fractional or do not
        fit.

    Notes
    -----
    Portions of the rows are summed around their own means and put together by the
    updating formulas of [1]_, so that memory does not grow with the rows and large means
    cost no digits.

    References
    ----------
    .. [1] Chan, T. F., Golub, G. H., LeVeque, R. J. (1983). Algorithms for computing the
       sample variance. The American Statistician 37(3), 242-247.

    Examples
    --------
    >>> found = moments([[1, 2], [3, 5], [5, 5]])
    >>> found.means.tolist(), found.covariance.tolist()
    ([3.0, 4.0], [[4.0, 3.0], [3.0, 3.0]])
    """
    x = np.asarray(rows)
    if x.ndim != 2 or x.shape[1] == 0:
        raise ValueError("rows must be a table with at least one column")
    if counts is None:
        return of_portions(x[at : at + ROWS_AT_ONCE] for at in range(0, len(x), ROWS_AT_ONCE))
    c = refusals.whole_counts(counts)
    if c.shape != (len(x),):
        raise ValueError("counts must hold one number for each of the rows")
    return _finished(_sums(x, c))


def of_portions(portions: Iterable[ArrayLike]) -> Moments:
    r"""Means and covariances of rows that arrive in portions.

    Parameters
    ----------
    portions : iterable of array_like of number, shape (any, k)
        Complete rows, a portion at a time; each is let go before the next is read.

    Returns
    -------
    Moments
        As `moments` of all the rows together.

    Raises
    ------
    ValueError
        If portions differ in their columns, hold a missing or infinite value, or have
        fewer than 2 rows together.

    Notes
    -----
    Bounded memory: one portion and k by k sums. See `moments` for the formula [1]_.

    References
    ----------
    .. [1] Chan, T. F., Golub, G. H., LeVeque, R. J. (1983). Algorithms for computing the
       sample variance. The American Statistician 37(3), 242-247.

    Examples
    --------
    >>> found = of_portions([[[1, 2], [3, 5]], [[5, 5]]])
    >>> found.n, found.covariance.tolist()
    (3, [[4.0, 3.0], [3.0, 3.0]])
    """
    together: _Sums | None = None
    for portion in portions:
        sums = _sums(np.asarray(portion), None)
        together = sums if together is None else together.and_(sums)
    if together is None:
        raise ValueError("rows must hold at least 2 people, got none")
    return _finished(together)


@dataclass(frozen=True, eq=False)
class _Sums:
    n: float
    means: Floats
    products: Floats
    """Sums of the products of deviations from the means."""

    def and_(self, other: "_Sums") -> "_Sums":
        if self.means.shape != other.means.shape:
            raise ValueError("portions must all have the same columns")
        n = self.n + other.n
        if not other.n or not self.n:
            return other if not self.n else self
        gap = other.means - self.means
        return _Sums(
            n,
            self.means + gap * (other.n / n),
            self.products + other.products + np.outer(gap, gap) * (self.n * other.n / n),
        )


def _sums(rows: NDArray[np.generic], counts: Floats | None) -> _Sums:
    x = rows.astype(float)
    if x.ndim != 2 or not np.all(np.isfinite(x)):
        raise ValueError("rows must be complete and finite: leave out rows with missing answers")
    n = float(len(x) if counts is None else counts.sum())
    if not n:
        return _Sums(0.0, np.zeros(x.shape[1]), np.zeros((x.shape[1], x.shape[1])))
    means = x.mean(axis=0) if counts is None else counts @ x / n
    x -= means
    weighted = x if counts is None else x * counts[:, None]
    return _Sums(n, means, weighted.T @ x)


def _finished(sums: _Sums) -> Moments:
    if sums.n < 2:
        raise ValueError(f"rows must hold at least 2 people, got {sums.n:.0f}")
    return Moments(int(sums.n), sums.means, sums.products / (sums.n - 1))
