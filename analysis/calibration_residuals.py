"""What known totals leave unexplained in the contributions of the rows to an estimate."""

from dataclasses import dataclass

import numpy as np

from analysis.design import Floats
from analysis.grouping import Ints, sums_by

NEGLIGIBLE = 1e-9
"""A direction with so little of the largest is one that rounding made."""


@dataclass(frozen=True, eq=False)
class CellResiduals:
    """Distances from the mean of the cell, by the weights before calibration."""

    cells: Ints
    many: int
    old: Floats
    new: Floats

    def residuals(self, influences: Floats) -> Floats:
        per_weight = influences / self.new[:, None]
        sums = sums_by(self.cells, per_weight, groups=self.many, weights=self.old)
        means = sums / np.bincount(self.cells, weights=self.old)[:, None]
        return np.asarray((per_weight - means[self.cells]) * self.new[:, None])


@dataclass(frozen=True, eq=False)
class RegressionResiduals:
    """Residuals of a weighted regression, from an orthonormal basis of what explains."""

    basis: Floats
    scale: Floats

    @classmethod
    def on(cls, columns: Floats, *, row_weights: Floats, new: Floats) -> "RegressionResiduals":
        """`row_weights` count the rows in the regression, `new` are the calibrated weights."""
        root = np.sqrt(row_weights)
        basis, strength, _ = np.linalg.svd(columns * root[:, None], full_matrices=False)
        basis = basis[:, strength > NEGLIGIBLE * strength[0]]
        return cls(basis, new / root)

    def residuals(self, influences: Floats) -> Floats:
        scaled = influences / self.scale[:, None]
        scaled -= self.basis @ (self.basis.T @ scaled)
        return np.asarray(scaled * self.scale[:, None])
