"""Small groups that can be had by subtracting sums of columns from sums of rows, or the other way.

Of a table of people some cells are hidden, and the sums of its rows and columns are told. Whoever
takes rows, and away from them columns whose hidden cells all lie in these rows, is left with the
hidden cells of the rows outside of the columns. The fewest people that can be left with a certain
cell among them are a least cut of a network, found as the largest flow (Ford and Fulkerson 1956).
"""

from collections import deque
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from survey.measures.remainders import Counts

Flags = NDArray[np.bool_]
Cell = tuple[int, int]
"""Row and column."""
_Line = tuple[bool, int]
"""Whether it is a row, and which."""


class Group(NamedTuple):
    """The hidden cells that lie either in these rows or in these columns, not in both."""

    rows: Sequence[int]
    columns: Sequence[int]


def small_groups(left: Counts, *, hidden: Flags, threshold: int) -> Iterator[Group]:
    """`left`: how many people of each cell are hidden; one that is hidden may be empty."""
    for cell in _at_risk(left, hidden=hidden, threshold=threshold):
        if found := _least_cut(left, hidden=hidden, cell=cell, threshold=threshold):
            yield found
        if found := _least_cut(left.T, hidden=hidden.T, cell=cell[::-1], threshold=threshold):
            yield Group(found.columns, found.rows)


def _at_risk(left: Counts, *, hidden: Flags, threshold: int) -> Iterator[Cell]:
    """Small cells, but those of which short ways tell that whatever holds them is large.

    Short ways lead from the row through another hidden cell of it, from that column to another
    row and through a cell of that to the column. If the threshold is reached behind each of some
    columns, and in the row before them all together, the flow reaches it.
    """
    behind = hidden.T.astype(int) @ left
    rows, columns = np.nonzero((left > 0) & (left < threshold))
    own = left[rows, columns]
    missing = threshold - own
    is_way = behind[:, columns].T - hidden[rows] * own[:, None] >= missing[:, None]
    is_way[np.arange(len(columns)), columns] = False
    is_at_risk = (left[rows] * is_way).sum(axis=1) < missing
    yield from zip(rows[is_at_risk].tolist(), columns[is_at_risk].tolist(), strict=True)


def _least_cut(left: Counts, *, hidden: Flags, cell: Cell, threshold: int) -> Group | None:
    """A small group that rows less columns leave, with this cell in it.

    A way leads from a row through a hidden cell to its column for as many people as the cell holds,
    and from a column to any of its rows for as many as one likes.
    """
    flow, missing = np.zeros_like(left), threshold
    while missing > 0:
        way, seen = _way(left - flow, hidden=hidden, cell=cell)
        if not way:
            rows = [place for is_row, place in seen if is_row]
            return Group(rows, [place for is_row, place in seen if not is_row])
        room = min(int(left[at] - flow[at]) for at, sign in way if sign > 0)
        missing -= room
        for at, sign in way:
            flow[at] += sign * room
    return None


class _Step(NamedTuple):
    cell: Cell
    sign: int


def _way(room: Counts, *, hidden: Flags, cell: Cell) -> tuple[list[_Step], set[_Line]]:
    """From the row of a cell to its column; empty where there is none.

    With it all rows and columns that can be reached.
    """
    start, goal = cell
    open_to = {True: room > 0, False: hidden.T}
    before: dict[_Line, _Line] = {(True, start): (True, start)}
    waiting = deque(before)
    while waiting:
        is_row, place = waiting.popleft()
        for step in np.flatnonzero(open_to[is_row][place]).tolist():
            node = (not is_row, step)
            if node in before:
                continue
            before[node] = (is_row, place)
            if node == (False, goal):
                return _back(node, before), set()
            waiting.append(node)
    return [], set(before)


def _back(node: _Line, before: dict[_Line, _Line]) -> list[_Step]:
    way = []
    while (earlier := before[node]) != node:
        cell = (earlier[1], node[1]) if earlier[0] else (node[1], earlier[1])
        way.append(_Step(cell, 1 if earlier[0] else -1))
        node = earlier
    return way
