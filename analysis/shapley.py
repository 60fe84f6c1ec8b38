"""Shapley shares of R squared: what each driver adds, whatever the order they are looked at."""

from itertools import combinations
from math import comb

import numpy as np
from numpy.typing import NDArray

from analysis.drivers import regression
from analysis.moments import Moments

Floats = NDArray[np.float64]
MOST_DRIVERS = 16
"""Shapley shares look at all 2^p sets of p drivers."""


def lmg_shares(answers: Moments) -> Floats:
    r"""LMG (Shapley) shares: a driver's gain in R squared, averaged over all orders.

    Parameters
    ----------
    answers : Moments
        As `analysis.drivers.regression` takes them, with at most 16 drivers.

    Returns
    -------
    ndarray, shape (p,)
        At least 0; they add up to R squared.

    Raises
    ------
    ValueError
        As `analysis.drivers.regression`; also with more than 16 drivers.

    Notes
    -----
    .. math::

        \sum_{S \not\ni j} \frac{|S|!\,(p - |S| - 1)!}{p!}
          \bigl[R^2(S \cup j) - R^2(S)\bigr]

    References
    ----------
    .. [1] Lindeman, R. H., Merenda, P. F., Gold, R. Z. (1980). Introduction to bivariate and
       multivariate analysis, 119 ff. Scott, Foresman.
    .. [2] Groemping, U. (2006). Relative importance for linear regression in R. Journal of
       Statistical Software 17(1), 1-27.

    Examples
    --------
    >>> from analysis.moments import moments
    >>> rows = [[1, 1, 2], [2, 2, 1], [2, 3, 3], [4, 4, 2], [5, 4, 5]]
    >>> lmg_shares(moments(rows)).round(3).tolist()
    [0.623, 0.233]
    """
    p = len(answers.means) - 1
    if p > MOST_DRIVERS:
        raise ValueError(f"answers must hold at most {MOST_DRIVERS} drivers, got {p}")
    regression(answers)  # refuses what has no shares
    explained = _explained(answers.correlation[1:, 1:], answers.correlation[1:, 0])
    masks = np.arange(1 << p)
    sizes = np.array([mask.bit_count() for mask in range(1 << p)])
    weight = np.array([1 / (p * comb(p - 1, size)) if size < p else 0 for size in range(p + 1)])
    without = [masks[masks & (1 << j) == 0] for j in range(p)]
    return np.array(
        [
            weight[sizes[sets]] @ (explained[sets | (1 << j)] - explained[sets])
            for j, sets in enumerate(without)
        ]
    )


def _explained(r: Floats, y: Floats) -> Floats:
    """R squared of every set of drivers, indexed by the bits of the set."""
    p = len(y)
    explained = np.zeros(1 << p)
    for size in range(1, p + 1):
        sets = np.array(list(combinations(range(p), size)))
        solved = np.linalg.solve(r[sets[:, :, None], sets[:, None, :]], y[sets][..., None])
        explained[(1 << sets).sum(axis=1)] = (solved[..., 0] * y[sets]).sum(axis=1)
    return explained
