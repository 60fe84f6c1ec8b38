"""Do groups of a designed sample differ, in the mean or in rank."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from analysis import refusals
from analysis.design import Design, Floats
from analysis.grouping import grouped, sums_by
from analysis.linearisation import linearised_covariance
from analysis.wald import WaldTest, distance, enough, f_test, rows_that_count


class DifferenceTest(NamedTuple):
    """A difference, over its standard error, against Student's distribution."""

    difference: float
    standard_error: float
    t: float
    degrees_of_freedom: int
    p_value: float


def survey_t_test(
    design: Design, values: ArrayLike, *, groups: ArrayLike, answered: ArrayLike | None = None
) -> DifferenceTest:
    r"""Two groups of a designed sample: do their means differ.

    Parameters
    ----------
    design : Design
        How the sample was drawn.
    values : array_like of number, shape (n,)
        What each row says.
    groups : array_like, shape (n,)
        Two labels; the difference is that of the second, in order, less the first.
    answered : array_like of bool, shape (n,), optional
        Which rows count; the values and groups of the others may be missing.

    Returns
    -------
    DifferenceTest
        The difference in the unit of `values`, and a two-sided p.

    Raises
    ------
    ValueError
        If a value that counts is missing or infinite, there are not two groups, nothing varies
        within them, too few clusters are left for Student's distribution, or the shapes do not
        fit.

    Notes
    -----
    The difference of two domain means, which may share clusters, over its linearised standard
    error; degrees of freedom are those of the domain that counts less 1. The same as the test
    of the slope in a weighted regression on the group. Give it the ranks of
    `analysis.design_ranks` for the design-based test of Wilcoxon.

    References
    ----------
    .. [1] Lumley, T. (2010). Complex Surveys, Wiley, section 2.4.
    .. [2] Lumley, T., Scott, A. J. (2013). Two-sample rank tests under complex sampling.
       Biometrika 100(4), 831-842.

    Examples
    --------
    >>> from analysis.design import sampling_design
    >>> test = survey_t_test(sampling_design([1.0] * 6), [1, 2, 3, 3, 4, 6], groups=list("aaabbb"))
    >>> f"{test.difference:.3f}, t = {test.t:.3f}, p = {test.p_value:.4f}"
    '2.333, t = 2.475, p = 0.0686'
    """
    means, covariance, free = _group_means(design, values, groups, answered)
    if means.size != 2:
        raise ValueError(f"groups must be two, got {means.size}")
    df = enough(free - 1)
    difference = float(means[1] - means[0])
    variance = covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1]
    if not variance > 0:
        raise ValueError("values must vary within the groups")
    error = float(np.sqrt(variance))
    t = difference / error
    return DifferenceTest(difference, error, t, df, float(2 * special.stdtr(df, -abs(t))))


def survey_kruskal_test(
    design: Design, values: ArrayLike, *, groups: ArrayLike, answered: ArrayLike | None = None
) -> WaldTest:
    r"""Several groups of a designed sample: do their means, or mean ranks, differ.

    Parameters
    ----------
    design : Design
        How the sample was drawn.
    values : array_like of number, shape (n,)
        What each row says: the ranks of `analysis.design_ranks` for the test of Kruskal and
        Wallis, or plain values for an analysis of variance.
    groups : array_like, shape (n,)
        k labels, at least 2.
    answered : array_like of bool, shape (n,), optional
        Which rows count; the values and groups of the others may be missing.

    Returns
    -------
    WaldTest
        The statistic (about chi-squared with k - 1 degrees of freedom where there are many
        clusters), and the p of its F approximation.

    Raises
    ------
    ValueError
        As `survey_t_test`, for k groups.

    Notes
    -----
    With d the differences of the group means from the first and V their linearised covariance
    matrix, :math:`X = d^T V^{-1} d`; :math:`X / (k - 1)` against F with k - 1 and df - (k - 1)
    degrees of freedom.

    References
    ----------
    .. [1] Lumley, T., Scott, A. J. (2013). Two-sample rank tests under complex sampling.
       Biometrika 100(4), 831-842, section 5.

    Examples
    --------
    >>> from analysis.design import sampling_design
    >>> from analysis.design_ranks import population_ranks
    >>> design = sampling_design([1.0] * 8)
    >>> ranks = population_ranks(design, [1, 2, 3, 2, 4, 6, 7, 9])
    >>> test = survey_kruskal_test(design, ranks, groups=list("aaabbbcc"))
    >>> f"{test.statistic:.3f}, p = {test.p_value:.4f}"
    '39.257, p = 0.0043'
    """
    means, covariance, free = _group_means(design, values, groups, answered)
    k = means.size
    if k < 2:
        raise ValueError("groups must be at least two")
    df = enough(free - (k - 1))
    contrast = np.hstack([-np.ones((k - 1, 1)), np.eye(k - 1)])
    differences, varying = contrast @ means, contrast @ covariance @ contrast.T
    statistic = distance(differences, varying, name="values")
    return f_test(statistic / (k - 1), k - 1, df, statistic=statistic)


def _group_means(
    design: Design, values: ArrayLike, groups: ArrayLike, answered: ArrayLike | None
) -> tuple[Floats, Floats, int]:
    """Of the groups in order, their covariance matrix, and the degrees of freedom left."""
    rows, free = rows_that_count(design, answered)
    y = refusals.counted(values, rows, rows=rows.size)[0][rows]
    named = grouped(np.asarray(groups)[rows], rows=len(y), name="groups")
    many, w = named.labels.size, design.weights[rows]
    sizes = np.bincount(named.codes, weights=w)
    means = sums_by(named.codes, y, groups=many, weights=w)[:, 0] / sizes
    z = np.zeros((rows.size, many))
    apart = w * (y[:, 0] - means[named.codes]) / sizes[named.codes]
    z[np.flatnonzero(rows), named.codes] = apart
    return means, linearised_covariance(design, z), free
