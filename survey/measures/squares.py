"""What may be shown of places crossed with what was asked there.

A cell is a part of its place and of what was asked. Each row and each column of such a table
is protected like the parts of any whole, and what is found out in a row must not help in a
column either, nor so on from there.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from survey.measures.disclosure import MONTH, NEVER, Cuts, cuts_of_parts, cuts_of_whole
from survey.measures.remainders import Counts, shares
from survey.measures.small_cuts import Cell, Flags, Group, small_groups

MOST_BY_MONTH = 300  # cells
OTHERS = -1
"""In place of the lines that are not told."""

Stretch = tuple[int, int]
"""From one end to another."""


class Margins(NamedTuple):
    """The boundaries of the sums of a table."""

    whole: Cuts
    rows: Sequence[Cuts]
    columns: Sequence[Cuts]


class _Line(NamedTuple):
    """A row, which runs along axis 1 of the table, or a column."""

    axis: int
    place: int

    @property
    def cells(self) -> tuple[Any, ...]:
        """What to look up in a table."""
        return (self.place,) if self.axis else (slice(None), self.place)

    def cell(self, step: int) -> Cell:
        return (self.place, step) if self.axis else (step, self.place)

    def across(self, step: int) -> "_Line":
        return _Line(1 - self.axis, step)


def cuts_of_cells(
    counts: Counts, *, margins: Margins, ranks: Sequence[int], threshold: int
) -> list[list[Cuts]]:
    """The boundaries of every cell of `counts`, which are rows by columns by months.

    The cells of a large table are not cut between the months of a quarter: few are large enough.
    """
    if counts[..., 0].size > MOST_BY_MONTH:
        quarters = frozenset(k for k, rank in enumerate(ranks) if rank > MONTH)
        lines = ([cuts & quarters for cuts in own] for own in (margins.rows, margins.columns))
        margins = Margins(margins.whole & quarters, *lines)
    square = _Square(counts, margins=margins, ranks=ranks, threshold=threshold)
    square.settle(_Line(1, r) for r in range(len(margins.rows)))
    square.settle(_Line(0, c) for c in range(len(margins.columns)))
    while cell := square.companion():
        square.settle([_Line(1, cell[0]), _Line(0, cell[1])])
    return square.cuts


class _Square:
    """The cells of a table while they give up boundaries.

    People are counted by stretch, first and last end of it, before row and column.
    """

    def __init__(
        self, counts: Counts, *, margins: Margins, ranks: Sequence[int], threshold: int
    ) -> None:
        self._counts, self._ranks, self._threshold = counts, ranks, threshold
        self._sums = np.pad(counts.cumsum(axis=-1), ((0, 0), (0, 0), (1, 0)))
        self._wholes = (margins.columns, margins.rows)
        self.cuts = [
            [
                cuts_of_whole(cell, ranks=ranks, threshold=threshold, allowed=row & column)
                for cell, column in zip(line, margins.columns, strict=True)
            ]
            for line, row in zip(counts, margins.rows, strict=True)
        ]
        self._ends = np.array(sorted(margins.whole), int)
        at = np.moveaxis(self._sums[..., self._ends], -1, 0)
        self._is_forward = np.triu(np.ones((len(at), len(at)), bool), k=1)
        self._people = (at[None] - at[:, None]) * self._is_forward[..., None, None]
        self._left = np.zeros_like(self._people)
        """Of these whoever is in no piece inside of the stretch."""
        self._beyond = np.zeros_like(self._people)
        """Of those again whoever is in a piece that reaches beyond it."""
        self._is_told = np.zeros(self._people.shape, bool)
        """Whether the cell can be cut at both ends of the stretch."""
        self._line_is_told = [np.array([self._told(cuts) for cuts in own]) for own in self._wholes]
        self._few = np.zeros(self._people.shape[:2], int)
        """By stretch, how many cells have a small group left."""
        self._is_safe = np.zeros(self._people.shape[:2], bool)
        """By stretch: nothing is to be had in it, or nothing helps any more."""
        for cell in np.ndindex(*counts.shape[:2]):
            self._look_at(cell)

    def settle(self, lines: Iterable[_Line]) -> None:
        """Protect these lines, and those across them wherever something was given up."""
        waiting = dict.fromkeys(lines)
        while waiting:
            line = next(iter(waiting))
            del waiting[line]
            if not self._is_in_trouble(line):
                continue
            for step, cuts in enumerate(self._protected(line)):
                (r, c) = cell = line.cell(step)
                if cuts != self.cuts[r][c]:
                    self.cuts[r][c] = cuts
                    self._look_at(cell)
                    waiting[line.across(step)] = None

    def companion(self) -> Cell | None:
        """Let one cell give up a boundary where subtractions from line to line leave a few."""
        while stretch := self._longest_at_risk():
            for group in self._small_groups(stretch):
                cell = self._helper(stretch, group)
                if cell is not None:
                    self._give_up(cell, stretch=stretch)
                    return cell
            self._is_safe[stretch] = True
        return None

    def _is_in_trouble(self, line: _Line) -> bool:
        own = (slice(None), slice(None), *line.cells)
        groups = np.array([self._left[own].sum(axis=-1), self._beyond[own].sum(axis=-1)])
        return bool((self._is_small(groups) & self._line_is_told[line.axis][line.place]).any())

    def _protected(self, line: _Line) -> tuple[Cuts, ...]:
        steps = range(self._counts.shape[line.axis])
        return cuts_of_parts(
            self._counts[line.cells],
            whole=self._wholes[line.axis][line.place],
            ranks=self._ranks,
            threshold=self._threshold,
            own=[self.cuts[r][c] for r, c in map(line.cell, steps)],
        )

    def _longest_at_risk(self) -> Stretch | None:
        first, last = np.nonzero((self._few > 0) & ~self._is_safe)
        if not len(first):
            return None
        longest = np.argmax(last - first)
        return int(first[longest]), int(last[longest])

    def _small_groups(self, stretch: Stretch) -> Iterator[Group]:
        """The sum of all lines that are not told is told, as what is left of the whole."""
        columns, rows = (told[:, *stretch] for told in self._line_is_told)
        left = _merged(self._left[stretch], rows=rows, columns=columns)
        hidden = _merged(~self._is_told[stretch], rows=rows, columns=columns) > 0
        numbers = [np.append(np.flatnonzero(told), OTHERS) for told in (rows, columns)]
        for group in small_groups(left, hidden=hidden, threshold=self._threshold):
            yield Group(numbers[0][group.rows].tolist(), numbers[1][group.columns].tolist())

    def _helper(self, stretch: Stretch, group: Group) -> Cell | None:
        """A cell that, hidden, makes the group larger or keeps it from being had.

        The smallest one with somebody in it: that one is empty may be known from elsewhere.
        """
        height, width = self._counts.shape[:2]
        rows, columns = np.isin(range(height), group.rows), np.isin(range(width), group.columns)
        cells = np.argwhere((rows[:, None] != columns) & self._is_told[stretch])
        if not len(cells):
            return None
        people = self._people[stretch][tuple(cells.T)]
        r, c = cells[np.lexsort((people, people == 0))[0]].tolist()
        return r, c

    def _give_up(self, cell: Cell, *, stretch: Stretch) -> None:
        """The boundary at that end of the stretch which people ask for less."""
        r, c = cell
        first, last = (self._ends[end] for end in stretch)
        inside = sorted(cut for cut in self.cuts[r][c] if first <= cut <= last)
        sums = self._sums[cell]
        edge = min(inside[0], inside[-1], key=lambda cut: self._ranks[cut])
        kept = self.cuts[r][c] - {cut for cut in inside if sums[cut] == sums[edge]}
        self.cuts[r][c] = kept if len(kept) > 1 else NEVER
        self._look_at(cell)

    def _look_at(self, cell: Cell) -> None:
        """Count anew who is left of a cell, in every stretch."""
        at = (slice(None), slice(None), *cell)
        cuts = self.cuts[cell[0]][cell[1]]
        inside, beyond = shares(self._sums[cell], cuts=cuts, ends=self._ends)
        left = self._people[at] - inside
        is_told = self._told(cuts)
        self._is_safe &= (is_told == self._is_told[at]) & (left == self._left[at])
        self._few += self._is_small(left).astype(int) - self._is_small(self._left[at])
        self._is_told[at], self._left[at], self._beyond[at] = is_told, left, beyond

    def _told(self, cuts: Cuts) -> Flags:
        is_end = np.array([end in cuts for end in self._ends.tolist()], bool)
        return is_end[:, None] & is_end & self._is_forward

    def _is_small(self, group: Counts) -> Flags:
        return (group > 0) & (group < self._threshold)


def _merged(table: NDArray[Any], *, rows: Flags, columns: Flags) -> Counts:
    """The lines that are told, and after them all others as one."""
    upright = np.vstack([table[rows], table[~rows].sum(axis=0)])
    return np.column_stack([upright[:, columns], upright[:, ~columns].sum(axis=1)])
