"""Means and totals of many groups at once; the rows of the other groups stay in the design."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.design import Design, Floats
from analysis.domain_sums import sums_of_domains


class DomainEstimates(NamedTuple):
    """One line for each of G groups, one column for each of k questions."""

    groups: NDArray[Any]
    """The labels in order, shape (G,)."""
    estimate: Floats
    standard_error: Floats
    answers: Floats
    """How many values count."""


def domain_means(
    design: Design,
    values: ArrayLike,
    *,
    groups: ArrayLike,
    answered: ArrayLike | None = None,
) -> DomainEstimates:
    r"""Weighted means of each group with their standard errors, all at once.

    Parameters
    ----------
    design : Design
        How the whole sample was drawn.
    values : array_like of number, shape (n,) or (n, k)
        What each row says to each of k questions.
    groups : array_like, shape (n,)
        The group of each row.
    answered : array_like of bool, shape (n,) or (n, k), optional
        Which values count; the others may be missing.

    Returns
    -------
    DomainEstimates
        In the unit of `values`. Where no value of a group counts, the mean and its standard
        error are NaN and the answers 0.

    Raises
    ------
    ValueError
        If a value that counts is missing or infinite, a group is missing, no value of a
        question counts, or the shapes do not fit.

    Notes
    -----
    The mean of a group is `survey_means` with `answered` true for the group alone: how many of
    the sample fall into it is chance, unless the group is a stratum. Costs a few passes over
    the rows, however many groups there are; with calibrated weights one for each group.

    References
    ----------
    .. [1] Särndal, C.-E., Swensson, B., Wretman, J. (1992). Model Assisted Survey Sampling,
       Springer, section 10.3.
    .. [2] Lumley, T. (2010). Complex Surveys, Wiley, section 2.2.1.

    Examples
    --------
    >>> from analysis.design import sampling_design
    >>> design = sampling_design([1.0] * 6, clusters=[1, 1, 2, 2, 3, 3])
    >>> means = domain_means(design, [5, 3, 4, 4, 1, 2], groups=["x", "y"] * 3)
    >>> means.groups.tolist(), means.estimate.ravel().round(3).tolist()
    (['x', 'y'], [3.333, 3.0])
    >>> means.standard_error.ravel().round(3).tolist()
    [1.202, 0.577]
    """
    sums = sums_of_domains(design, values, groups=groups, answered=answered)
    size = sums.by_group(sums.cell_sizes)
    size = np.where(size > 0, size, np.nan)
    mean = sums.by_group(sums.cell_totals) / size
    variances = sums.variances(np.nan_to_num(mean))
    return DomainEstimates(sums.groups.labels, mean, np.sqrt(variances) / size, sums.answers())


def domain_totals(
    design: Design,
    values: ArrayLike,
    *,
    groups: ArrayLike,
    answered: ArrayLike | None = None,
) -> DomainEstimates:
    r"""Totals of each group with their standard errors, all at once.

    Parameters
    ----------
    design : Design
        How the whole sample was drawn.
    values : array_like of number, shape (n,) or (n, k)
        What each row says to each of k questions.
    groups : array_like, shape (n,)
        The group of each row.
    answered : array_like of bool, shape (n,) or (n, k), optional
        Which values count; the others count as 0 and may be missing.

    Returns
    -------
    DomainEstimates
        In the unit of `values`; heads where they are 0 and 1.

    Raises
    ------
    ValueError
        If a value that counts is missing or infinite, a group is missing, no value of a
        question counts, or the shapes do not fit.

    Notes
    -----
    The total of a group is `survey_totals` with `answered` true for the group alone. Its
    standard error includes that the size of the group is not known.

    References
    ----------
    .. [1] Särndal, C.-E., Swensson, B., Wretman, J. (1992). Model Assisted Survey Sampling,
       Springer, section 10.3.

    Examples
    --------
    >>> from analysis.design import sampling_design
    >>> totals = domain_totals(sampling_design([2.0] * 4), [1, 1, 1, 1], groups=list("aaab"))
    >>> totals.estimate.ravel().tolist(), totals.standard_error.ravel().round(3).tolist()
    ([6.0, 2.0], [2.0, 2.0])
    """
    sums = sums_of_domains(design, values, groups=groups, answered=answered)
    total = sums.by_group(sums.cell_totals)
    variances = sums.variances(np.zeros_like(total))
    return DomainEstimates(sums.groups.labels, total, np.sqrt(variances), sums.answers())
