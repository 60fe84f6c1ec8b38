"""The tree of agencies as it would stand: no circle, no two parents at once, not endless.

A circle exists from the day on which the last of its stays begins, and on that day all the others
hold. It is therefore found by walking up from every stay on its first day.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from survey.queries.agencies import DEEPEST
from survey.queries.register_codes import Stay
from survey.registry.importing.faults import Faults


class Placed(NamedTuple):
    """A stay under a parent; `row` is where the file says so, 0 if only the register does."""

    parent_code: str
    valid_from: date
    valid_to: date
    row: int


class Tree:
    """Stays by agency, those of the file in place of those of the register."""

    def __init__(self, stays: list[Stay]) -> None:
        self.placed: dict[str, dict[date, Placed]] = defaultdict(dict)
        for stay in stays:
            self.place(stay, row=0)

    def place(self, stay: Stay, *, row: int) -> None:
        first, last = stay.valid_from or date.min, stay.valid_to or date.max
        self.placed[stay.code][first] = Placed(stay.parent_code, first, last, row)

    def remove(self, code: str, *, valid_from: date | None) -> None:
        self.placed[code].pop(valid_from or date.min, None)

    def check(self, faults: Faults, *, known: Collection[str]) -> None:
        """`known` are the agencies of the register and of the file."""
        for code, stays in self.placed.items():
            self._check_parents(code, stays.values(), faults, known)
            _check_overlaps(code, sorted(stays.values(), key=lambda p: p.valid_from), faults)
        for code, row in self._circles():
            faults.add(row, "parent_code", code, "circle")
        for code, row in self._too_deep():
            faults.add(row, "parent_code", code, "tree_too_deep", most=DEEPEST)

    def _check_parents(
        self, code: str, stays: Collection[Placed], faults: Faults, known: Collection[str]
    ) -> None:
        for stay in stays:
            if stay.row and stay.parent_code not in known:
                faults.add(stay.row, "parent_code", stay.parent_code, "unknown_agency")

    def _circles(self) -> Iterator[tuple[str, int]]:
        """Rows of the file that close a circle, or stand in one."""
        reported: set[int] = set()
        for code, stays in self.placed.items():
            for stay in stays.values():
                way = self._way_up(code, stay)
                if way and way[-1].parent_code == code:
                    rows = {step.row for step in way} - {0} - reported
                    reported |= rows
                    yield from ((code, row) for row in sorted(rows))

    def _too_deep(self) -> Iterator[tuple[str, int]]:
        for code, stays in self.placed.items():
            for stay in stays.values():
                way = self._way_up(code, stay)
                if stay.row and len(way) >= DEEPEST and way[-1].parent_code != code:
                    yield stay.parent_code, stay.row

    def _way_up(self, code: str, stay: Placed) -> list[Placed]:
        """Stays upwards on the first day of this one; ends at the top, at the start, or deep."""
        day, way = stay.valid_from, [stay]
        while len(way) < DEEPEST and way[-1].parent_code != code:
            above = self._on(way[-1].parent_code, day)
            if above is None:
                break
            way.append(above)
        return way

    def _on(self, code: str, day: date) -> Placed | None:
        stays = self.placed.get(code, {}).values()
        return next((s for s in stays if s.valid_from <= day <= s.valid_to), None)


def _check_overlaps(code: str, stays: list[Placed], faults: Faults) -> None:
    for earlier, later in pairwise(stays):
        row = later.row or earlier.row
        if row and earlier.valid_to >= later.valid_from:
            faults.add(row, "parent_from", code, "two_parents_at_once")
