"""Does a person answer alike what is meant alike? NaN is an answer that was left out."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis import refusals

Floats = NDArray[np.float64]
LEAST_PAIRS = 3
"""A correlation over fewer pairs of answers says nothing."""
FLAT = 1e-12
"""A spread below this part of the values comes from rounding."""


def even_odd_inconsistency(answers: ArrayLike, sizes: Sequence[int]) -> Floats:
    r"""How little the even questions of each scale agree with the odd ones.

    Parameters
    ----------
    answers : array_like of float, shape (n, k)
        One row for each person, the questions of a scale side by side; NaN for no answer.
    sizes : sequence of int
        How many questions each scale has; k together.

    Returns
    -------
    ndarray of shape (n,)
        From -1 (consistent) to 1; NaN where one of the halves does not vary over the scales.

    Raises
    ------
    ValueError
        If there is no row, an answer is infinite, or `sizes` does not add up to k.

    Notes
    -----
    The correlation r, over the scales, of the mean of the odd with that of the even
    questions, stepped up to full length and with its sign reversed, so that more is worse:

    .. math:: -\max\left(-1, \frac{2 r}{1 + r}\right)

    Says little with few scales: below about ten it is mostly noise.

    References
    ----------
    .. [1] Meade, A. W., Craig, S. B. (2012). Identifying careless responses in survey data.
       Psychological Methods 17(3), 437-455.

    Examples
    --------
    >>> answers = [[1, 1, 3, 3, 5, 4], [1, 5, 3, 3, 5, 1]]
    >>> even_odd_inconsistency(answers, [2, 2, 2]).round(3).tolist()
    [-0.991, 1.0]
    """
    x = refusals.answer_rows(answers)
    if not all(size >= 1 for size in sizes) or sum(sizes) != x.shape[1]:
        raise ValueError(f"sizes must add up to the {x.shape[1]} questions")
    scales = np.split(x, np.cumsum(sizes)[:-1], axis=1)
    odd = np.column_stack([_row_means(scale[:, 0::2]) for scale in scales])
    even = np.column_stack([_row_means(scale[:, 1::2]) for scale in scales])
    r = _row_correlations(odd, even, at_least=2)
    full = 2 * r / np.where(r > -1, 1 + r, np.nan)
    return np.asarray(-np.maximum(-1, np.where(r <= -1, -1.0, full)))


def synonym_consistency(answers: ArrayLike, *, alike: float = 0.6) -> Floats:
    r"""How alike a person answers the questions that all others answer alike.

    Parameters
    ----------
    answers : array_like of float, shape (n, k)
        One row for each person; NaN for no answer.
    alike : float, default 0.6
        Above which correlation two questions are taken for synonyms; in [0, 1).

    Returns
    -------
    ndarray of shape (n,)
        Correlations in [-1, 1]; NaN for who answered fewer than three pairs or gave one
        answer to all.

    Raises
    ------
    ValueError
        If there is no row, an answer is infinite, no two questions are that much alike, or
        `alike` is not in [0, 1).

    Notes
    -----
    The correlation within a person over the pairs of questions whose correlation over the
    persons (who answered both) exceeds `alike`; the later question of a pair goes against
    the earlier. Depends on there being opposite opinions: who is content with everything
    looks careless here.

    References
    ----------
    .. [1] Meade, A. W., Craig, S. B. (2012), as for `even_odd_inconsistency`.

    Examples
    --------
    >>> rows = [[1, 1, 2, 2, 5, 4], [2, 3, 5, 5, 1, 1], [5, 5, 1, 2, 3, 2], [3, 3, 3, 4, 2, 2]]
    >>> synonym_consistency(rows, alike=0.9).round(3).tolist()
    [0.996, 0.961, 0.866, 0.866]
    """
    x = refusals.answer_rows(answers)
    if not 0 <= alike < 1:
        raise ValueError(f"alike must lie in [0, 1), got {alike}")
    later, earlier = np.tril_indices(x.shape[1], -1)
    over_persons = _row_correlations(x.T[later], x.T[earlier], at_least=2)
    pairs = over_persons > alike
    if not pairs.any():
        raise ValueError(f"answers must hold two questions whose correlation exceeds {alike}")
    return _row_correlations(x[:, later[pairs]], x[:, earlier[pairs]], at_least=LEAST_PAIRS)


def _row_means(x: Floats) -> Floats:
    given = ~np.isnan(x)
    n = given.sum(axis=1)
    return np.where(n > 0, np.where(given, x, 0.0).sum(axis=1) / np.maximum(n, 1), np.nan)


def _row_correlations(a: Floats, b: Floats, *, at_least: int) -> Floats:
    """The correlation of each row of one with that of the other, over what both have."""
    both = ~(np.isnan(a) | np.isnan(b))
    a, b = np.where(both, a, 0.0), np.where(both, b, 0.0)
    n = np.maximum(both.sum(axis=1, keepdims=True), 1)
    da, db = (np.where(both, v - v.sum(axis=1, keepdims=True) / n, 0.0) for v in (a, b))
    va, vb = (da**2).sum(axis=1), (db**2).sum(axis=1)
    varied = (va > FLAT * (a**2).sum(axis=1)) & (vb > FLAT * (b**2).sum(axis=1))
    usable = varied & (both.sum(axis=1) >= at_least)
    r = (da * db).sum(axis=1) / np.sqrt(np.where(usable, va * vb, 1.0))
    return np.where(usable, np.clip(r, -1, 1), np.nan)
