"""Intervals for a share of a designed sample, from its estimate and standard error."""

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from analysis import refusals
from analysis.design import Floats
from analysis.intervals import Interval

HALVINGS = 60
"""After so many the distance between two numbers below 1 is at rounding."""


def logit_share_interval(
    share: ArrayLike,
    standard_error: ArrayLike,
    *,
    degrees_of_freedom: ArrayLike,
    confidence: float = 0.95,
) -> Interval:
    r"""Student's interval on the log-odds scale.

    Parameters
    ----------
    share : array_like of number, shape (...)
        Estimated share, strictly between 0 and 1.
    standard_error : array_like of number, shape broadcastable to `share`
        Its design-based standard error, above 0.
    degrees_of_freedom : array_like of number, shape broadcastable to `share`
        Of the design, above 0.
    confidence : float, default 0.95
        Coverage, strictly between 0 and 1.

    Returns
    -------
    Interval
        Shares in (0, 1), not symmetric around the estimate.

    Raises
    ------
    ValueError
        If a share is not in (0, 1), a standard error or degrees of freedom are not above 0,
        or `confidence` is not in (0, 1).

    Notes
    -----
    .. math:: \operatorname{logit} p \pm t_{df} \frac{se}{p (1 - p)}

    The same as the interval of the intercept of a weighted logistic regression. Says nothing
    where everybody answered alike: take `korn_graubard_interval`.

    References
    ----------
    .. [1] Korn, E. L., Graubard, B. I. (1999). Analysis of Health Surveys, Wiley, p. 66.

    Examples
    --------
    >>> share = logit_share_interval(0.9, 0.03, degrees_of_freedom=20)
    >>> f"{share.lower:.3f} to {share.upper:.3f}"
    '0.818 to 0.947'
    """
    p, se, t = _inside(share, standard_error, degrees_of_freedom, confidence)
    half = t * se / (p * (1 - p))
    middle = special.logit(p)
    return Interval(special.expit(middle - half)[()], p[()], special.expit(middle + half)[()])


def arcsine_share_interval(
    share: ArrayLike,
    standard_error: ArrayLike,
    *,
    degrees_of_freedom: ArrayLike,
    confidence: float = 0.95,
) -> Interval:
    r"""Student's interval on the scale on which a share varies equally everywhere.

    Parameters
    ----------
    share : array_like of number, shape (...)
        Estimated share, strictly between 0 and 1.
    standard_error : array_like of number, shape broadcastable to `share`
        Its design-based standard error, above 0.
    degrees_of_freedom : array_like of number, shape broadcastable to `share`
        Of the design, above 0.
    confidence : float, default 0.95
        Coverage, strictly between 0 and 1.

    Returns
    -------
    Interval
        Shares in [0, 1].

    Raises
    ------
    ValueError
        As `logit_share_interval`.

    Notes
    -----
    .. math:: \sin^2\left(\arcsin\sqrt p \pm t_{df} \frac{se}{2 \sqrt{p (1 - p)}}\right)

    cut where the angle would leave the range of shares.

    References
    ----------
    .. [1] Anscombe, F. J. (1948). The transformation of Poisson, binomial and
       negative-binomial data. Biometrika 35(3-4), 246-254.

    Examples
    --------
    >>> share = arcsine_share_interval(0.9, 0.03, degrees_of_freedom=20)
    >>> f"{share.lower:.3f} to {share.upper:.3f}"
    '0.829 to 0.953'
    """
    p, se, t = _inside(share, standard_error, degrees_of_freedom, confidence)
    half = t * se / (2 * np.sqrt(p * (1 - p)))
    middle = np.arcsin(np.sqrt(p))
    lower, upper = np.maximum(middle - half, 0.0), np.minimum(middle + half, np.pi / 2)
    return Interval((np.sin(lower) ** 2)[()], p[()], (np.sin(upper) ** 2)[()])


