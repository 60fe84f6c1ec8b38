"""Shares of small units, drawn towards what all units have in common."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import optimize, special

from analysis import refusals
from analysis.intervals import Interval

Floats = NDArray[np.float64]
LEAST_GAIN = 1e-6
"""A log likelihood that is better by less than this is not better."""
LONGEST_PRIOR = 1e4
"""Times the answers of the largest unit: beyond it, units differ by nothing that can be told."""
STEEPEST = 1e-6
"""A slope of the log likelihood (per answer) that is still flat."""


class BetaPrior(NamedTuple):
    """How the true shares of the units are spread: a beta distribution."""

    alpha: float
    beta: float
    log_likelihood: float

    @property
    def mean(self) -> float:
        return self.alpha / (self.alpha + self.beta)

    @property
    def correlation(self) -> float:
        """How two answers in one unit hang together (rho)."""
        return 1 / (self.alpha + self.beta + 1)


class NoSpread(ValueError):
    """Units do not vary beyond chance: they have one share, and nothing to shrink by."""


def beta_prior(successes: ArrayLike, trials: ArrayLike) -> BetaPrior:
    r"""Spread of the true shares, by maximum likelihood of the beta-binomial distribution.

    Parameters
    ----------
    successes : array_like of number, shape (m,)
        How many of `trials` have the property in each unit; 0 <= successes <= trials.
    trials : array_like of number, shape broadcastable to `successes`
        How many answered in each unit, at least 1.

    Returns
    -------
    BetaPrior
        `alpha` and `beta` count like answers seen beforehand.

    Raises
    ------
    NoSpread
        A ValueError: the units vary no more than chance makes them, so the likelihood has
        no maximum. All of them have the pooled share.
    ValueError
        If there are fewer than two units, a count is negative, fractional, missing or out
        of range, in no unit both some and not all have the property, or the maximum is not
        found.

    Notes
    -----
    .. math::

        \ell(\alpha, \beta) = \sum_i \ln \binom{n_i}{x_i} + \ln B(x_i + \alpha,
        n_i - x_i + \beta) - \ln B(\alpha, \beta)

    Moments of the raw shares would be badly biased where units differ in size. Units must be
    of one kind, so that they can learn from each other; with fewer than about ten the spread
    is a rough guess.

    References
    ----------
    .. [1] Skellam, J. G. (1948). A probability distribution derived from the binomial
       distribution by regarding the probability of success as variable between the sets of
       trials. Journal of the Royal Statistical Society B 10(2), 257-261.
    .. [2] Griffiths, D. A. (1973). Maximum likelihood estimation for the beta-binomial
       distribution. Biometrics 29(4), 637-648.

    Examples
    --------
    >>> prior = beta_prior([18, 45, 8, 70, 12], [20, 60, 20, 80, 30])
    >>> f"{prior.alpha:.3f} {prior.beta:.3f} {prior.mean:.3f}"
    '3.429 1.689 0.670'
    """
    x, n = refusals.series_of_shares(successes, trials, at_least=2)
    if not np.any((x > 0) & (x < n)):
        raise ValueError("successes must be neither none nor all of trials in some unit")
    least = binomial_log_likelihood(x, n)
    pooled = x.sum() / n.sum()
    start = np.log(np.array([10 * pooled, 10 * (1 - pooled)]))
    found = optimize.minimize(
        _loss, start, (x, n), "trust-exact", jac=_slope, hess=_curvature, tol=1e-9
    )
    endless = np.exp(found.x).sum() > LONGEST_PRIOR * n.max()
    if endless or not -found.fun > least + LEAST_GAIN:
        raise NoSpread("successes vary no more than chance makes them: there is no spread")
    logs = found.x - np.linalg.solve(_curvature(found.x, x, n), _slope(found.x, x, n))
    if not np.abs(_slope(logs, x, n)).max() <= STEEPEST * n.size:
        raise ValueError("successes and trials lead to no maximum of the likelihood")
    alpha, beta = np.exp(logs)
    return BetaPrior(float(alpha), float(beta), -float(_loss(logs, x, n)))


def binomial_log_likelihood(successes: ArrayLike, trials: ArrayLike) -> float:
    r"""Log likelihood of one share for all units.

    Parameters
    ----------
    successes : array_like of number, shape (m,)
        How many of `trials` have the property in each unit; 0 <= successes <= trials.
    trials : array_like of number, shape broadcastable to `successes`
        How many answered in each unit, at least 1.

    Returns
    -------
    float
        Natural logarithm; how much less it is than that of `beta_prior` tells how much
        units differ.

    Raises
    ------
    ValueError
        If there is no unit, or a count is negative, fractional, missing or out of range.

    Notes
    -----
    .. math:: \sum_i \ln \binom{n_i}{x_i} + x_i \ln \bar p + (n_i - x_i) \ln (1 - \bar p)

    Twice the difference to the beta-binomial follows, where units do not differ, half a
    chi-square distribution with one degree of freedom and half zero.

    References
    ----------
    .. [1] Self, S. G., Liang, K.-Y. (1987). Asymptotic properties of maximum likelihood
       estimators under nonstandard conditions. JASA 82(398), 605-610.

    Examples
    --------
    >>> round(binomial_log_likelihood([18, 45, 8], [20, 60, 20]), 4)
    -11.6194
    """
    x, n = refusals.series_of_shares(successes, trials)
    p = x.sum() / n.sum()
    return float((_log_choose(x, n) + special.xlogy(x, p) + special.xlogy(n - x, 1 - p)).sum())


def shrunken_shares(
    successes: ArrayLike, trials: ArrayLike, *, prior: BetaPrior, confidence: float = 0.95
) -> Interval:
    r"""What the shares of units are likely to be, given what is known of all of them.

    Parameters
    ----------
    successes : array_like of number, shape (m,)
        How many of `trials` have the property in each unit; 0 <= successes <= trials.
    trials : array_like of number, shape broadcastable to `successes`
        How many answered in each unit, at least 1.
    prior : BetaPrior
        The spread of the units, from `beta_prior`.
    confidence : float, default 0.95
        Probability that a share lies within its limits, strictly between 0 and 1.

    Returns
    -------
    Interval
        Shares in [0, 1]; limits have equal tails. The weight of a unit's own answers is
        n / (n + alpha + beta).

    Raises
    ------
    ValueError
        If a count is negative, fractional, missing or out of range, `prior` is not above
        0, or `confidence` is not in (0, 1).

    Notes
    -----
    .. math::

        \hat p_i = \frac{\alpha + x_i}{\alpha + \beta + n_i}, \quad
        p_i \mid x_i \sim \mathrm{Beta}(\alpha + x_i, \beta + n_i - x_i)

    The limits take the spread for known, so they are a little too narrow with few units.
    Good for ranking and for guessing the next period, not as the measured figure: it takes
    from small units what they did well.

    References
    ----------
    .. [1] Efron, B., Morris, C. (1975). Data analysis using Stein's estimator and its
       generalizations. JASA 70(350), 311-319.
    .. [2] Gelman, A. et al. (2013). Bayesian Data Analysis, 3rd ed., CRC, section 5.3.

    Examples
    --------
    >>> shares = shrunken_shares([9, 900], [10, 1000], prior=BetaPrior(7.5, 2.5, -100.0))
    >>> shares.estimate.round(4).tolist()
    [0.825, 0.8985]
    """
    a, b = _posterior(successes, trials, prior=prior)
    refusals.check_confidence(confidence)
    tail = (1 - confidence) / 2
    lower, upper = special.betaincinv(a, b, tail), special.betainccinv(a, b, tail)
    return Interval(np.asarray(lower, float), a / (a + b), np.asarray(upper, float))


def chance_above(
    successes: ArrayLike, trials: ArrayLike, *, prior: BetaPrior, threshold: float
) -> Floats:
    r"""Probability that the share of a unit lies above a threshold.

    Parameters
    ----------
    successes : array_like of number, shape (m,)
        How many of `trials` have the property in each unit; 0 <= successes <= trials.
    trials : array_like of number, shape broadcastable to `successes`
        How many answered in each unit, at least 1.
    prior : BetaPrior
        The spread of the units, from `beta_prior`.
    threshold : float
        A share in [0, 1]: a target, or the share of all.

    Returns
    -------
    ndarray of shape (m,)
        Probabilities in [0, 1].

    Raises
    ------
    ValueError
        If a count is negative, fractional, missing or out of range, `prior` is not above
        0, or `threshold` is not in [0, 1].

    Notes
    -----
    .. math:: P(p_i > t) = 1 - I_t(\alpha + x_i, \beta + n_i - x_i)

    References
    ----------
    .. [1] Gelman, A. et al. (2013), as for `shrunken_shares`, section 2.4.

    Examples
    --------
    >>> chance_above([9], [10], prior=BetaPrior(7.5, 2.5, -100.0), threshold=0.8).round(3).tolist()
    [0.658]
    """
    a, b = _posterior(successes, trials, prior=prior)
    if not 0 <= threshold <= 1:
        raise ValueError(f"threshold must lie in [0, 1], got {threshold}")
    return np.asarray(special.betaincc(a, b, threshold))


def _posterior(
    successes: ArrayLike, trials: ArrayLike, *, prior: BetaPrior
) -> tuple[Floats, Floats]:
    x, n = refusals.series_of_shares(successes, trials)
    refusals.positive(prior.alpha, name="prior.alpha")
    refusals.positive(prior.beta, name="prior.beta")
    return prior.alpha + x, prior.beta + n - x


def _log_choose(x: Floats, n: Floats) -> Floats:
    return np.asarray(-np.log1p(n) - special.betaln(n - x + 1, x + 1))


def _loss(logs: Floats, x: Floats, n: Floats) -> float:
    a, b = np.exp(logs)
    seen = special.betaln(x + a, n - x + b) - special.betaln(a, b)
    return -float((_log_choose(x, n) + seen).sum())


def _slope(logs: Floats, x: Floats, n: Floats) -> Floats:
    a, b = np.exp(logs)
    return -np.array([a, b]) * _derivatives(special.digamma, a, b, x, n)


def _curvature(logs: Floats, x: Floats, n: Floats) -> Floats:
    a, b = np.exp(logs)
    both = (special.polygamma(1, a + b) - special.polygamma(1, n + a + b)).sum()
    own = _derivatives(lambda v: special.polygamma(1, v), a, b, x, n)
    second = -np.array([[own[0] * a**2, both * a * b], [both * a * b, own[1] * b**2]])
    return np.asarray(second + np.diag(_slope(logs, x, n)))


def _derivatives(psi: Callable[[Any], Any], a: float, b: float, x: Floats, n: Floats) -> Floats:
    common = psi(a + b) - psi(n + a + b)
    return np.array(
        [(psi(x + a) - psi(a) + common).sum(), (psi(n - x + b) - psi(b) + common).sum()]
    )
