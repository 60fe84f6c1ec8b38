"""Weights that reproduce totals of columns, and the errors that remain."""

from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from analysis import refusals
from analysis.calibration_residuals import RegressionResiduals
from analysis.design import Design, Floats

ROUNDS = 500
NEARNESS = 1e-12
"""How near weighted sums must come to the totals, as a share of them."""


def calibrated_linearly(design: Design, auxiliaries: ArrayLike, *, totals: ArrayLike) -> Design:
    r"""The design with weights that reproduce totals, nearest to the old ones in squares.

    Parameters
    ----------
    design : Design
        How the sample was drawn.
    auxiliaries : array_like of number, shape (n,) or (n, p)
        What is known of each row: a column of 1 for the size of the population, 0 and 1 for
        its groups, amounts.
    totals : array_like of number, shape (p,)
        What each column sums to in the population.

    Returns
    -------
    Design
        With other weights, and variances of what the columns do not explain.

    Raises
    ------
    ValueError
        If a number is missing or infinite, shapes do not fit, totals contradict each other, or
        a weight would be 0 or less.

    Notes
    -----
    The general regression estimator: :math:`w' = w (1 + x^T \lambda)` with
    :math:`\lambda = (\sum w x x^T)^{-1} (t - \sum w x)`. In variances the contribution of a
    row, per weight, is replaced by its residual from the regression on x weighted by w.
    Where a weight would fall below 0 the totals are too far from the sample.

    References
    ----------
    .. [1] Deville, J.-C., Särndal, C.-E. (1992). Calibration estimators in survey sampling.
       JASA 87(418), 376-382, equations 1.1 and 3.4.

    Examples
    --------
    >>> from analysis.design import sampling_design
    >>> sample = sampling_design([10.0, 10.0, 10.0])
    >>> calibrated_linearly(sample, [1, 1, 1], totals=[60]).weights
    array([20., 20., 20.])
    """
    x, known = _auxiliaries(design, auxiliaries, totals)
    slopes = np.linalg.lstsq(_gram(x, design.weights), known - design.weights @ x, rcond=1e-12)
    weights = design.weights * (1 + x @ slopes[0])
    if not np.all(weights > 0):
        raise ValueError("totals are too far from the sample: weights would fall to 0 or below")
    return _calibrated(design, x, known, weights)


def calibrated_exponentially(
    design: Design, auxiliaries: ArrayLike, *, totals: ArrayLike
) -> Design:
    r"""The design with weights that reproduce totals, each the old one times a positive factor.

    Parameters
    ----------
    design : Design
        How the sample was drawn.
    auxiliaries : array_like of number, shape (n,) or (n, p)
        What is known of each row, as for `calibrated_linearly`.
    totals : array_like of number, shape (p,)
        What each column sums to in the population.

    Returns
    -------
    Design
        With other weights, and variances of what the columns do not explain.

    Raises
    ------
    ValueError
        If a number is missing or infinite, shapes do not fit, totals contradict each other, or
        no weights are found that reproduce them.

    Notes
    -----
    :math:`w' = w \exp(x^T \lambda)`, with λ by Newton's method; in variances as
    `calibrated_linearly`. With columns of 0 and 1 for the labels of margins the weights are
    those of `raked`. A few factors may become very large: look at them.

    References
    ----------
    .. [1] Deville, J.-C., Särndal, C.-E. (1992). Calibration estimators in survey sampling.
       JASA 87(418), 376-382, case 2 of table 1.

    Examples
    --------
    >>> from analysis.design import sampling_design
    >>> sample = sampling_design([10.0, 10.0, 10.0])
    >>> calibrated_exponentially(sample, [1, 1, 1], totals=[60]).weights.round(9)
    array([20., 20., 20.])
    """
    x, known = _auxiliaries(design, auxiliaries, totals)
    exponent, near = np.zeros(x.shape[0]), NEARNESS * (design.weights @ np.abs(x) + np.abs(known))
    for _ in range(ROUNDS):
        weights = design.weights * np.exp(exponent)
        short = known - weights @ x
        if np.all(np.abs(short) <= near):
            return _calibrated(design, x, known, weights)
        step = x @ np.linalg.lstsq(_gram(x, weights), short, rcond=1e-12)[0]
        # A long step may overshoot to where no number is large enough.
        exponent += step * min(1.0, 2.0 / np.abs(step).max(initial=1e-300))
        if np.abs(exponent).max() > 100:
            break
    raise ValueError("totals cannot be reproduced: no weights were found for them")


def _auxiliaries(
    design: Design, auxiliaries: ArrayLike, totals: ArrayLike
) -> tuple[Floats, Floats]:
    """Columns in a unit in which their weighted squares sum to 1, and the totals likewise."""
    x = refusals.finite_matrix(auxiliaries, rows=design.weights.size, name="auxiliaries")
    known = np.asarray(totals, float)
    if known.shape != (x.shape[1],) or not np.all(np.isfinite(known)):
        raise ValueError("totals must hold one finite number for each column of auxiliaries")
    unit = np.sqrt(design.weights @ x**2)
    if not np.all(unit > 0):
        raise ValueError("auxiliaries must not have a column of zeros")
    return x / unit, known / unit


def _gram(x: Floats, weights: Floats) -> Floats:
    return np.asarray(x.T @ (weights[:, None] * x))


def _calibrated(design: Design, x: Floats, known: Floats, weights: Floats) -> Design:
    if not np.allclose(weights @ x, known, rtol=1e-9, atol=1e-9 * np.abs(known).max()):
        raise ValueError("totals contradict each other")
    residuals = RegressionResiduals.on(x, row_weights=design.weights, new=weights)
    return replace(design, weights=weights, adjustments=(*design.adjustments, residuals))
