"""What a design costs in precision beside a simple random sample of as many rows."""

import numpy as np
from numpy.typing import ArrayLike

from analysis import refusals
from analysis.design import Design, Floats
from analysis.design_estimates import survey_means


def design_effects(
    design: Design,
    values: ArrayLike,
    *,
    answered: ArrayLike | None = None,
    with_replacement: bool = False,
) -> Floats:
    r"""How many times the variance of a simple random sample a mean or a total has.

    Parameters
    ----------
    design : Design
        How the sample was drawn; its weights sum to the population.
    values : array_like of number, shape (n,) or (n, k)
        What each row says to each of k questions.
    answered : array_like of bool, shape (n,) or (n, k), optional
        Which values count; the others may be missing.
    with_replacement : bool, default False
        Whether the simple random sample is drawn with replacement.

    Returns
    -------
    ndarray, shape (k,)
        Ratios of variances, above 0; 2 means that half as many rows drawn at random would do.

    Raises
    ------
    ValueError
        If a value that counts is missing or infinite, fewer than two count, all that count
        are equal, or the weights that count do not sum to more than their number while
        drawing is without replacement.

    Notes
    -----
    With the n values that count, :math:`N = \sum w` and
    :math:`s^2 = \frac{n}{n - 1} \frac{\sum w (y - \bar y)^2}{N}`:

    .. math:: \frac{v(\bar y)}{s^2 (1 - n/N) / n}

    and without the bracket for drawing with replacement. The effect is that of the mean;
    the total of a population of known size has the same.

    References
    ----------
    .. [1] Kish, L. (1965). Survey Sampling, Wiley, section 8.2.
    .. [2] Särndal, C.-E., Swensson, B., Wretman, J. (1992). Model Assisted Survey Sampling,
       Springer, section 2.10.

    Examples
    --------
    >>> from analysis.design import sampling_design
    >>> clusters = sampling_design([9.0] * 6, clusters=[1, 1, 2, 2, 3, 3])
    >>> design_effects(clusters, [5, 5, 3, 3, 1, 1], with_replacement=True)
    array([2.5])
    """
    y, counts = refusals.counted(values, answered, rows=design.weights.size)
    n = counts.sum(axis=0)
    if not np.all(n >= 2):
        raise ValueError("values must be at least 2 that count")
    means = survey_means(design, values, answered=answered)
    whole = design.weights @ counts
    squares = design.weights @ np.where(counts, (y - means.estimate) ** 2, 0.0)
    if not np.all(squares > 0):
        raise ValueError("values must differ: what never varies has no design effect")
    variance = squares / whole / (n - 1)
    if not with_replacement:
        if not np.all(whole > n):
            raise ValueError("weights must sum to a population larger than the sample")
        variance = variance * (1 - n / whole)
    return np.asarray(np.diag(means.covariance) / variance)


def kish_effective_size(weights: ArrayLike) -> float:
    r"""How many rows of equal weight would be as good as these.

    Parameters
    ----------
    weights : array_like of number, shape (n,)
        The weight of each row, above 0; in any unit.

    Returns
    -------
    float
        Rows, from 1 to n. n over it is Kish's design effect of unequal weights.

    Raises
    ------
    ValueError
        If there are no weights, or one is missing, infinite, 0 or less.

    Notes
    -----
    .. math:: \frac{(\sum w)^2}{\sum w^2}

    Assumes that weights have nothing to do with the answers, so it is a rule of thumb: with
    weights that follow strata the true effect, `design_effects`, may well be below 1.

    References
    ----------
    .. [1] Kish, L. (1965). Survey Sampling, Wiley, section 11.7C.

    Examples
    --------
    >>> round(kish_effective_size([1, 1, 1, 3]), 6)
    3.0
    """
    w = refusals.positive_weights(weights)
    # In units of the largest, so that no square is too large to be a number.
    w = w / w.max()
    return float(w.sum() ** 2 / (w**2).sum())
