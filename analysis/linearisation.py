"""The variance of an estimate from what each row of the sample contributes to it."""

import numpy as np
from numpy.typing import ArrayLike

from analysis import refusals
from analysis.design import Design, Floats
from analysis.grouping import sums_by


def linearised_covariance(design: Design, influences: ArrayLike) -> Floats:
    r"""Covariance matrix of estimates, from what the rows contribute to each.

    Parameters
    ----------
    design : Design
        How the sample was drawn.
    influences : array_like of number, shape (n, k)
        What each row, with its weight, contributes to each of k estimates: w y for a total,
        w (y - mean) / sum of w for a mean. Rows outside a domain contribute 0 and stay.

    Returns
    -------
    ndarray, shape (k, k)
        In the squared unit of the estimates.

    Raises
    ------
    ValueError
        If an influence is missing or infinite, or there is not one for each row.

    Notes
    -----
    With :math:`z_{hi}` the sum of the influences of unit i of stratum h:

    .. math:: \sum_h \left(1 - \frac{n_h}{N_h}\right) \frac{n_h}{n_h - 1}
              \sum_i (z_{hi} - \bar z_h)(z_{hi} - \bar z_h)^T

    Influences are first replaced by their residuals where the weights were calibrated. A
    stratum with one unit adds what the design says; 'adjust' takes the distance from the mean
    over all units. (R's survey package takes the distance from 0, which is the same for means
    and ratios, and gives far too much for totals.)

    References
    ----------
    .. [1] Binder, D. A. (1983). On the variances of asymptotically normal estimators from
       complex surveys. International Statistical Review 51(3), 279-292.
    .. [2] Wolter, K. M. (2007). Introduction to Variance Estimation, 2nd ed., Springer,
       section 6.3.

    Examples
    --------
    >>> from analysis.design import sampling_design
    >>> design = sampling_design([2, 2, 2])
    >>> linearised_covariance(design, [[2.0], [4.0], [6.0]])
    array([[12.]])
    """
    z = refusals.finite_matrix(influences, rows=design.weights.size, name="influences")
    for adjustment in design.adjustments:
        z = adjustment.residuals(z)
    totals = z if design.units is None else sums_by(design.units, z, groups=design.strata.size)
    centres = sums_by(design.strata, totals, groups=design.units_drawn.size)
    centres /= design.units_drawn[:, None]
    if design.lonely == "adjust":
        centres[design.is_lonely] = totals.mean(axis=0)
    scaled = (totals - centres[design.strata]) * np.sqrt(design.factors)[design.strata, None]
    return np.asarray(scaled.T @ scaled)
