"""Sums of a designed sample by group, and how they vary, in a few passes over the rows.

A cell is a group within a stratum, or within a cluster where there are clusters.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis import refusals
from analysis.design import Design, Floats
from analysis.grouping import ROWS_AT_ONCE, Groups, Ints, crossed, grouped, sums_by
from analysis.linearisation import linearised_covariance

NUMBERS_AT_ONCE = 2**22


@dataclass(frozen=True, eq=False)
class DomainSums:
    """C cells of G groups, k questions; see `domain_sums` for how it is made."""

    design: Design
    groups: Groups
    values: Floats
    counts: NDArray[np.bool_] | None
    """Which values count; None where all do."""
    cells: Ints
    """The cell of each row, shape (n,)."""
    cell_group: Ints
    cell_part: Ints
    """The stratum of each cell, or its cluster; shape (C,)."""
    cell_totals: Floats
    cell_sizes: Floats
    """Weighted sums of the values that count, and of 1 for each; shape (C, k) or (C, 1)."""

    def by_group(self, of_cells: Floats) -> Floats:
        return sums_by(self.cell_group, of_cells, groups=self.groups.labels.size)

    def answers(self) -> Floats:
        """How many values count, shape (G, k)."""
        many = self.groups.labels.size
        if self.counts is None:
            rows = np.bincount(self.groups.codes, minlength=many).astype(float)
            return np.broadcast_to(rows[:, None], (many, self.values.shape[1]))
        return sums_by(self.groups.codes, self.counts.astype(float), groups=many)

    def variances(self, centre: Floats) -> Floats:
        """Of the sum of w a (y - centre) of each group, shape (G, k); `centre` has that shape."""
        if self.design.adjustments:
            return self._calibrated_variances(centre)
        sums = self.cell_totals - centre[self.cell_group] * self.cell_sizes
        if self.design.units is None:
            size = np.bincount(self.cells).astype(float)[:, None]
            within = self._squares_of_rows(centre, sums / size)
            return self._over_strata(self.cell_group, self.cell_part, size, sums, within)
        strata = self.design.units_drawn.size
        of_cell = self.design.strata[self.cell_part]
        parts = crossed(self.cell_group, of_cell, seconds=strata)
        many = parts.labels.size
        size = np.bincount(parts.codes).astype(float)[:, None]
        part_sums = sums_by(parts.codes, sums, groups=many)
        apart = sums - (part_sums / size)[parts.codes]
        within = sums_by(parts.codes, apart**2, groups=many)
        group, stratum = np.divmod(parts.labels, strata)
        return self._over_strata(group, stratum, size, part_sums, within)

    def _squares_of_rows(self, centre: Floats, means: Floats) -> Floats:
        """Squared distances of the rows' influences from the mean of their cell, summed."""
        squares = np.zeros_like(means)
        shift = centre[self.cell_group]
        step = max(ROWS_AT_ONCE, self.cell_group.size)
        apart, taken = np.empty((2, min(step, self.cells.size), means.shape[1]))
        for start in range(0, self.cells.size, step):
            rows = slice(start, start + step)
            cells = self.cells[rows]
            apart, taken = apart[: cells.size], taken[: cells.size]
            np.take(shift, cells, axis=0, out=taken, mode="clip")
            np.copyto(apart, self.values[rows])
            apart -= taken
            apart *= self.design.weights[rows, None]
            if self.counts is not None:
                apart[~self.counts[rows]] = 0.0
            np.take(means, cells, axis=0, out=taken, mode="clip")
            apart -= taken
            apart *= apart
            squares += sums_by(cells, apart, groups=self.cell_group.size)
        return squares

    def _over_strata(
        self, group: Ints, stratum: Ints, size: Floats, sums: Floats, within: Floats
    ) -> Floats:
        """Of `size` units in each group and stratum; the stratum's other units contribute 0."""
        design, many = self.design, self.groups.labels.size
        squares = within + sums**2 * (1 / size - 1 / design.units_drawn[stratum][:, None])
        base = np.zeros((many, 1))
        if design.lonely == "adjust" and design.is_lonely.any():
            mean = sums_by(group, sums, groups=many) / design.strata.size
            alone = design.is_lonely[stratum]
            squares[alone] += (sums * (sums - 2 * mean[group]))[alone]
            base = mean**2 * design.factors[design.is_lonely].sum()
        varying = sums_by(group, squares, groups=many, weights=design.factors[stratum])
        return np.maximum(base + varying, 0.0)

    def _calibrated_variances(self, centre: Floats) -> Floats:
        """A column of influences for each group: their residuals reach into the other groups."""
        variances = np.empty_like(centre)
        codes, step = self.groups.codes, max(1, NUMBERS_AT_ONCE // self.cells.size)
        for question in range(centre.shape[1]):
            counts = True if self.counts is None else self.counts[:, [question]]
            for start in range(0, centre.shape[0], step):
                block = np.arange(start, min(start + step, centre.shape[0]))
                apart = self.values[:, [question]] - centre[block, question]
                apart *= self.design.weights[:, None]
                z = np.where((codes[:, None] == block) & counts, apart, 0.0)
                covariance = linearised_covariance(self.design, z)
                variances[block, question] = np.diag(covariance)
        return variances


def sums_of_domains(
    design: Design, values: ArrayLike, *, groups: ArrayLike, answered: ArrayLike | None
) -> DomainSums:
    """Checks all arguments, and passes over the rows once."""
    rows = design.weights.size
    named = grouped(groups, rows=rows, name="groups")
    y, counting = refusals.counted(values, answered, rows=rows)
    counts = None if answered is None else counting
    parts, many = design.strata, design.units_drawn.size
    if design.units is not None:
        parts, many = design.units, design.strata.size
    cells = crossed(named.codes, parts, seconds=many)
    group, part = np.divmod(cells.labels, many)
    totals = sums_by(cells.codes, y, groups=group.size, weights=design.weights)
    ones = np.ones((rows, 1)) if counts is None else counts.astype(float)
    sizes = sums_by(cells.codes, ones, groups=group.size, weights=design.weights)
    return DomainSums(design, named, y, counts, cells.codes, group, part, totals, sizes)
