"""Has a series of shares changed at one point, and where? From counts."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from analysis import refusals

Floats = NDArray[np.float64]


class ShareChange(NamedTuple):
    """The split of a series of shares that the likelihood prefers, and the shares around it."""

    statistic: float
    last: int
    before: float
    after: float
    by_split: Floats


def share_change(successes: ArrayLike, trials: ArrayLike) -> ShareChange:
    r"""The one split of a series of shares that the likelihood prefers.

    Parameters
    ----------
    successes : array_like of number, shape (m,)
        How many of `trials` have the property, in the order of time; 0 <= successes <= trials.
    trials : array_like of number, shape broadcastable to `successes`
        How many answered at each point, at least 1.

    Returns
    -------
    ShareChange
        Likelihood ratios without unit, shares in [0, 1]; `last` is counted from 0.

    Raises
    ------
    ValueError
        If there are fewer than two points, or a count is negative, fractional, missing or
        out of range.

    Notes
    -----
    With the binomial log likelihood :math:`\ell` of pooled shares:

    .. math:: LR_k = 2 (\ell_{1..k} + \ell_{k+1..m} - \ell_{1..m})

    The largest does not follow a chi-square distribution, for the split was looked for; and
    where shares vary beyond chance it is too large.

    References
    ----------
    .. [1] Worsley, K. J. (1983). The power of likelihood ratio and cumulative sum tests for a
       change in a binomial probability. Biometrika 70(2), 455-464.

    Examples
    --------
    >>> change = share_change([70, 72, 69, 83, 85, 84], 100)
    >>> change.last, round(change.statistic, 3), round(change.before, 4), round(change.after, 4)
    (2, 16.096, 0.7033, 0.84)
    """
    x, n = refusals.series_of_shares(successes, trials, at_least=2)
    first_x, first_n = np.cumsum(x), np.cumsum(n)
    rest_x, rest_n = first_x[-1] - first_x[:-1], first_n[-1] - first_n[:-1]
    parts = _likelihood(first_x[:-1], first_n[:-1]) + _likelihood(rest_x, rest_n)
    by_split = 2 * (parts - _likelihood(first_x[-1:], first_n[-1:]))
    k = int(by_split.argmax())
    before, after = float(first_x[k] / first_n[k]), float(rest_x[k] / rest_n[k])
    return ShareChange(float(by_split[k]), k, before, after, by_split)


def _likelihood(x: Floats, n: Floats) -> Floats:
    return np.asarray(special.xlogy(x, x / n) + special.xlogy(n - x, (n - x) / n))
