"""How much more units vary than chance, judged from standardised scores."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from analysis import refusals


class Overdispersion(NamedTuple):
    """How much more the units vary than chance, and between which scores that was judged.

    `phi` is the mean square of the winsorised scores (1 is chance), `beyond_chance` whether it
    is more than two standard deviations above that.
    """

    lower: float
    upper: float
    phi_raw: float
    phi: float
    beyond_chance: bool


def overdispersion(scores: ArrayLike, *, trim: float = 0.1) -> Overdispersion:
    r"""How much more standardised scores vary than chance, little moved by outliers.

    Parameters
    ----------
    scores : array_like of float, shape (m,)
        Distance of each unit from the target in standard errors.
    trim : float, default 0.1
        Scores beyond the quantiles `trim` and ``1 - trim`` are set to these; from 0 to
        below 0.5.

    Returns
    -------
    Overdispersion
        The two quantiles, the mean square of the scores before and after, without unit.

    Raises
    ------
    ValueError
        If there are fewer than two scores, one is missing or infinite, or `trim` is not in
        [0, 0.5).

    Notes
    -----
    .. math:: \hat\phi = \frac{1}{m} \sum_i z_i^2

    with the winsorised :math:`z_i`; quantiles are interpolated linearly (type 7). Beyond
    chance is :math:`\hat\phi > 1 + 2 \sqrt{2 / m}`. Winsorising makes the estimate a
    little too small where nothing is wrong.

    References
    ----------
    .. [1] Spiegelhalter, D. J. (2005). Handling over-dispersion of performance indicators.
       Quality and Safety in Health Care 14(5), 347-351.

    Examples
    --------
    >>> spread = overdispersion([-3, -1, 0, 1, 2, 12], trim=0.2)
    >>> spread.phi, spread.beyond_chance
    (1.8333333333333333, False)
    """
    z = refusals.finite_row(scores, at_least=2, name="scores")
    if not 0 <= trim < 0.5:
        raise ValueError(f"trim must lie in [0, 0.5), got {trim}")
    lower, upper = np.quantile(z, [trim, 1 - trim])
    phi = float((np.clip(z, lower, upper) ** 2).mean())
    beyond = phi > 1 + 2 * np.sqrt(2 / z.size)
    return Overdispersion(float(lower), float(upper), float((z**2).mean()), phi, bool(beyond))


def variance_between(standard_errors: ArrayLike, *, phi: float) -> float:
    r"""Variance between units that explains an overdispersion.

    Parameters
    ----------
    standard_errors : array_like of float, shape (m,)
        What chance alone gives each unit, above 0.
    phi : float
        Mean square of the (winsorised) scores, 0 or more.

    Returns
    -------
    float
        In the squared unit of `standard_errors`; 0 where chance explains the spread.

    Raises
    ------
    ValueError
        If there are fewer than two units, a standard error is not above 0, or `phi` is
        negative or missing.

    Notes
    -----
    The moment estimate of DerSimonian and Laird with :math:`Q = m \phi` and
    :math:`w_i = 1 / \sigma_i^2`:

    .. math:: \hat\tau^2 = \max\left(0, \frac{m \phi - (m - 1)}{\sum w - \sum w^2 / \sum w}\right)

    References
    ----------
    .. [1] DerSimonian, R., Laird, N. (1986). Meta-analysis in clinical trials. Controlled
       Clinical Trials 7(3), 177-188.
    .. [2] Spiegelhalter, D. J. (2005). Funnel plots for comparing institutional
       performance. Statistics in Medicine 24(8), 1185-1202, section A.3.

    Examples
    --------
    >>> round(variance_between([0.04, 0.02, 0.04, 0.06], phi=4.0), 6)
    0.005745
    """
    sigma = refusals.finite_row(standard_errors, at_least=2, name="standard_errors")
    if not np.all(sigma > 0):
        raise ValueError("standard_errors must be above 0")
    if not 0 <= phi < np.inf:
        raise ValueError(f"phi must be a finite number of 0 or more, got {phi}")
    w, m = sigma**-2, sigma.size
    return max(0.0, float((m * phi - (m - 1)) / (w.sum() - (w**2).sum() / w.sum())))