def design_wilson_interval(
    share: ArrayLike,
    standard_error: ArrayLike,
    *,
    degrees_of_freedom: ArrayLike,
    confidence: float = 0.95,
) -> Interval:
    r"""Wilson's interval with the sample size that the design is worth.

    Parameters
    ----------
    share : array_like of number, shape (...)
        Estimated share, strictly between 0 and 1.
    standard_error : array_like of number, shape broadcastable to `share`
        Its design-based standard error, above 0.
    degrees_of_freedom : array_like of number, shape broadcastable to `share`
        Of the design, above 0.
    confidence : float, default 0.95
        Coverage, strictly between 0 and 1.

    Returns
    -------
    Interval
        Shares in [0, 1].

    Raises
    ------
    ValueError
        As `logit_share_interval`.

    Notes
    -----
    `wilson_interval` with :math:`n = p (1 - p) / se^2` and :math:`t_{df}` for z. The sample
    size is not corrected for degrees of freedom a second time, as some programs do.

    References
    ----------
    .. [1] Dean, N., Pagano, M. (2015). Evaluating confidence interval methods for binomial
       proportions in clustered surveys. Journal of Survey Statistics and Methodology 3(4),
       484-503.

    Examples
    --------
    >>> share = design_wilson_interval(0.9, 0.03, degrees_of_freedom=20)
    >>> f"{share.lower:.3f} to {share.upper:.3f}"
    '0.820 to 0.947'
    """
    p, se, t = _inside(share, standard_error, degrees_of_freedom, confidence)
    n = p * (1 - p) / se**2
    centre = p + t**2 / (2 * n)
    half = t * np.sqrt(p * (1 - p) / n + t**2 / (4 * n**2))
    scale = 1 + t**2 / n
    return Interval(((centre - half) / scale)[()], p[()], ((centre + half) / scale)[()])


def likelihood_share_interval(
    share: ArrayLike,
    standard_error: ArrayLike,
    *,
    answers: ArrayLike,
    degrees_of_freedom: ArrayLike,
    confidence: float = 0.95,
) -> Interval:
    r"""All shares under which the answers are not too unlikely, for the design's sample size.

    Parameters
    ----------
    share : array_like of number, shape (...)
        Estimated share, strictly between 0 and 1.
    standard_error : array_like of number, shape broadcastable to `share`
        Its design-based standard error, above 0.
    answers : array_like of number, shape broadcastable to `share`
        How many answers the share is of, at least 2.
    degrees_of_freedom : array_like of number, shape broadcastable to `share`
        Of the design, above 0.
    confidence : float, default 0.95
        Coverage, strictly between 0 and 1.

    Returns
    -------
    Interval
        Shares in (0, 1).

    Raises
    ------
    ValueError
        As `logit_share_interval`, or if there are fewer than 2 answers.

    Notes
    -----
    The shares :math:`\theta` with, for :math:`n = p (1 - p) / se^2` and m answers,

    .. math:: 2 n \left(p \ln\frac{p}{\theta} + (1 - p) \ln\frac{1 - p}{1 - \theta}\right)
              \le \frac{m}{m - 1} t_{df}^2

    the Rao-Scott working likelihood ratio, its dispersion estimated with divisor m - 1. R's
    `svyciprop` interpolates the profile and comes within about 1e-4 of it.

    References
    ----------
    .. [1] Rao, J. N. K., Scott, A. J. (1984). On chi-squared tests for multiway contingency
       tables with cell proportions estimated from survey data. Annals of Statistics 12(1),
       46-60.

    Examples
    --------
    >>> share = likelihood_share_interval(0.9, 0.03, answers=200, degrees_of_freedom=20)
    >>> f"{share.lower:.3f} to {share.upper:.3f}"
    '0.826 to 0.951'
    """
    p, se, t = _inside(share, standard_error, degrees_of_freedom, confidence)
    m = refusals.at_least(answers, 2, name="answers")
    allowed = t**2 * se**2 / (2 * p * (1 - p)) * m / (m - 1)
    p, allowed = np.broadcast_arrays(p, allowed)
    lower = _last_allowed(p, np.zeros_like(p), allowed)
    upper = _last_allowed(p, np.ones_like(p), allowed)
    return Interval(lower[()], p[()], upper[()])


def _inside(
    share: ArrayLike, standard_error: ArrayLike, degrees_of_freedom: ArrayLike, confidence: float
) -> tuple[Floats, Floats, Floats]:
    """The share, its standard error and Student's quantile, of one shape."""
    given = (share, standard_error, degrees_of_freedom)
    p, se, df = np.broadcast_arrays(*(np.asarray(part, float) for part in given))
    refusals.check_confidence(confidence)
    if not np.all((p > 0) & (p < 1)):
        raise ValueError("share must lie strictly between 0 and 1: take korn_graubard_interval")
    if not np.all((se > 0) & (se < np.inf)):
        raise ValueError("standard_error must be a finite number above 0")
    if not np.all(df > 0):
        raise ValueError("degrees_of_freedom must be above 0")
    return p, se, np.asarray(special.stdtrit(df, (1 + confidence) / 2))


def _last_allowed(p: Floats, end: Floats, allowed: Floats) -> Floats:
    """By halving, between the estimate and an end of the scale."""
    inner, outer = p, end
    for _ in range(HALVINGS):
        middle = (inner + outer) / 2
        far = special.rel_entr(p, middle) + special.rel_entr(1 - p, 1 - middle)
        is_allowed = far <= allowed
        inner = np.where(is_allowed, middle, inner)
        outer = np.where(is_allowed, outer, middle)
    return inner
