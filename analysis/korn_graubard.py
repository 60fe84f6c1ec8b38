"""The interval of a share of a designed sample that holds even where everybody agrees."""

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from analysis import refusals
from analysis.design import Floats
from analysis.intervals import Interval


def korn_graubard_interval(
    share: ArrayLike,
    standard_error: ArrayLike,
    *,
    answers: ArrayLike,
    degrees_of_freedom: ArrayLike,
    confidence: float = 0.95,
) -> Interval:
    r"""Clopper and Pearson's interval with the design's sample size, also where all agree.

    Parameters
    ----------
    share : array_like of number, shape (...)
        Estimated share, from 0 to 1.
    standard_error : array_like of number, shape broadcastable to `share`
        Its design-based standard error, above 0; not looked at where the share is 0 or 1.
    answers : array_like of number, shape broadcastable to `share`
        How many answers the share is of, at least 2.
    degrees_of_freedom : array_like of number, shape broadcastable to `share`
        Of the design, above 0.
    confidence : float, default 0.95
        Coverage, strictly between 0 and 1.

    Returns
    -------
    Interval
        Shares in [0, 1]; the limit is exactly 0 or 1 where the share is.

    Raises
    ------
    ValueError
        If a share is not in [0, 1], a standard error that is needed or degrees of freedom are
        not above 0, there are fewer than 2 answers, or `confidence` is not in (0, 1).

    Notes
    -----
    Quantiles of the beta distribution for :math:`x = n p` of

    .. math:: n = \frac{p (1 - p)}{se^2} \left(\frac{t_{m - 1}}{t_{df}}\right)^2

    answers, m of them given. Where everybody answered alike the standard error is 0 and tells
    nothing; n is then m times the bracket squared, and m at the most. Never too narrow, often
    too wide.

    References
    ----------
    .. [1] Korn, E. L., Graubard, B. I. (1998). Confidence intervals for proportions with small
       expected number of positive counts estimated from survey data. Survey Methodology
       24(2), 193-201.
    .. [2] Parker, J. D. et al. (2017). National Center for Health Statistics Data Presentation
       Standards for Proportions. Vital and Health Statistics 2(175).

    Examples
    --------
    >>> share = korn_graubard_interval(1, 0, answers=45, degrees_of_freedom=14)
    >>> f"{share.lower:.4f} to {share.upper:.0f}"
    '0.9113 to 1'
    """
    given = (share, standard_error, answers, degrees_of_freedom)
    p, se, m, df = np.broadcast_arrays(*(np.asarray(part, float) for part in given))
    refusals.check_confidence(confidence)
    is_edge = (p == 0) | (p == 1)
    if not np.all((p >= 0) & (p <= 1)):
        raise ValueError("share must lie between 0 and 1")
    if not np.all(is_edge | ((se > 0) & (se < np.inf))):
        raise ValueError("standard_error must be above 0 where answers differ")
    refusals.at_least(m, 2, name="answers")
    if not np.all(df > 0):
        raise ValueError("degrees_of_freedom must be above 0")
    above = (1 + confidence) / 2
    ratio = (special.stdtrit(m - 1, above) / special.stdtrit(df, above)) ** 2
    n = np.where(
        is_edge, m * np.minimum(ratio, 1), p * (1 - p) / np.where(is_edge, 1, se) ** 2 * ratio
    )
    return _clopper_pearson(p, n, above)


def _clopper_pearson(p: Floats, n: Floats, above: float) -> Interval:
    """`p` and `n` need not make a whole number of successes."""
    x, rest = np.where(p > 0, n * p, 1.0), np.where(p < 1, n * (1 - p), 1.0)
    lower = np.where(p == 0, 0.0, special.betaincinv(x, n * (1 - p) + 1, 1 - above))
    upper = np.where(p == 1, 1.0, special.betaincinv(n * p + 1, rest, above))
    return Interval(lower[()], p[()], upper[()])
