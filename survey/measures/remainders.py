"""What is left of a whole after its parts were subtracted, for every stretch of months."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]
Stretch = tuple[int, int]

_COMPANIONS = 6
"""How many parts are tried, smallest first, before the best of them is taken."""
_WORTH = (1, 2, 4, 8, 8, 16)
"""What it costs to give up a boundary, by its rank."""


class Shares(NamedTuple):
    """Of the people of a part in every stretch: those in pieces that lie inside it, and those
    in pieces that reach beyond. The others are in no piece at all.
    """

    inside: Counts
    beyond: Counts


class _Offer(NamedTuple):
    """A part could give up these boundaries; what would be left then."""

    part: int
    boundaries: frozenset[int]
    left: Counts
    beyond: Counts


class Remainders:
    """Two groups that can be had by subtraction in every stretch, while parts give up boundaries.

    `left`: everybody in the stretch but those in pieces inside it. `beyond`: those of them
    whose pieces reach beyond the stretch.
    """

    def __init__(
        self,
        parts: Counts,
        *,
        cuts: Sequence[frozenset[int]],
        whole: frozenset[int],
        ranks: Sequence[int],
        threshold: int,
    ) -> None:
        self.cuts = [set(own) for own in cuts]
        self._sums = np.pad(parts.cumsum(axis=-1), ((0, 0), (1, 0)))
        self._ends = np.array(sorted(whole), int)
        self._forward = np.triu(np.ones((len(self._ends), len(self._ends)), int))
        self._ranks, self._threshold = ranks, threshold
        self._smallest_first = np.argsort(self._sums[:, -1], kind="stable").tolist()
        self._left = self._within(self._sums.sum(axis=0))
        self._beyond = np.zeros_like(self._left)
        for part, own in enumerate(self.cuts):
            shares = self._shares(part, cuts=own)
            self._left = self._left - shares.inside
            self._beyond = self._beyond + shares.beyond

    def small_stretch(self) -> Stretch | None:
        """A stretch, the longest first, in which a small group can be had."""
        starts, ends = np.nonzero(self._is_small(self._left) | self._is_small(self._beyond))
        if not len(starts):
            return None
        longest = np.argmax(ends - starts)
        return int(self._ends[starts[longest]]), int(self._ends[ends[longest]])

    def widen(self, stretch: Stretch) -> None:
        """Let a part give up boundaries, so that its people stand beside the small group."""
        trouble = self._trouble(self._left, self._beyond)

        def gain_per_cost(offer: _Offer) -> float:
            gain = trouble - self._trouble(offer.left, offer.beyond)
            return gain / sum(_WORTH[self._ranks[cut]] for cut in offer.boundaries)

        best = max(self._offers(stretch), key=gain_per_cost)
        self.cuts[best.part] -= best.boundaries
        self._left, self._beyond = best.left, best.beyond

    def _offers(self, stretch: Stretch) -> Iterator[_Offer]:
        companions = 0
        for part in self._smallest_first:
            if companions == _COMPANIONS:
                return
            cuts, at = self.cuts[part], self._sums[part]
            inside = sorted(cut for cut in cuts if stretch[0] <= cut <= stretch[1])
            if at[stretch[0]] == at[stretch[1]] or len(cuts) < 2:
                continue
            companions += 1
            before = self._shares(part, cuts=cuts)
            yield self._offer(part, before=before, given_up=cuts)
            if inside and at[inside[0]] < at[inside[-1]]:
                for edge in (inside[0], inside[-1]):
                    given_up = {cut for cut in inside if at[cut] == at[edge]}
                    yield self._offer(part, before=before, given_up=given_up)

    def _offer(self, part: int, *, before: Shares, given_up: set[int]) -> _Offer:
        after = self._shares(part, cuts=self.cuts[part] - given_up)
        left = self._left + before.inside - after.inside
        return _Offer(part, frozenset(given_up), left, self._beyond - before.beyond + after.beyond)

    def _trouble(self, left: Counts, beyond: Counts) -> int:
        return int(self._is_small(left).sum() + self._is_small(beyond).sum())

    def _is_small(self, group: Counts) -> NDArray[np.bool_]:
        return (group > 0) & (group < self._threshold)

    def _within(self, sums: Counts) -> Counts:
        at = sums[self._ends]
        return (at[None, :] - at[:, None]) * self._forward

    def _shares(self, part: int, *, cuts: set[int]) -> Shares:
        return shares(self._sums[part], cuts=cuts, ends=self._ends)


def shares(sums: Counts, *, cuts: Collection[int], ends: Counts) -> Shares:
    """Of a series with these boundaries, in every stretch; `sums` are those from its start."""
    if len(cuts) < 2:
        nobody = np.zeros((len(ends), len(ends)), int)
        return Shares(nobody, nobody)
    own = np.array(sorted(cuts))
    first = np.searchsorted(own, ends)  # its own first boundary in a stretch from here
    last = np.searchsorted(own, ends, side="right") - 1  # its last in one up to here
    at_first = sums[own[np.minimum(first, len(own) - 1)]]
    at_last = sums[own[np.maximum(last, 0)]]
    inside = np.where(first[:, None] < last[None, :], at_last[None, :] - at_first[:, None], 0)
    held = sums[np.clip(ends, own[0], own[-1])]
    return Shares(inside, np.maximum(held[None, :] - held[:, None], 0) - inside)
