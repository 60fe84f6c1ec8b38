"""Estimates of units with standard errors of their own: their mean, their spread, each of them."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import optimize, special

from analysis import refusals
from analysis.overdispersion import variance_between

Floats = NDArray[np.float64]


class RandomEffects(NamedTuple):
    """Mean of the units with its standard error, and the variance between them."""

    mean: float
    standard_error: float
    tau2: float


class Heterogeneity(NamedTuple):
    """Cochran's Q, its p value, and the share of the spread that is not chance, in [0, 1]."""

    q: float
    p: float
    i2: float


def log_odds(successes: ArrayLike, trials: ArrayLike) -> tuple[Floats, Floats]:
    r"""Log odds of shares, with their variances.

    Parameters
    ----------
    successes : array_like of number, shape (m,)
        How many of `trials` have the property in each unit; 0 <= successes <= trials.
    trials : array_like of number, shape broadcastable to `successes`
        How many answered in each unit, at least 1.

    Returns
    -------
    pair of ndarray of shape (m,)
        Natural logarithms of the odds, and the variances of these.

    Raises
    ------
    ValueError
        If there is no unit, or a count is negative, fractional, missing or out of range.

    Notes
    -----
    .. math:: \ln \frac{x}{n - x}, \quad \frac{1}{x} + \frac{1}{n - x}

    with 1/2 added to both counts of a unit in which one of them is 0. With many such units
    the result depends on that half: use `analysis.shrinkage` there.

    References
    ----------
    .. [1] Haldane, J. B. S. (1956). The estimation and significance of the logarithm of a
       ratio of frequencies. Annals of Human Genetics 20(4), 309-311.

    Examples
    --------
    >>> effects, variances = log_odds([30, 10], [40, 10])
    >>> effects.round(4).tolist(), variances.round(4).tolist()
    ([1.0986, 3.0445], [0.1333, 2.0952])
    """
    x, n = refusals.series_of_shares(successes, trials)
    half = np.where((x == 0) | (x == n), 0.5, 0.0)
    yes, no = x + half, n - x + half
    return np.log(yes / no), 1 / yes + 1 / no


def heterogeneity(effects: ArrayLike, variances: ArrayLike) -> Heterogeneity:
    r"""Do units differ by more than their standard errors?

    Parameters
    ----------
    effects : array_like of float, shape (m,)
        The estimate of each unit.
    variances : array_like of float, shape (m,)
        Squared standard error of each, above 0.

    Returns
    -------
    Heterogeneity
        `p` in [0, 1], `i2` as a share in [0, 1], not per cent.

    Raises
    ------
    ValueError
        If there are fewer than two units, an effect is missing or infinite, or a variance
        is not a finite number above 0 for each.

    Notes
    -----
    .. math::

        Q = \sum w_i (y_i - \bar y_w)^2, \quad I^2 = \max(0, (Q - (m - 1)) / Q)

    Q follows a chi-square distribution with m - 1 degrees of freedom where units do not
    differ. With large units any difference is found: look at the spread itself.

    References
    ----------
    .. [1] Cochran, W. G. (1954). The combination of estimates from different experiments.
       Biometrics 10(1), 101-129.
    .. [2] Higgins, J. P. T., Thompson, S. G. (2002). Quantifying heterogeneity in a
       meta-analysis. Statistics in Medicine 21(11), 1539-1558.

    Examples
    --------
    >>> found = heterogeneity([1.1, 0.4, 0.9], [0.04, 0.02, 0.09])
    >>> f"Q = {found.q:.3f}, p = {found.p:.3f}, I2 = {found.i2:.3f}"
    'Q = 8.855, p = 0.012, I2 = 0.774'
    """
    y, v = _units(effects, variances)
    q = float(((y - np.average(y, weights=1 / v)) ** 2 / v).sum())
    beyond_chance = max(0.0, 1 - (y.size - 1) / q) if q > 0 else 0.0
    return Heterogeneity(q, float(special.chdtrc(y.size - 1, q)), beyond_chance)


def moment_model(effects: ArrayLike, variances: ArrayLike) -> RandomEffects:
    r"""Random effects by the moments of DerSimonian and Laird.

    Parameters
    ----------
    effects : array_like of float, shape (m,)
        The estimate of each unit.
    variances : array_like of float, shape (m,)
        Squared standard error of each, above 0.

    Returns
    -------
    RandomEffects
        In the unit of `effects`, `tau2` in its square.

    Raises
    ------
    ValueError
        If `heterogeneity` refuses the units.

    Notes
    -----
    The mean weighted by :math:`1 / (v_i + \tau^2)` with the :math:`\tau^2` of
    `variance_between` at :math:`\phi = Q / m`. Fast and without iteration; too small a
    spread with few units.

    References
    ----------
    .. [1] DerSimonian, R., Laird, N. (1986). Meta-analysis in clinical trials. Controlled
       Clinical Trials 7(3), 177-188.

    Examples
    --------
    >>> model = moment_model([1.1, 0.4, 0.9], [0.04, 0.02, 0.09])
    >>> f"{model.mean:.3f} {model.standard_error:.3f} {model.tau2:.4f}"
    '0.776 0.250 0.1417'
    """
    y, v = _units(effects, variances)
    phi = heterogeneity(y, v).q / y.size
    return _model(y, v, tau2=variance_between(np.sqrt(v), phi=phi))


