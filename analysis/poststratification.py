"""Weights that reproduce how many people each cell, or each margin, of the population has."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from analysis.calibration_residuals import CellResiduals, RegressionResiduals
from analysis.design import Design, Floats
from analysis.grouping import Groups, grouped

ROUNDS = 500
NEARNESS = 1e-12
"""How near weighted sums must come to the totals, as a share of them."""


def poststratified(design: Design, cells: ArrayLike, *, totals: Mapping[Any, float]) -> Design:
    r"""The design with weights that sum to known totals of cells of the population.

    Parameters
    ----------
    design : Design
        How the sample was drawn.
    cells : array_like, shape (n,)
        The cell of each row, such as sex by age.
    totals : mapping from cell to number
        How many of the population are in each cell, above 0; for exactly the cells that the
        sample has.

    Returns
    -------
    Design
        With other weights, and variances of what the cells do not explain.

    Raises
    ------
    ValueError
        If a cell is missing, `totals` has other cells than the sample, or a total is missing,
        infinite, 0 or less.

    Notes
    -----
    In cell c :math:`w' = w N_c / \sum_c w`; in variances the contribution u of a row, per
    weight, becomes :math:`u - \sum_c w u / \sum_c w`. Cells should hold some twenty rows.
    Corrects for who did not answer only as far as those who did are like the others of their
    cell.

    References
    ----------
    .. [1] Holt, D., Smith, T. M. F. (1979). Post stratification. JRSS A 142(1), 33-46.
    .. [2] Särndal, C.-E., Swensson, B., Wretman, J. (1992). Model Assisted Survey Sampling,
       Springer, section 7.6.

    Examples
    --------
    >>> from analysis.design import sampling_design
    >>> sample = sampling_design([1.0] * 4)
    >>> poststratified(sample, ["m", "f", "f", "f"], totals={"m": 50, "f": 60}).weights
    array([50., 20., 20., 20.])
    """
    named = grouped(cells, rows=design.weights.size, name="cells")
    known = _of_groups(totals, named)
    sums = np.bincount(named.codes, weights=design.weights)
    weights = design.weights * (known / sums)[named.codes]
    residuals = CellResiduals(named.codes, known.size, design.weights, weights)
    return replace(design, weights=weights, adjustments=(*design.adjustments, residuals))


def raked(
    design: Design, margins: Sequence[ArrayLike], *, totals: Sequence[Mapping[Any, float]]
) -> Design:
    r"""The design with weights that sum to known totals of several margins.

    Parameters
    ----------
    design : Design
        How the sample was drawn.
    margins : sequence of array_like, each of shape (n,)
        For each margin the label of each row.
    totals : sequence of mappings from label to number
        For each margin how many of the population have each label, above 0; for exactly the
        labels that the sample has, and with one sum for all margins.

    Returns
    -------
    Design
        With other weights, and variances of what the margins do not explain.

    Raises
    ------
    ValueError
        If there is no margin, a label is missing, `totals` has other labels than the sample or
        is not of one sum, a total is missing, infinite, 0 or less, or no weights come near all
        totals.

    Notes
    -----
    Weights are fitted to one margin after the other until all sums are within 1e-12 of their
    totals. In variances the contribution of a row, per weight, is replaced by its residual
    from a regression on the margins in which all rows count alike, as in R's `rake`;
    `calibrated_exponentially` finds the same weights, and counts rows by their weights in that
    regression. With equal weights the two errors are the same.

    References
    ----------
    .. [1] Deming, W. E., Stephan, F. F. (1940). On a least squares adjustment of a sampled
       frequency table. Annals of Mathematical Statistics 11(4), 427-444.
    .. [2] Deville, J.-C., Särndal, C.-E., Sautory, O. (1993). Generalized raking procedures
       in survey sampling. JASA 88(423), 1013-1020.

    Examples
    --------
    >>> from analysis.design import sampling_design
    >>> sample = sampling_design([1.0] * 4)
    >>> fitted = raked(sample, ["mmff", "xyxy"], totals=[{"m": 6, "f": 4}, {"x": 5, "y": 5}])
    Traceback (most recent call last):
    ValueError: margins must hold one label for each of the 4 rows
    >>> margins = [list("mmff"), list("xyxy")]
    >>> raked(sample, margins, totals=[{"m": 6, "f": 4}, {"x": 5, "y": 5}]).weights
    array([3., 3., 2., 2.])
    """
    if len(margins) == 0 or len(totals) != len(margins):
        raise ValueError("totals must hold one mapping for each margin, and at least one")
    named = [grouped(margin, rows=design.weights.size, name="margins") for margin in margins]
    known = [_of_groups(given, margin) for given, margin in zip(totals, named, strict=True)]
    if not np.allclose([total.sum() for total in known], known[0].sum(), rtol=1e-9, atol=0):
        raise ValueError("totals must have one sum for all margins")
    weights = _proportionally_fitted(design.weights, named, known)
    members = np.hstack([np.eye(len(margin.labels))[margin.codes] for margin in named])
    residuals = RegressionResiduals.on(members, row_weights=np.ones_like(weights), new=weights)
    return replace(design, weights=weights, adjustments=(*design.adjustments, residuals))


def _of_groups(totals: Mapping[Any, float], named: Groups) -> Floats:
    """The totals in the order of the labels."""
    given = {str(label): total for label, total in totals.items()}
    labels = [str(label) for label in named.labels.tolist()]
    if set(given) != set(labels):
        odd = sorted(set(given) ^ set(labels))
        raise ValueError(f"totals must be of what the sample has; not of both: {', '.join(odd)}")
    known = np.array([given[label] for label in labels], float)
    if not np.all((known > 0) & (known < np.inf)):
        raise ValueError("totals must be finite numbers above 0")
    return known


def _proportionally_fitted(weights: Floats, margins: list[Groups], totals: list[Floats]) -> Floats:
    for _ in range(ROUNDS):
        away = 0.0
        for margin, known in zip(margins, totals, strict=True):
            factors = known / np.bincount(margin.codes, weights=weights)
            weights = weights * factors[margin.codes]
            away = max(away, np.abs(factors - 1).max())
        if away <= NEARNESS:
            return weights
    raise ValueError("totals cannot be reproduced: no weights were found for all margins")
