"""What satisfaction hangs on: how much of the variance of an outcome each question explains."""

from itertools import combinations
from math import comb
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis import refusals
from analysis.intervals import Interval
from analysis.moments import Moments, moments

Floats = NDArray[np.float64]
MOST_DRIVERS = 16
"""Shapley shares look at all 2^p sets of p drivers."""


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
    >>> rows = [[1, 1, 2], [2, 2, 1], [2, 3, 3], [4, 4, 2], [5, 4, 5]]
    >>> car_scores(moments(rows)).round(3).tolist()
    [0.667, 0.188]
    """
    r, y = _correlations(answers)
    return np.asarray(np.linalg.solve(_root(r), y) ** 2)


def lmg_shares(answers: Moments) -> Floats:
    r"""LMG (Shapley) shares: a driver's gain in R squared, averaged over all orders.

    Parameters
    ----------
    answers : Moments
        As `regression` takes them, with at most 16 drivers.

    Returns
    -------
    ndarray, shape (p,)
        At least 0; they add up to R squared.

    Raises
    ------
    ValueError
        As `regression`; also with more than 16 drivers.

    Notes
    -----
    .. math::

        \sum_{S \not\ni j} \frac{|S|!\,(p - |S| - 1)!}{p!}
          \bigl[R^2(S \cup j) - R^2(S)\bigr]

    References
    ----------
    .. [1] Lindeman, R. H., Merenda, P. F., Gold, R. Z. (1980). Introduction to bivariate and
       multivariate analysis, 119 ff. Scott, Foresman.
    .. [2] Groemping, U. (2006). Relative importance for linear regression in R. Journal of
       Statistical Software 17(1), 1-27.

    Examples
    --------
    >>> rows = [[1, 1, 2], [2, 2, 1], [2, 3, 3], [4, 4, 2], [5, 4, 5]]
    >>> lmg_shares(moments(rows)).round(3).tolist()
    [0.623, 0.233]
    """
    r, y = _correlations(answers)
    p = len(y)
    if p > MOST_DRIVERS:
        raise ValueError(f"answers must hold at most {MOST_DRIVERS} drivers, got {p}")
    explained = _explained(r, y)
    masks = np.arange(1 << p)
    sizes = np.array([mask.bit_count() for mask in range(1 << p)])
    weight = np.array([1 / (p * comb(p - 1, size)) if size < p else 0 for size in range(p + 1)])
    without = [masks[masks & (1 << j) == 0] for j in range(p)]
    return np.array(
        [
            weight[sizes[sets]] @ (explained[sets | (1 << j)] - explained[sets])
            for j, sets in enumerate(without)
        ]
    )


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
    >>> rows = [[1, 1, 2], [2, 2, 1], [2, 3, 3], [4, 4, 2], [5, 4, 5]]
    >>> usefulness(moments(rows)).round(3).tolist()
    [0.417, 0.027]
    """
    fit = regression(answers)
    return np.asarray(fit.standardized**2 / fit.inflation)


def relative_weight_intervals(
    rows: ArrayLike,
    *,
    counts: ArrayLike,
    rng: np.random.Generator,
    draws: int = 1000,
    confidence: float = 0.95,
) -> Interval:
    r"""Bootstrap intervals of the relative weights' shares of the whole.

    Parameters
    ----------
    rows : array_like of number, shape (m, 1 + p)
        Patterns of answers, complete: the outcome first, then the drivers.
    counts : array_like of number, shape (m,)
        How many people gave each pattern; whole numbers.
    rng : numpy.random.Generator
        Where chance comes from; the same state gives the same limits.
    draws : int, default 1000
        How many samples are drawn, at least 100.
    confidence : float, default 0.95
        Coverage, strictly between 0 and 1.

    Returns
    -------
    Interval
        Arrays of shape (p,): shares of R squared in [0, 1] that add up to 1.

    Raises
    ------
    ValueError
        As `regression`; if `draws` is below 100, `confidence` is not in (0, 1), or so few
        people answered that a drawn sample has a column without variance.

    Notes
    -----
    People are drawn with replacement: the counts of the patterns are multinomial, so a
    sample costs as much as there are patterns, not people. Limits are percentiles [1]_.
    Weights cannot fall below 0, so an interval near 0 does not prove an influence.

    References
    ----------
    .. [1] Tonidandel, S., LeBreton, J. M., Johnson, J. W. (2009). Determining the statistical
       significance of relative weights. Psychological Methods 14(4), 387-399.

    Examples
    --------
    >>> rows = [[1, 1, 2], [2, 2, 1], [2, 3, 3], [4, 4, 2], [5, 4, 5]]
    >>> rng = np.random.default_rng(1)
    >>> found = relative_weight_intervals(rows, counts=[9, 12, 10, 8, 11], rng=rng)
    >>> found.estimate.round(2).tolist(), bool((found.lower < found.estimate).all())
    ([0.69, 0.31], True)
    """
    refusals.check_confidence(confidence)
    if not draws >= 100:
        raise ValueError(f"draws must be at least 100, got {draws}")
    estimate = _shares(moments(rows, counts=counts))
    c = np.asarray(counts, float)
    n = int(c.sum())
    drawn = rng.multinomial(n, c / n, size=draws)
    samples = np.array([_shares(moments(rows, counts=sample)) for sample in drawn])
    tail = (1 - confidence) / 2
    lower, upper = np.quantile(samples, [tail, 1 - tail], axis=0)
    return Interval(np.minimum(lower, estimate), estimate, np.maximum(upper, estimate))


def _shares(answers: Moments) -> Floats:
    weights = relative_weights(answers)
    return np.asarray(weights / weights.sum())


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


def _explained(r: Floats, y: Floats) -> Floats:
    """R squared of every set of drivers, indexed by the bits of the set."""
    p = len(y)
    explained = np.zeros(1 << p)
    for size in range(1, p + 1):
        sets = np.array(list(combinations(range(p), size)))
        solved = np.linalg.solve(r[sets[:, :, None], sets[:, None, :]], y[sets][..., None])
        explained[(1 << sets).sum(axis=1)] = (solved[..., 0] * y[sets]).sum(axis=1)
    return explained
