"""Intervals for one share that approximate the binomial distribution by the normal."""

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from analysis import refusals
from analysis.intervals import Interval


def wald_interval(successes: ArrayLike, trials: ArrayLike, *, confidence: float = 0.95) -> Interval:
    r"""The textbook interval for a proportion, cut to [0, 1].

    Parameters
    ----------
    successes : array_like of int, shape (...)
        How many of `trials` have the property; 0 <= successes <= trials.
    trials : array_like of int, shape broadcastable to `successes`
        How many answered, at least 1.
    confidence : float, default 0.95
        Coverage, strictly between 0 and 1.

    Returns
    -------
    Interval
        Shares in [0, 1]. Without width where nobody or everybody has the property.

    Raises
    ------
    ValueError
        If a count is negative, fractional or missing, `successes` exceeds `trials`, `trials`
        is below 1, or `confidence` is not in (0, 1).

    Notes
    -----
    .. math:: \hat p \pm z \sqrt{\hat p (1 - \hat p) / n}

    Here for comparison with reports that use it. It covers far less than it says near 0 and
    1, also with hundreds of answers [1]_: use `wilson_interval`.

    References
    ----------
    .. [1] Brown, L. D., Cai, T. T., DasGupta, A. (2001). Interval estimation for a binomial
       proportion. Statistical Science 16(2), 101-133, section 2.

    Examples
    --------
    >>> share = wald_interval(81, 263)
    >>> f"{share.lower:.4f} to {share.upper:.4f}"
    '0.2522 to 0.3638'
    """
    refusals.check_confidence(confidence)
    x, n = refusals.successes_of_trials(successes, trials)
    z = special.ndtri((1 + confidence) / 2)
    p = x / n
    spread = z * np.sqrt(p * (1 - p) / n)
    return Interval(np.maximum(p - spread, 0)[()], p[()], np.minimum(p + spread, 1)[()])


def agresti_coull_interval(
    successes: ArrayLike, trials: ArrayLike, *, confidence: float = 0.95
) -> Interval:
    r"""The textbook interval after adding pseudo-answers, cut to [0, 1].

    Parameters
    ----------
    successes : array_like of int, shape (...)
        How many of `trials` have the property; 0 <= successes <= trials.
    trials : array_like of int, shape broadcastable to `successes`
        How many answered, at least 1.
    confidence : float, default 0.95
        Coverage, strictly between 0 and 1.

    Returns
    -------
    Interval
        Shares in [0, 1]. `estimate` is ``successes / trials``, not the middle.

    Raises
    ------
    ValueError
        As for `wald_interval`.

    Notes
    -----
    With :math:`\tilde n = n + z^2` and :math:`\tilde p = (x + z^2 / 2) / \tilde n`, the middle
    of Wilson's interval:

    .. math:: \tilde p \pm z \sqrt{\tilde p (1 - \tilde p) / \tilde n}

    Contains Wilson's interval; easier by hand, wider near 0 and 1.

    References
    ----------
    .. [1] Agresti, A., Coull, B. A. (1998). Approximate is better than "exact" for interval
       estimation of binomial proportions. The American Statistician 52(2), 119-126.

    Examples
    --------
    >>> share = agresti_coull_interval(81, 263)
    >>> f"{share.lower:.4f} to {share.upper:.4f}"
    '0.2552 to 0.3663'
    """
    refusals.check_confidence(confidence)
    x, n = refusals.successes_of_trials(successes, trials)
    z = special.ndtri((1 + confidence) / 2)
    more = n + z**2
    middle = (x + z**2 / 2) / more
    spread = z * np.sqrt(middle * (1 - middle) / more)
    lower, upper = np.maximum(middle - spread, 0), np.minimum(middle + spread, 1)
    return Interval(lower[()], (x / n)[()], upper[()])


def wilson_corrected_interval(
    successes: ArrayLike, trials: ArrayLike, *, confidence: float = 0.95
) -> Interval:
    r"""Wilson's interval with the correction for continuity.

    Parameters
    ----------
    successes : array_like of int, shape (...)
        How many of `trials` have the property; 0 <= successes <= trials.
    trials : array_like of int, shape broadcastable to `successes`
        How many answered, at least 1.
    confidence : float, default 0.95
        Coverage, strictly between 0 and 1.

    Returns
    -------
    Interval
        Shares in [0, 1]. At 0 and at `trials` the outer limit is exactly 0 or 1.

    Raises
    ------
    ValueError
        As for `wald_interval`.

    Notes
    -----
    With :math:`q = 1 - \hat p`, method 4 of [1]_:

    .. math::

        \frac{2 n \hat p + z^2 \mp 1 \mp
              z \sqrt{z^2 \mp (2 \pm 1 / n) + 4 \hat p (n q \pm 1)}}{2 (n + z^2)}

    Covers at least about what it says for every share, as `clopper_pearson_interval` does,
    and is as wide. R's ``prop.test`` gives another one where x is within 1/2 of n/2.

    References
    ----------
    .. [1] Newcombe, R. G. (1998). Two-sided confidence intervals for the single proportion:
       comparison of seven methods. Statistics in Medicine 17(8), 857-872.

    Examples
    --------
    >>> share = wilson_corrected_interval(81, 263)
    >>> f"{share.lower:.4f} to {share.upper:.4f}"
    '0.2535 to 0.3682'
    """
    refusals.check_confidence(confidence)
    x, n = refusals.successes_of_trials(successes, trials)
    z = special.ndtri((1 + confidence) / 2)
    p, q = x / n, 1 - x / n
    # Negative only where the limit is 0 or 1 by definition.
    below = np.sqrt(np.maximum(z**2 - 2 - 1 / n + 4 * p * (n * q + 1), 0))
    above = np.sqrt(np.maximum(z**2 + 2 - 1 / n + 4 * p * (n * q - 1), 0))
    lower = (2 * n * p + z**2 - 1 - z * below) / (2 * (n + z**2))
    upper = (2 * n * p + z**2 + 1 + z * above) / (2 * (n + z**2))
    lower = np.where(x == 0, 0.0, np.maximum(lower, 0))
    upper = np.where(x == n, 1.0, np.minimum(upper, 1))
    return Interval(lower[()], p[()], upper[()])
