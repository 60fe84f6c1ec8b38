"""Agencies that a file ends: what hangs on them ends on the same day, as it does by hand.

By hand the agencies below go to the parent, which the preview shows. A file has to say itself where
they go: an agency does not end while others would still stand under it.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from survey.queries import agencies
from survey.registry.agency_plan import Estate, estate
from survey.registry.importing.changes import Change
from survey.registry.importing.faults import Faults
from survey.registry.importing.spool import Entry
from survey.registry.importing.standing import Row
from survey.registry.importing.tree import Tree
from survey.staff.dates import day_after, end_all

TOGETHER = 500  # agencies that are looked up at once
MOST_NAMED = 5


class Ending(NamedTuple):
    """An agency of the register with the last day that the file gives it, and where."""

    agency_id: int
    last_day: date
    row: int


class Endings:
    """Sees every row of a file with agencies."""

    def __init__(self) -> None:
        self.by_code: dict[str, Ending] = {}

    def see(self, entry: Entry, row: Row | None, change: Change) -> None:
        for name, _old, new in change.fields:
            if name == "valid_to" and isinstance(new, date) and row is not None:
                self.by_code[str(entry.values["code"])] = Ending(row["id"], new, entry.number)

    def check(self, session: Session, *, tree: Tree, faults: Faults) -> dict[str, int]:
        """How much ends along, counted; nothing where no agency ends."""
        for code, children in self._below(tree).items():
            ending, named = self.by_code[code], ", ".join(sorted(children)[:MOST_NAMED])
            faults.add(ending.row, "valid_to", ending.last_day, "others_below", codes=named)
        counts: dict[str, int] = defaultdict(int)
        for last_day, held in self._estates(session):
            for point in held.points:
                if point.valid_from is not None and point.valid_from > last_day:
                    row = self._row_of(point.agency_id)
                    faults.add(row, "valid_to", last_day, "point_begins_later", point=point.code)
            for name in ("points", "offerings", "limits"):
                counts[name] += len(getattr(held, name))
        return dict(counts)

    def carry_out(self, session: Session) -> None:
        for last_day, held in self._estates(session):
            for rows in (held.offerings, held.points, held.limits, held.uses, held.placements):
                end_all(session, rows=rows, last_day=last_day)
            session.flush()

    def _below(self, tree: Tree) -> dict[str, list[str]]:
        """Agencies that would still stand under one that ends, by its code."""
        found: dict[str, list[str]] = defaultdict(list)
        for code, stays in tree.placed.items():
            own = self.by_code.get(code)
            for stay in stays.values():
                above = self.by_code.get(stay.parent_code)
                last_day = min(stay.valid_to, own.last_day) if own else stay.valid_to
                if above and last_day > above.last_day:
                    found[stay.parent_code].append(code)
        return found

    def _estates(self, session: Session) -> Iterator[tuple[date, Estate]]:
        by_day: dict[date, list[int]] = defaultdict(list)
        for ending in self.by_code.values():
            by_day[ending.last_day].append(ending.agency_id)
        for last_day, ids in by_day.items():
            for start in range(0, len(ids), TOGETHER):
                ended = agencies.by_ids(session, agency_ids=ids[start : start + TOGETHER])
                yield last_day, estate(session, agencies=tuple(ended), day=day_after(last_day))

    def _row_of(self, agency_id: int) -> int:
        return next(e.row for e in self.by_code.values() if e.agency_id == agency_id)


def complete(entry: Entry, row: Row | None) -> None:
    """A stay that is left open ends with its agency; said again, it changes nothing."""
    last_day = entry.values.get("valid_to")
    is_open = "parent_to" in entry.values and entry.values["parent_to"] is None
    if row is None or not last_day or not is_open or row["placement_id"] is None:
        return
    if row["valid_to"] != last_day or row["parent_to"] == last_day:
        entry.values["parent_to"] = last_day
