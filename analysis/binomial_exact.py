"""Intervals for one share from the binomial distribution itself, and what any interval covers."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from analysis import refusals
from analysis.bisection import falling_root
from analysis.intervals import Interval

Floats = NDArray[np.float64]


def clopper_pearson_interval(
    successes: ArrayLike, trials: ArrayLike, *, confidence: float = 0.95
) -> Interval:
    r"""The "exact" interval for a proportion.

    Parameters
    ----------
    successes : array_like of int, shape (...)
        How many of `trials` have the property; 0 <= successes <= trials.
    trials : array_like of int, shape broadcastable to `successes`
        How many answered, at least 1.
    confidence : float, default 0.95
        Coverage, strictly between 0 and 1: never less, mostly more.

    Returns
    -------
    Interval
        Shares in [0, 1]. At 0 and at `trials` the outer limit is exactly 0 or 1.

    Raises
    ------
    ValueError
        If a count is negative, fractional or missing, `successes` exceeds `trials`, `trials`
        is below 1, or `confidence` is not in (0, 1).

    Notes
    -----
    Quantiles of beta distributions, with :math:`\alpha` one minus the confidence:

    .. math:: B_{\alpha/2}(x, n - x + 1), \quad B_{1-\alpha/2}(x + 1, n - x)

    Use it where covering too little would be worse than being too wide. For reports Wilson's
    is shorter and covers on the average what it says.

    References
    ----------
    .. [1] Clopper, C. J., Pearson, E. S. (1934). The use of confidence or fiducial limits
       illustrated in the case of the binomial. Biometrika 26(4), 404-413.

    Examples
    --------
    >>> share = clopper_pearson_interval(81, 263)
    >>> f"{share.lower:.4f} to {share.upper:.4f}"
    '0.2527 to 0.3676'
    """
    refusals.check_confidence(confidence)
    x, n = refusals.successes_of_trials(successes, trials)
    half = (1 - confidence) / 2
    # The distributions have no density where nobody or everybody has the property.
    lower = special.betaincinv(np.maximum(x, 1), n - x + 1, half)
    upper = special.betainccinv(x + 1, np.maximum(n - x, 1), half)
    return _closed(lower, upper, x, n)


def jeffreys_interval(
    successes: ArrayLike, trials: ArrayLike, *, confidence: float = 0.95
) -> Interval:
    r"""Equal-tailed interval of the posterior under Jeffreys' prior.

    Parameters
    ----------
    successes : array_like of int, shape (...)
        How many of `trials` have the property; 0 <= successes <= trials.
    trials : array_like of int, shape broadcastable to `successes`
        How many answered, at least 1.
    confidence : float, default 0.95
        Probability inside, strictly between 0 and 1.

    Returns
    -------
    Interval
        Shares in [0, 1]. At 0 and at `trials` the outer limit is exactly 0 or 1.

    Raises
    ------
    ValueError
        As for `clopper_pearson_interval`.

    Notes
    -----
    .. math:: B_{\alpha/2}(x + 1/2, n - x + 1/2), \quad B_{1-\alpha/2}(x + 1/2, n - x + 1/2)

    Without the rule at the edges its coverage would fall to zero near 0 and 1 [1]_.

    References
    ----------
    .. [1] Brown, L. D., Cai, T. T., DasGupta, A. (2001). Interval estimation for a binomial
       proportion. Statistical Science 16(2), 101-133, section 4.1.

    Examples
    --------
    >>> share = jeffreys_interval(81, 263)
    >>> f"{share.lower:.4f} to {share.upper:.4f}"
    '0.2545 to 0.3656'
    """
    refusals.check_confidence(confidence)
    x, n = refusals.successes_of_trials(successes, trials)
    half = (1 - confidence) / 2
    lower = special.betaincinv(x + 0.5, n - x + 0.5, half)
    upper = special.betainccinv(x + 0.5, n - x + 0.5, half)
    return _closed(lower, upper, x, n)


def mid_p_interval(
    successes: ArrayLike, trials: ArrayLike, *, confidence: float = 0.95
) -> Interval:
    r"""The interval of Clopper and Pearson with half the weight on what was observed.

    Parameters
    ----------
    successes : array_like of int, shape (...)
        How many of `trials` have the property; 0 <= successes <= trials.
    trials : array_like of int, shape broadcastable to `successes`
        How many answered, at least 1.
    confidence : float, default 0.95
        Coverage on the average, strictly between 0 and 1.

    Returns
    -------
    Interval
        Shares in [0, 1]. At 0 and at `trials` the outer limit is exactly 0 or 1.

    Raises
    ------
    ValueError
        As for `clopper_pearson_interval`.

    Notes
    -----
    The shares p that solve

    .. math:: P_p(X > x) + \tfrac12 P_p(X = x) = \alpha/2, \quad
              P_p(X < x) + \tfrac12 P_p(X = x) = \alpha/2

    Covers on the average what it says; for single shares it may cover a little less.

    References
    ----------
    .. [1] Lancaster, H. O. (1961). Significance tests in discrete distributions. JASA 56,
       223-234.
    .. [2] Agresti, A., Gottard, A. (2007). Nonconservative exact small-sample inference for
       discrete data. Computational Statistics & Data Analysis 51(12), 6447-6458.

    Examples
    --------
    >>> share = mid_p_interval(81, 263)
    >>> f"{share.lower:.4f} to {share.upper:.4f}"
    '0.2544 to 0.3658'
    """
    refusals.check_confidence(confidence)
    x, n = refusals.successes_of_trials(successes, trials)
    half = (1 - confidence) / 2
    lower = falling_root(lambda p: half - _mid_tail(x, n, p), 0, np.where(x == 0, 0.0, 1.0))
    mirror = falling_root(lambda p: half - _mid_tail(n - x, n, p), 0, np.where(x == n, 0.0, 1.0))
    return _closed(lower, 1 - mirror, x, n)


def coverage(lower: ArrayLike, upper: ArrayLike, share: ArrayLike) -> Floats:
    r"""How often an interval for a proportion contains the true share.

    Parameters
    ----------
    lower, upper : array_like of number, shape (n + 1,)
        The limits that the interval has for 0, 1, ..., n successes among n trials.
    share : array_like of number, shape (...)
        True shares, from 0 to 1.

    Returns
    -------
    ndarray of shape (...)
        Probabilities in [0, 1], for each of the shares.

    Raises
    ------
    ValueError
        If `lower` and `upper` are not two lists of the same two or more finite limits, or a
        share is missing or outside [0, 1].

    Notes
    -----
    No simulation: the binomial probabilities of all results whose interval contains p are
    added up.

    .. math:: C(p) = \sum_{x=0}^n \binom nx p^x (1 - p)^{n - x} [l_x \le p \le u_x]

    References
    ----------
    .. [1] Brown, L. D., Cai, T. T., DasGupta, A. (2001). Interval estimation for a binomial
       proportion. Statistical Science 16(2), 101-133, section 2.

    Examples
    --------
    >>> promised = clopper_pearson_interval(range(11), 10)
    >>> print(coverage(promised.lower, promised.upper, [0.1, 0.5]).round(4))
    [0.9872 0.9785]
    """
    low, high = np.asarray(lower, float), np.asarray(upper, float)
    if low.ndim != 1 or low.shape != high.shape or low.size < 2:
        raise ValueError("lower and upper must hold one limit each for 0 to n successes")
    if not np.all(np.isfinite(low) & np.isfinite(high)):
        raise ValueError("lower and upper must be finite numbers")
    p = np.asarray(share, float)[..., None]
    if not np.all((p >= 0) & (p <= 1)):
        raise ValueError("share must lie between 0 and 1")
    x, n = np.arange(low.size), low.size - 1
    ways = special.gammaln(n + 1) - special.gammaln(x + 1) - special.gammaln(n - x + 1)
    chance = np.exp(ways + special.xlogy(x, p) + special.xlog1py(n - x, -p))
    return np.asarray((chance * ((low <= p) & (p <= high))).sum(axis=-1))


def _closed(lower: ArrayLike, upper: ArrayLike, x: Floats, n: Floats) -> Interval:
    """The interval, reaching the end of the scale where nobody or everybody is counted."""
    low, high = np.where(x == 0, 0.0, lower), np.where(x == n, 1.0, upper)
    return Interval(low[()], (x / n)[()], high[()])


def _mid_tail(x: Floats, n: Floats, p: Floats) -> Floats:
    """P(X > x) + P(X = x) / 2 for x of at least 1."""
    at_least = special.betainc(np.maximum(x, 1), n - x + 1, p)
    more = np.where(x < n, special.betainc(x + 1, np.maximum(n - x, 1), p), 0.0)
    return np.asarray((at_least + more) / 2)
