"""Means, totals and ratios of a designed sample with their linearised standard errors."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from analysis import refusals
from analysis.design import Design, Floats
from analysis.intervals import Interval
from analysis.linearisation import linearised_covariance


@dataclass(frozen=True, eq=False)
class Estimates:
    """k estimates and how they vary together."""

    estimate: Floats
    """Shape (k,)."""
    covariance: Floats
    """Shape (k, k)."""

    @property
    def standard_error(self) -> Floats:
        return np.sqrt(np.diag(self.covariance))


def survey_means(
    design: Design, values: ArrayLike, *, answered: ArrayLike | None = None
) -> Estimates:
    r"""Weighted means with their covariance matrix.

    Parameters
    ----------
    design : Design
        How the sample was drawn.
    values : array_like of number, shape (n,) or (n, k)
        What each row says to each of k questions.
    answered : array_like of bool, shape (n,) or (n, k), optional
        Which values count: a domain, or who answered. What is not counted may be missing.

    Returns
    -------
    Estimates
        In the unit of `values`; a share where they are 0 and 1.

    Raises
    ------
    ValueError
        If a value that counts is missing or infinite, no value of a question counts, or the
        shapes do not fit.

    Notes
    -----
    With weights :math:`w` and :math:`a` for 1 where the value counts, else 0:

    .. math:: \bar y = \frac{\sum w a y}{\sum w a}, \qquad
              z = \frac{w a (y - \bar y)}{\sum w a}

    and the covariance is that of the sum of z, see `linearised_covariance`. Rows that do not
    count stay in the design, for how many count is chance. An estimate of a ratio: with few
    units it is biased a little.

    References
    ----------
    .. [1] Särndal, C.-E., Swensson, B., Wretman, J. (1992). Model Assisted Survey Sampling,
       Springer, result 5.7.1 and section 10.3.
    .. [2] Lumley, T. (2010). Complex Surveys, Wiley, section 2.2.

    Examples
    --------
    >>> from analysis.design import sampling_design
    >>> design = sampling_design([2, 2, 4, 4], strata=["a", "a", "b", "b"])
    >>> mean = survey_means(design, [3, 5, 1, 3])
    >>> f"{mean.estimate[0]:.3f} ± {mean.standard_error[0]:.3f}"
    '2.667 ± 0.745'
    """
    y, counts = refusals.counted(values, answered, rows=design.weights.size)
    return _ratios(design, y, counts.astype(float))


def survey_totals(
    design: Design, values: ArrayLike, *, answered: ArrayLike | None = None
) -> Estimates:
    r"""Totals of the population with their covariance matrix.

    Parameters
    ----------
    design : Design
        How the sample was drawn.
    values : array_like of number, shape (n,) or (n, k)
        What each row says to each of k questions.
    answered : array_like of bool, shape (n,) or (n, k), optional
        Which values count; the others count as 0 and may be missing.

    Returns
    -------
    Estimates
        In the unit of `values`; heads where they are 0 and 1.

    Raises
    ------
    ValueError
        If a value that counts is missing or infinite, no value of a question counts, or the
        shapes do not fit.

    Notes
    -----
    .. math:: \hat Y = \sum w a y, \qquad z = w a y

    See `linearised_covariance`. Needs weights that sum to the population; with weights that
    only say how much rows count against each other a total means nothing.

    References
    ----------
    .. [1] Horvitz, D. G., Thompson, D. J. (1952). A generalization of sampling without
       replacement from a finite universe. JASA 47(260), 663-685.

    Examples
    --------
    >>> from analysis.design import sampling_design
    >>> total = survey_totals(sampling_design([2, 2, 2]), [1, 2, 3])
    >>> total.estimate, total.standard_error.round(3)
    (array([12.]), array([3.464]))
    """
    y, _ = refusals.counted(values, answered, rows=design.weights.size)
    z = design.weights[:, None] * y
    return Estimates(z.sum(axis=0), linearised_covariance(design, z))


def survey_ratios(
    design: Design,
    numerators: ArrayLike,
    *,
    denominators: ArrayLike,
    answered: ArrayLike | None = None,
) -> Estimates:
    r"""Ratios of two totals with their covariance matrix.

    Parameters
    ----------
    design : Design
        How the sample was drawn.
    numerators : array_like of number, shape (n,) or (n, k)
        What is summed above the line.
    denominators : array_like of number, shape as `numerators`
        What is summed below the line.
    answered : array_like of bool, shape (n,) or (n, k), optional
        Which rows count; both values of the others may be missing.

    Returns
    -------
    Estimates
        In the unit of `numerators` over that of `denominators`.

    Raises
    ------
    ValueError
        If a value that counts is missing or infinite, no value counts, denominators sum to 0,
        or the shapes do not fit.

    Notes
    -----
    .. math:: \hat R = \frac{\sum w a y}{\sum w a x}, \qquad
              z = \frac{w a (y - \hat R x)}{\sum w a x}

    See `linearised_covariance`. The linearisation is poor where the denominator's own
    coefficient of variation is above a tenth or two.

    References
    ----------
    .. [1] Cochran, W. G. (1977). Sampling Techniques, 3rd ed., Wiley, equation 6.9.

    Examples
    --------
    >>> from analysis.design import sampling_design
    >>> ratio = survey_ratios(sampling_design([1, 1, 1]), [1, 2, 4], denominators=[2, 4, 7])
    >>> f"{ratio.estimate[0]:.4f} ± {ratio.standard_error[0]:.4f}"
    '0.5385 ± 0.0271'
    """
    rows = design.weights.size
    y, _ = refusals.counted(numerators, answered, rows=rows, name="numerators")
    x, _ = refusals.counted(denominators, answered, rows=rows, name="denominators")
    if x.shape != y.shape:
        raise ValueError("denominators must have the shape of numerators")
    return _ratios(design, y, x)


def student_interval(
    estimate: ArrayLike,
    standard_error: ArrayLike,
    *,
    degrees_of_freedom: ArrayLike,
    confidence: float = 0.95,
) -> Interval:
    r"""Interval around an estimate whose standard error is known to so many degrees of freedom.

    Parameters
    ----------
    estimate : array_like of number, shape (...)
        The estimate.
    standard_error : array_like of number, shape broadcastable to `estimate`
        Its standard error, 0 or more, in the same unit.
    degrees_of_freedom : array_like of number, shape broadcastable to `estimate`
        Above 0; infinite for the normal interval.
    confidence : float, default 0.95
        Coverage, strictly between 0 and 1.

    Returns
    -------
    Interval
        In the unit of `estimate`.

    Raises
    ------
    ValueError
        If an estimate is missing or infinite, a standard error is missing, infinite or
        negative, degrees of freedom are not above 0, or `confidence` is not in (0, 1).

    Notes
    -----
    .. math:: \hat\theta \pm t_{df} \, se

    Assumes an estimate that varies about normally; for shares near 0 or 1 take one of the
    intervals of `analysis.design_proportions`.

    References
    ----------
    .. [1] Korn, E. L., Graubard, B. I. (1999). Analysis of Health Surveys, Wiley, p. 62.

    Examples
    --------
    >>> mean = student_interval(3.8, 0.1, degrees_of_freedom=20)
    >>> f"{mean.lower:.3f} to {mean.upper:.3f}"
    '3.591 to 4.009'
    """
    refusals.check_confidence(confidence)
    given = (np.asarray(part, float) for part in (estimate, standard_error, degrees_of_freedom))
    middle, se, df = np.broadcast_arrays(*given)
    if not np.all(np.isfinite(middle)):
        raise ValueError("estimate must be finite numbers")
    if not np.all((se >= 0) & (se < np.inf)):
        raise ValueError("standard_error must be finite numbers of 0 or more")
    if not np.all(df > 0):
        raise ValueError("degrees_of_freedom must be above 0")
    half = special.stdtrit(df, (1 + confidence) / 2) * se
    return Interval((middle - half)[()], middle[()], (middle + half)[()])


def _ratios(design: Design, y: Floats, x: Floats) -> Estimates:
    below = design.weights @ x
    if not np.all(below != 0):
        raise ValueError("denominators must not sum to 0")
    ratio = (design.weights @ y) / below
    z = design.weights[:, None] * (y - ratio * x) / below
    return Estimates(ratio, linearised_covariance(design, z))
