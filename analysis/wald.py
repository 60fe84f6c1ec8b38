"""What the tests of a designed sample have in common."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from analysis.design import Design, Floats, domain_degrees_of_freedom


class WaldTest(NamedTuple):
    """A statistic and its p; degrees of freedom need not be whole numbers."""

    statistic: float
    numerator: float
    denominator: float
    p_value: float


def rows_that_count(design: Design, answered: ArrayLike | None) -> tuple[NDArray[np.bool_], int]:
    """Which rows do, and the degrees of freedom that they leave."""
    rows = np.ones(design.weights.size, bool) if answered is None else np.asarray(answered)
    return rows, domain_degrees_of_freedom(design, rows=rows)


def enough(degrees_of_freedom: int) -> int:
    if degrees_of_freedom < 1:
        raise ValueError("design must have more units than this test uses up")
    return degrees_of_freedom


def distance(differences: Floats, covariance: Floats, *, name: str) -> float:
    """d' V⁻¹ d; refused where V has no inverse, for then something does not vary."""
    scale = np.sqrt(np.diag(covariance))
    if not np.all(scale > 0) or not np.linalg.cond(covariance / np.outer(scale, scale)) < 1e12:
        raise ValueError(f"{name} must vary within the groups, and not in step")
    return float(differences @ np.linalg.solve(covariance, differences))


def f_test(f: float, numerator: float, denominator: float, *, statistic: float) -> WaldTest:
    p = float(special.fdtrc(numerator, denominator, f))
    return WaldTest(statistic, numerator, denominator, p)
