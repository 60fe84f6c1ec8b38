"""Whether the questions of a factor hang together, and apart from those of other factors."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.confirmatory import FactorModel

Floats = NDArray[np.float64]


def mcdonald_omega(model: FactorModel) -> float:
    r"""McDonald's omega: how much of the variance of a sum is its one factor.

    Parameters
    ----------
    model : FactorModel
        With exactly one factor.

    Returns
    -------
    float
        In [0, 1].

    Raises
    ------
    ValueError
        If the model has several factors or an improper solution.

    Notes
    -----
    :math:`(\sum \lambda)^2 \phi / ((\sum \lambda)^2 \phi + \sum \theta)` [1]_. Unlike alpha it
    does not need equal loadings; it does need one factor, so look at `model_fit` first.

    References
    ----------
    .. [1] McDonald, R. P. (1999). Test theory: a unified treatment, equation 6.20. Erlbaum.

    Examples
    --------
    >>> from analysis.confirmatory import fit_factor_model
    >>> from analysis.moments import Moments
    >>> r = np.array([[1, 0.56, 0.48], [0.56, 1, 0.42], [0.48, 0.42, 1]])
    >>> model = fit_factor_model(Moments(200, np.zeros(3), r), [[0, 1, 2]])
    >>> round(mcdonald_omega(model), 4)
    0.7449
    """
    if model.loadings.shape[1] != 1 or not model.is_proper:
        raise ValueError("model must have one factor and a proper solution")
    common = model.loadings.sum() ** 2 * model.factor_covariance[0, 0]
    return float(common / (common + model.unique.sum()))


def composite_reliability(loadings: ArrayLike) -> float:
    r"""Reliability of a sum of standardised questions, from their standardised loadings.

    Parameters
    ----------
    loadings : array_like of number, shape (k,)
        Standardised loadings on the factor, in [-1, 1]; k >= 2.

    Returns
    -------
    float
        In [0, 1]; from 0.7 usable.

    Raises
    ------
    ValueError
        If there are fewer than 2 loadings or one outside [-1, 1].

    Notes
    -----
    :math:`(\sum l)^2 / ((\sum l)^2 + \sum (1 - l^2))`, also called Dillon-Goldstein's
    rho [1]_.

    References
    ----------
    .. [1] Werts, C. E., Linn, R. L., Joereskog, K. G. (1974). Intraclass reliability
       estimates: testing structural assumptions. Educational and Psychological
       Measurement 34(1), 25-33.

    Examples
    --------
    >>> round(composite_reliability([0.8, 0.7, 0.6]), 4)
    0.7449
    """
    values = _loadings(loadings)
    common = values.sum() ** 2
    return float(common / (common + (1 - values**2).sum()))


def average_variance_extracted(loadings: ArrayLike) -> float:
    r"""Share of the variance of its questions that a factor explains.

    Parameters
    ----------
    loadings : array_like of number, shape (k,)
        As `composite_reliability` takes them.

    Returns
    -------
    float
        In [0, 1]; from 0.5 the factor explains more than it leaves.

    Raises
    ------
    ValueError
        As `composite_reliability`.

    Notes
    -----
    Mean of the squared standardised loadings [1]_.

    References
    ----------
    .. [1] Fornell, C., Larcker, D. F. (1981). Evaluating structural equation models with
       unobservable variables and measurement error. Journal of Marketing Research 18(1),
       39-50.

    Examples
    --------
    >>> round(average_variance_extracted([0.8, 0.7, 0.6]), 4)
    0.4967
    """
    return float(np.mean(_loadings(loadings) ** 2))


def heterotrait_ratio(correlation: ArrayLike, factors: Sequence[Sequence[int]]) -> Floats:
    r"""Heterotrait-monotrait ratio: how far the questions of two factors are one.

    Parameters
    ----------
    correlation : array_like of number, shape (k, k)
        Correlations of the questions.
    factors : sequence of sequences of int
        For each of f factors the columns of its questions, at least 2 each.

    Returns
    -------
    ndarray, shape (f, f)
        At least 0, with 1 on the diagonal; above 0.85 two factors can hardly be told apart.

    Raises
    ------
    ValueError
        If a factor has fewer than 2 questions, or a correlation is missing, 0 or
        outside [-1, 1].

    Notes
    -----
    HTMT2 [2]_, an improvement on [1]_ for loadings that differ: the geometric mean of the
    absolute correlations between the factors' questions, over the geometric mean of those
    within each.

    References
    ----------
    .. [1] Henseler, J., Ringle, C. M., Sarstedt, M. (2015). A new criterion for assessing
       discriminant validity in variance-based structural equation modeling. Journal of the
       Academy of Marketing Science 43(1), 115-135.
    .. [2] Roemer, E., Schuberth, F., Henseler, J. (2021). HTMT2: an improved criterion for
       assessing discriminant validity in structural equation modeling. Industrial Management
       & Data Systems 121(12), 2637-2650.

    Examples
    --------
    >>> r = np.array([[1, .6, .3, .3], [.6, 1, .3, .3], [.3, .3, 1, .6], [.3, .3, .6, 1]])
    >>> round(float(heterotrait_ratio(r, [[0, 1], [2, 3]])[0, 1]), 3)
    0.5
    """
    r = np.abs(np.asarray(correlation, float))
    if not np.all(r <= 1 + 1e-9):
        raise ValueError("correlation must hold numbers in [-1, 1]")
    if any(len(columns) < 2 for columns in factors):
        raise ValueError("factors must have at least 2 questions each")
    within = [_geometric_mean(_pairs(r[np.ix_(columns, columns)])) for columns in factors]
    ratio = np.eye(len(factors))
    for a, first in enumerate(factors):
        for b, second in enumerate(factors[:a]):
            between = _geometric_mean(r[np.ix_(first, second)])
            ratio[a, b] = ratio[b, a] = between / np.sqrt(within[a] * within[b])
    return ratio


def _pairs(r: Floats) -> Floats:
    return np.asarray(r[np.triu_indices(len(r), 1)])


def _geometric_mean(r: Floats) -> float:
    if not np.all(r > 0):
        raise ValueError("correlation must not be exactly 0 between two questions")
    return float(np.exp(np.log(r).mean()))


def _loadings(loadings: ArrayLike) -> Floats:
    values = np.asarray(loadings, float)
    if values.ndim != 1 or len(values) < 2 or not np.all(np.abs(values) <= 1):
        raise ValueError("loadings must be at least 2 numbers in [-1, 1]")
    return values
