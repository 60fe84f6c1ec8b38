"""Where each answer of a designed sample stands in the estimated population."""

import numpy as np
from numpy.typing import ArrayLike

from analysis import refusals
from analysis.design import Design, Floats


def population_ranks(
    design: Design, values: ArrayLike, *, answered: ArrayLike | None = None
) -> Floats:
    r"""The estimated share of the population below each value, ties counted half.

    Parameters
    ----------
    design : Design
        How the sample was drawn.
    values : array_like of number, shape (n,)
        What each row says; only the order matters.
    answered : array_like of bool, shape (n,), optional
        Which values count; the others may be missing.

    Returns
    -------
    ndarray, shape (n,)
        Between 0 and 1; NaN where a value does not count. Their weighted mean is one half.

    Raises
    ------
    ValueError
        If a value that counts is missing or infinite, none counts, or the shapes do not fit.

    Notes
    -----
    .. math:: \frac{\sum_{y_j < y_i} w_j + \tfrac12 \sum_{y_j = y_i} w_j}{\sum w_j}

    Whatever order the rows are in. `row_order_ranks` are those of R's survey package, which
    differ where rows with the same value have different weights.

    References
    ----------
    .. [1] Lumley, T., Scott, A. J. (2013). Two-sample rank tests under complex sampling.
       Biometrika 100(4), 831-842.

    Examples
    --------
    >>> from analysis.design import sampling_design
    >>> population_ranks(sampling_design([1, 1, 2]), [3, 3, 5])
    array([0.25, 0.25, 0.75])
    """
    y, counts = refusals.counted(values, answered, rows=design.weights.size)
    rows = counts[:, 0]
    _, tie = np.unique(y[rows, 0], return_inverse=True)
    weights = np.bincount(tie, weights=design.weights[rows])
    below = np.cumsum(weights) - weights / 2
    ranks = np.full(rows.size, np.nan)
    ranks[rows] = below[tie] / weights.sum()
    return ranks


def row_order_ranks(
    design: Design, values: ArrayLike, *, answered: ArrayLike | None = None
) -> Floats:
    r"""Ranks as R's survey package has them, for comparing with its results.

    Parameters
    ----------
    design : Design
        How the sample was drawn.
    values : array_like of number, shape (n,)
        What each row says; only the order matters.
    answered : array_like of bool, shape (n,), optional
        Which values count; the others may be missing.

    Returns
    -------
    ndarray, shape (n,)
        Between 0 and 1; NaN where a value does not count.

    Raises
    ------
    ValueError
        If a value that counts is missing or infinite, none counts, or the shapes do not fit.

    Notes
    -----
    Rows are sorted by value, those with the same value as they come; the middle of each row's
    weight in the running sum is averaged over the rows with that value, each counted once.
    Where such rows have different weights the result depends on the order they come in:
    report `population_ranks`.

    References
    ----------
    .. [1] Lumley, T. (2010). Complex Surveys, Wiley; R package survey, `svyranktest`.

    Examples
    --------
    >>> from analysis.design import sampling_design
    >>> row_order_ranks(sampling_design([1, 1, 2]), [3, 3, 5])
    array([0.25, 0.25, 0.75])
    """
    y, counts = refusals.counted(values, answered, rows=design.weights.size)
    rows = np.flatnonzero(counts[:, 0])
    order = rows[np.argsort(y[rows, 0], kind="stable")]
    weights = design.weights[order]
    _, tie = np.unique(y[order, 0], return_inverse=True)
    middles = np.bincount(tie, weights=np.cumsum(weights) - weights / 2) / np.bincount(tie)
    ranks = np.full(design.weights.size, np.nan)
    ranks[order] = middles[tie] / weights.sum()
    return ranks
