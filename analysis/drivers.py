"""What satisfaction hangs on: how much of the variance of an outcome each question explains."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis import refusals
from analysis.moments import Moments

Floats = NDArray[np.float64]


class Regression(NamedTuple):
    """Least squares of an outcome on p drivers."""

    intercept: float
    slopes: Floats
    """Points of the outcome for one point of the driver, shape (p,)."""
    standardized: Floats
    """The same in standard deviations."""
    explained: float
    """R squared, share of the variance in [0, 1]."""
    inflation: Floats
    """Variance inflation factors; above 5 the slopes cannot be told apart, the shares can."""


def regression(answers: Moments) -> Regression:
    r"""Least squares from means and covariances.

    Parameters
    ----------
    answers : Moments
        The outcome first, then p >= 1 drivers; complete rows, more than p + 1 of them.

    Returns
    -------
    Regression
        Slopes in points per point; R squared in [0, 1].

    Raises
    ------
    ValueError
        If there is no driver, too few rows, a column without variance, or a driver that
        follows from the others.

    Notes
    -----
    :math:`b = S_{xx}^{-1} s_{xy}`, :math:`R^2 = b' s_{xy} / s_{yy}` [1]_. Slopes of
    drivers that hang together cannot be read one by one: use `relative_weights`.

    References
    ----------
    .. [1] Draper, N. R., Smith, H. (1998). Applied regression analysis, 3rd ed., chapter 5.

    Examples
    --------
    >>> from analysis.moments import moments
    >>> found = regression(moments([[1, 1], [2, 2], [2, 3], [4, 4]]))
    >>> f"{found.slopes[0]:.2f} {found.explained:.3f}"
    '0.90 0.853'
    """
    r, y = _correlations(answers)
    inverse = refusals.inverse(r, name="answers")
    beta = inverse @ y
    slopes = beta * answers.deviations[0] / answers.deviations[1:]
    intercept = float(answers.means[0] - slopes @ answers.means[1:])
    return Regression(intercept, slopes, beta, float(beta @ y), np.diag(inverse).copy())


def relative_weights(answers: Moments) -> Floats:
    r"""Johnson's relative weights: the shares of R squared that go to each driver.

    Parameters
    ----------
    answers : Moments
        As `regression` takes them.

    Returns
    -------
    ndarray, shape (p,)
        At least 0; they add up to R squared. Divide by their sum for shares of the whole.

    Raises
    ------
    ValueError
        As `regression`.

    Notes
    -----
    With :math:`R_{xx}^{1/2} = \Lambda` and :math:`\beta = \Lambda^{-1} r_{xy}`, the weights
    are :math:`\Lambda^{(2)} \beta^{(2)}`, squares taken element by element [1]_; the same as
    Genizi's decomposition [2]_. Close to `lmg_shares` at a small part of its cost. They tell
    what goes together with satisfaction, not what would raise it.

    References
    ----------
    .. [1] Johnson, J. W. (2000). A heuristic method for estimating the relative weight of
       predictor variables in multiple regression. Multivariate Behavioral Research 35(1),
       1-19.
    .. [2] Genizi, A. (1993). Decomposition of R2 in multiple regression with correlated
       regressors. Statistica Sinica 3, 407-420.

    Examples
    --------
    >>> from analysis.moments import moments
    >>> rows = [[1, 1, 2], [2, 2, 1], [2, 3, 3], [4, 4, 2], [5, 4, 5]]
    >>> relative_weights(moments(rows)).round(3).tolist()
    [0.623, 0.233]
    """
    r, y = _correlations(answers)
    root = _root(r)
    return np.asarray(root**2 @ np.linalg.solve(root, y) ** 2)


def car_scores(answers: Moments) -> Floats:
    r"""Squared CAR scores: the variance each driver explains after decorrelation.

    Parameters
    ----------
    answers : Moments
        As `regression` takes them.

    Returns
    -------
    ndarray, shape (p,)
        At least 0; they add up to R squared.

    Raises
    ------
    ValueError
        As `regression`.

    Notes
    -----
    :math:`(R_{xx}^{-1/2} r_{xy})^{(2)}` [1]_.

    References
    ----------
    .. [1] Zuber, V., Strimmer, K. (2011). High-dimensional regression and variable selection
       using CAR scores. Statistical Applications in Genetics and Molecular Biology 10(1), 34.

    Examples
    --------
    >>> from analysis.moments import moments
    >>> rows = [[1, 1, 2], [2, 2, 1], [2, 3, 3], [4, 4, 2], [5, 4, 5]]
    >>> car_scores(moments(rows)).round(3).tolist()
    [0.667, 0.188]
    """
    r, y = _correlations(answers)
    return np.asarray(np.linalg.solve(_root(r), y) ** 2)


def usefulness(answers: Moments) -> Floats:
    r"""What R squared loses when a driver is left out.

    Parameters
    ----------
    answers : Moments
        As `regression` takes them.

    Returns
    -------
    ndarray, shape (p,)
        At least 0; they do not add up to R squared.

    Raises
    ------
    ValueError
        As `regression`.

    Notes
    -----
    :math:`\beta_j^2 / \mathrm{VIF}_j` [1]_: small for each of two drivers that say the
    same, however much they say together.

    References
    ----------
    .. [1] Darlington, R. B. (1968). Multiple regression in psychological research and
       practice. Psychological Bulletin 69(3), 161-182.

    Examples
    --------
    >>> from analysis.moments import moments
    >>> rows = [[1, 1, 2], [2, 2, 1], [2, 3, 3], [4, 4, 2], [5, 4, 5]]
    >>> usefulness(moments(rows)).round(3).tolist()
    [0.417, 0.027]
    """
    fit = regression(answers)
    return np.asarray(fit.standardized**2 / fit.inflation)


def _correlations(answers: Moments) -> tuple[Floats, Floats]:
    """Among the drivers, and of each with the outcome."""
    p = len(answers.means) - 1
    if p < 1:
        raise ValueError("answers must hold the outcome and at least one driver")
    if not answers.n > p + 1:
        raise ValueError(f"answers must be of more than {p + 1} people for {p} drivers")
    r = answers.correlation
    refusals.inverse(r[1:, 1:], name="answers")
    return r[1:, 1:], r[1:, 0]


def _root(r: Floats) -> Floats:
    values, vectors = np.linalg.eigh(r)
    return np.asarray(vectors * np.sqrt(values) @ vectors.T)