def restricted_model(effects: ArrayLike, variances: ArrayLike) -> RandomEffects:
    r"""Random effects by restricted maximum likelihood (REML).

    Parameters
    ----------
    effects : array_like of float, shape (m,)
        The estimate of each unit.
    variances : array_like of float, shape (m,)
        Squared standard error of each, above 0.

    Returns
    -------
    RandomEffects
        In the unit of `effects`, `tau2` in its square; 0 where chance explains the spread.

    Raises
    ------
    ValueError
        If `heterogeneity` refuses the units.

    Notes
    -----
    The root :math:`\tau^2` of the restricted score, with :math:`w_i = 1 / (v_i + \tau^2)`:

    .. math:: \sum w_i^2 (y_i - \bar y_w)^2 - \sum w_i + \frac{\sum w_i^2}{\sum w_i} = 0

    Takes the estimates for normal with known variances.

    References
    ----------
    .. [1] Viechtbauer, W. (2005). Bias and efficiency of meta-analytic variance estimators in
       the random-effects model. Journal of Educational and Behavioral Statistics 30(3),
       261-293.

    Examples
    --------
    >>> model = restricted_model([1.1, 0.4, 0.9], [0.04, 0.02, 0.09])
    >>> f"{model.mean:.3f} {model.standard_error:.3f} {model.tau2:.4f}"
    '0.771 0.232 0.1165'
    """
    y, v = _units(effects, variances)
    if _score(0.0, y, v) <= 0:
        return _model(y, v, tau2=0.0)
    high = float(np.var(y) + v.max())
    while _score(high, y, v) > 0:
        high *= 2
    return _model(y, v, tau2=float(optimize.brentq(_score, 0.0, high, (y, v), xtol=1e-14)))


def best_predictions(effects: ArrayLike, variances: ArrayLike, *, model: RandomEffects) -> Floats:
    r"""Each unit drawn towards the mean of all (best linear unbiased predictions).

    Parameters
    ----------
    effects : array_like of float, shape (m,)
        The estimate of each unit.
    variances : array_like of float, shape (m,)
        Squared standard error of each, above 0.
    model : RandomEffects
        From `restricted_model` or `moment_model`.

    Returns
    -------
    ndarray of shape (m,)
        In the unit of `effects`.

    Raises
    ------
    ValueError
        If `heterogeneity` refuses the units.

    Notes
    -----
    .. math:: \hat\theta_i = \lambda_i y_i + (1 - \lambda_i) \hat\mu, \quad
        \lambda_i = \frac{\tau^2}{\tau^2 + v_i}

    For indices and means; shares from counts are better served by `analysis.shrinkage`.

    References
    ----------
    .. [1] Robinson, G. K. (1991). That BLUP is a good thing: the estimation of random
       effects. Statistical Science 6(1), 15-32.

    Examples
    --------
    >>> model = RandomEffects(0.8, 0.2, 0.1)
    >>> best_predictions([1.1, 0.4], [0.1, 0.02], model=model).round(4).tolist()
    [0.95, 0.4667]
    """
    y, v = _units(effects, variances)
    weight = model.tau2 / (model.tau2 + v)
    return np.asarray(weight * y + (1 - weight) * model.mean)


def _units(effects: ArrayLike, variances: ArrayLike) -> tuple[Floats, Floats]:
    y = refusals.finite_row(effects, at_least=2, name="effects")
    v = refusals.finite_row(variances, at_least=2, name="variances")
    if v.shape != y.shape or not np.all(v > 0):
        raise ValueError("variances must hold a number above 0 for each of the effects")
    return y, v


def _score(tau2: float, y: Floats, v: Floats) -> float:
    w = 1 / (v + tau2)
    mean = (w * y).sum() / w.sum()
    return float((w**2 * (y - mean) ** 2).sum() - w.sum() + (w**2).sum() / w.sum())


def _model(y: Floats, v: Floats, *, tau2: float) -> RandomEffects:
    w = 1 / (v + tau2)
    return RandomEffects(float((w * y).sum() / w.sum()), float(w.sum() ** -0.5), tau2)
