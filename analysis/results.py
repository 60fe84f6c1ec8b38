"""What a test answers with."""

from typing import NamedTuple, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

Floats = NDArray[np.float64]


class NormalTest(NamedTuple):
    """A statistic that is standard normal under the null hypothesis, and its two-sided p-value."""

    z: Floats
    p_value: Floats

    @classmethod
    def of(cls, z: ArrayLike) -> Self:
        return cls(np.asarray(z)[()], np.asarray(2 * special.ndtr(-np.abs(z)))[()])


class ChiSquareTest(NamedTuple):
    """A statistic that is chi-square under the null hypothesis, and its p-value."""

    statistic: float
    freedom: int
    p_value: float

    @classmethod
    def of(cls, statistic: float, freedom: int) -> Self:
        return cls(float(statistic), freedom, float(special.chdtrc(freedom, statistic)))
