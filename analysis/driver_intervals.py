"""How sure it is what satisfaction hangs on: intervals of relative weights by resampling."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis import refusals
from analysis.drivers import relative_weights
from analysis.intervals import Interval
from analysis.moments import Moments, moments

Floats = NDArray[np.float64]


def relative_weight_intervals(
    rows: ArrayLike,
    *,
    counts: ArrayLike,
    rng: np.random.Generator,
    draws: int = 1000,
    confidence: float = 0.95,
) -> Interval:
    r"""Bootstrap intervals of the relative weights' shares of the whole.

    Parameters
    ----------
    rows : array_like of number, shape (m, 1 + p)
        Patterns of answers, complete: the outcome first, then the drivers.
    counts : array_like of number, shape (m,)
        How many people gave each pattern; whole numbers.
    rng : numpy.random.Generator
        Where chance comes from; the same state gives the same limits.
    draws : int, default 1000
        How many samples are drawn, at least 100.
    confidence : float, default 0.95
        Coverage, strictly between 0 and 1.

    Returns
    -------
    Interval
        Arrays of shape (p,): shares of R squared in [0, 1] that add up to 1.

    Raises
    ------
    ValueError
        As `analysis.drivers.regression`; if `draws` is below 100, `confidence` is not in
        (0, 1), or so few people answered that a drawn sample has a column without variance.

    Notes
    -----
    People are drawn with replacement: the counts of the patterns are multinomial, so a
    sample costs as much as there are patterns, not people. Limits are percentiles [1]_.
    Weights cannot fall below 0, so an interval near 0 does not prove an influence.

    References
    ----------
    .. [1] Tonidandel, S., LeBreton, J. M., Johnson, J. W. (2009). Determining the statistical
       significance of relative weights. Psychological Methods 14(4), 387-399.

    Examples
    --------
    >>> rows = [[1, 1, 2], [2, 2, 1], [2, 3, 3], [4, 4, 2], [5, 4, 5]]
    >>> rng = np.random.default_rng(1)
    >>> found = relative_weight_intervals(rows, counts=[9, 12, 10, 8, 11], rng=rng)
    >>> found.estimate.round(2).tolist(), bool((found.lower < found.estimate).all())
    ([0.69, 0.31], True)
    """
    refusals.check_confidence(confidence)
    if not draws >= 100:
        raise ValueError(f"draws must be at least 100, got {draws}")
    estimate = _shares(moments(rows, counts=counts))
    c = np.asarray(counts, float)
    n = int(c.sum())
    drawn = rng.multinomial(n, c / n, size=draws)
    samples = np.array([_shares(moments(rows, counts=sample)) for sample in drawn])
    tail = (1 - confidence) / 2
    lower, upper = np.quantile(samples, [tail, 1 - tail], axis=0)
    return Interval(np.minimum(lower, estimate), estimate, np.maximum(upper, estimate))


def _shares(answers: Moments) -> Floats:
    weights = relative_weights(answers)
    return np.asarray(weights / weights.sum())
