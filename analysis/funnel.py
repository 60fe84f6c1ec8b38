"""Funnel plots: which units differ from all by more than their size explains."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from analysis import binomial_distribution as binomial
from analysis import refusals
from analysis.overdispersion import Overdispersion, overdispersion, variance_between

Floats = NDArray[np.float64]


class Limits(NamedTuple):
    """Lower and upper limit of each unit, in the unit of the target."""

    lower: Floats
    upper: Floats


@dataclass(frozen=True)
class Funnel:
    """Shares of units around a target.

    `z` counts standard errors from the target. `z_multiplicative` and `z_additive` allow for
    what units vary beyond chance: the first stretches every standard error by the square root
    of phi, the second adds the variance `tau2` between units to each.
    """

    share: Floats
    target: float
    sigma: Floats
    z: Floats
    overdispersion: Overdispersion
    tau2: float
    z_multiplicative: Floats
    z_additive: Floats

    @property
    def sigma_multiplicative(self) -> Floats:
        return np.asarray(self.sigma * np.sqrt(max(1.0, self.overdispersion.phi)))

    @property
    def sigma_additive(self) -> Floats:
        return np.asarray(np.sqrt(self.sigma**2 + self.tau2))


def share_funnel(
    successes: ArrayLike,
    trials: ArrayLike,
    *,
    target: float | None = None,
    trim: float = 0.1,
) -> Funnel:
    r"""Funnel of shares: the units around their pooled share or a given target.

    Parameters
    ----------
    successes : array_like of number, shape (m,)
        How many of `trials` have the property in each unit; 0 <= successes <= trials.
    trials : array_like of number, shape broadcastable to `successes`
        How many answered in each unit, at least 1.
    target : float, optional
        The share that units are held against, strictly between 0 and 1; the pooled share if
        left out.
    trim : float, default 0.1
        Which part of the scores at either end is pulled in before the spread is judged; from
        0 to below 0.5.

    Returns
    -------
    Funnel
        Shares in [0, 1], scores in standard errors, `tau2` as a variance of shares.

    Raises
    ------
    ValueError
        If there are fewer than two units, a count is negative, fractional or missing,
        `successes` exceeds `trials`, the pooled share is 0 or 1 without a `target`, or
        `target` or `trim` is out of range.

    Notes
    -----
    With the target :math:`\theta`, :math:`\sigma_i^2 = \theta (1 - \theta) / n_i` and
    :math:`\phi, \tau^2` from `overdispersion` and `variance_between`:

    .. math::

        z_i = \frac{p_i - \theta}{\sigma_i}, \quad
        z_i^{mult} = \frac{z_i}{\sqrt{\max(1, \phi)}}, \quad
        z_i^{add} = \frac{p_i - \theta}{\sqrt{\sigma_i^2 + \tau^2}}

    Units must not share people. A unit outside differs; that it is better or worse is
    not said before its tasks and its citizens have been compared. With fewer than about
    ten units the spread between them is a rough guess.

    References
    ----------
    .. [1] Spiegelhalter, D. J. (2005). Funnel plots for comparing institutional
       performance. Statistics in Medicine 24(8), 1185-1202.

    Examples
    --------
    >>> funnel = share_funnel([80, 350, 70, 45], [100, 400, 100, 50])
    >>> f"{funnel.target:.4f}", funnel.z.round(2).tolist()
    ('0.8385', [-1.05, 1.99, -3.76, 1.18])
    """
    x, n = refusals.series_of_shares(successes, trials, at_least=2)
    centre = float(x.sum() / n.sum()) if target is None else target
    if not 0 < centre < 1:
        raise ValueError(f"target must lie strictly between 0 and 1, got {centre}")
    sigma = np.sqrt(centre * (1 - centre) / n)
    z = (x / n - centre) / sigma
    spread = overdispersion(z, trim=trim)
    tau2 = variance_between(sigma, phi=spread.phi)
    return Funnel(
        share=x / n,
        target=centre,
        sigma=sigma,
        z=z,
        overdispersion=spread,
        tau2=tau2,
        z_multiplicative=z / np.sqrt(max(1.0, spread.phi)),
        z_additive=(x / n - centre) / np.sqrt(sigma**2 + tau2),
    )


def normal_limits(target: float, standard_errors: ArrayLike, *, coverage: float = 0.95) -> Limits:
    r"""Limits of a funnel by the normal distribution.

    Parameters
    ----------
    target : float
        The value that units are held against.
    standard_errors : array_like of float, shape (m,)
        Of each unit: by chance alone or with what units vary beyond it.
    coverage : float, default 0.95
        Which part of the units lies inside if nothing but that spread is at work; strictly
        between 0 and 1. Customary are 0.95 and 0.998.

    Returns
    -------
    Limits
        In the unit of `target`, not cut: limits of a share may lie outside [0, 1].

    Raises
    ------
    ValueError
        If `target` or a standard error is missing or infinite, a standard error is not above
        0, or `coverage` is not in (0, 1).

    Notes
    -----
    .. math:: \theta \pm z_{(1 + c) / 2} \, \sigma_i

    For small units and shares near 0 or 1 `exact_limits` are right.

    References
    ----------
    .. [1] Spiegelhalter, D. J. (2005), as for `share_funnel`, section 2.

    Examples
    --------
    >>> limits = normal_limits(0.8, [0.04, 0.02])
    >>> limits.lower.round(3).tolist(), limits.upper.round(3).tolist()
    ([0.722, 0.761], [0.878, 0.839])
    """
    refusals.check_confidence(coverage)
    sigma = refusals.finite_row(standard_errors, at_least=1, name="standard_errors")
    if not np.all(sigma > 0) or not np.isfinite(target):
        raise ValueError("target must be a number and standard_errors above 0")
    reach = special.ndtri((1 + coverage) / 2) * sigma
    return Limits(target - reach, target + reach)


def exact_limits(target: float, trials: ArrayLike, *, coverage: float = 0.95) -> Limits:
    r"""Limits of a funnel of shares by the binomial distribution, interpolated.

    Parameters
    ----------
    target : float
        The share that units are held against, strictly between 0 and 1.
    trials : array_like of number, shape (m,)
        How many answered in each unit, at least 1.
    coverage : float, default 0.95
        Which part of the units lies inside by chance; strictly between 0 and 1.

    Returns
    -------
    Limits
        Shares. Interpolation may take a limit of a tiny unit a little outside [0, 1].

    Raises
    ------
    ValueError
        If `target` or `coverage` is not in (0, 1), or a count is fractional, missing or
        below 1.

    Notes
    -----
    With the quantile r of the level q, the smallest number that is not exceeded with
    probability q or more,

    .. math::

        \frac{r - \alpha}{n}, \quad
        \alpha = \frac{P(X \le r) - q}{P(X \le r) - P(X \le r - 1)}

    at the levels :math:`(1 \mp c) / 2`. Allows for chance alone, not for what units vary
    beyond it.

    References
    ----------
    .. [1] Spiegelhalter, D. J. (2005), as for `share_funnel`, section A.1.1.

    Examples
    --------
    >>> limits = exact_limits(0.8, [25, 100])
    >>> limits.lower.round(3).tolist(), limits.upper.round(3).tolist()
    ([0.61, 0.714], [0.924, 0.87])
    """
    refusals.check_confidence(coverage)
    n = refusals.finite_row(trials, at_least=1, name="trials")
    if not np.all(n >= 1):
        raise ValueError("trials must be at least 1")
    return Limits(
        *(_interpolated(q, n, p=target) for q in ((1 - coverage) / 2, (1 + coverage) / 2))
    )


def _interpolated(q: float, n: Floats, *, p: float) -> Floats:
    r = binomial.quantile(q, n, probability=p)
    reached = binomial.at_most(r, n, probability=p)
    below = binomial.at_most(r - 1, n, probability=p)
    return np.asarray((r - (reached - q) / (reached - below)) / n)
