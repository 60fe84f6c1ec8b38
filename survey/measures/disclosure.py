"""What may be shown so that no small group is given away, by itself or by subtraction.

Groups are counted by month. A reader may ask for any stretch of months, of a whole and of
its parts, and subtract one from another. So every series has boundaries, between months,
at which a stretch may begin and end, such that

- each piece between two neighbouring boundaries holds nobody or at least the threshold;
- in every stretch of the whole, what is left after subtracting the pieces of the parts
  that lie inside it holds nobody or at least the threshold.

Then no sum or difference of what is shown is a group of 1 to threshold - 1 people:
docs/statistics.md says why, and an attacker in the tests has tried.
"""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import numpy as np

from survey.measures.remainders import Counts, Remainders

Cuts = frozenset[int]
"""Boundaries of a series: k lies before its month k, the highest after its last month."""

NEVER: Cuts = frozenset()
MONTH, _QUARTER, _END, _YEAR, _TWELVE_MONTHS, _START = range(6)


def boundary_ranks(months: Sequence[date]) -> tuple[int, ...]:
    """Which boundaries are kept rather than others.

    People ask for the last twelve months first, with the twelve before, then for years, for
    the year so far, for quarters and last for single months.
    """

    def rank(place: int, month: date) -> int:
        if (len(months) - place) % 12 == 0:
            return _TWELVE_MONTHS
        return _YEAR if month.month == 1 else _QUARTER if month.month % 3 == 1 else MONTH

    inner = [rank(place, month) for place, month in enumerate(months[1:], start=1)]
    return (_START, *inner, _END)


def cuts_of_whole(
    counts: Counts, *, ranks: Sequence[int], threshold: int, allowed: Cuts | None = None
) -> Cuts:
    """The boundaries, among those allowed, that leave no small piece."""
    cuts = sorted(range(len(ranks)) if allowed is None else allowed)
    sums = np.concatenate([[0], np.cumsum(counts)])
    while small := _small_piece(cuts, sums=sums, threshold=threshold):
        beyond = {cut: _beyond(cut, piece=small, cuts=cuts, sums=sums) for cut in small}
        cuts.remove(min(small, key=lambda cut: (ranks[cut], beyond[cut])))
    return frozenset(cuts) if len(cuts) > 1 else NEVER


def cuts_of_parts(
    parts: Counts,
    *,
    whole: Cuts,
    ranks: Sequence[int],
    threshold: int,
    own: Sequence[Cuts] | None = None,
) -> tuple[Cuts, ...]:
    """The boundaries of each part (a row of `parts`) of a whole that has those of `whole`.

    Where what is left of a stretch would be a small group, the next smallest part gives up
    boundaries to keep it company. `own`: those that the parts have by themselves, if known.
    """
    if own is None:
        own = [
            cuts_of_whole(part, ranks=ranks, threshold=threshold, allowed=whole) for part in parts
        ]
    remainders = Remainders(parts, cuts=own, whole=whole, ranks=ranks, threshold=threshold)
    while stretch := remainders.small_stretch():
        remainders.widen(stretch)
    return tuple(frozenset(cuts) if len(cuts) > 1 else NEVER for cuts in remainders.cuts)


def _small_piece(cuts: list[int], *, sums: Counts, threshold: int) -> tuple[int, int] | None:
    pieces = ((left, right) for left, right in pairwise(cuts))
    return next((p for p in pieces if 0 < sums[p[1]] - sums[p[0]] < threshold), None)


def _beyond(cut: int, *, piece: tuple[int, int], cuts: list[int], sums: Counts) -> int:
    """How many the piece on the other side of the boundary holds."""
    place = cuts.index(cut) + (1 if cut == piece[1] else -1)
    return abs(int(sums[cuts[place]] - sums[cut])) if 0 <= place < len(cuts) else 0
