"""Rows of a file may touch only the part of the tree that its bearer is responsible for."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from survey.registry.importing.columns import Format, Register
from survey.registry.importing.faults import Faults
from survey.registry.importing.references import References
from survey.registry.importing.spool import Entry
from survey.registry.importing.standing import Row
from survey.registry.importing.tree import Tree

ENDS = ("predecessor", "successor")


class Bounds(NamedTuple):
    """How far a person reaches; `within` are the identifiers of agencies, None for all."""

    within: Collection[int] | None = None
    shared: bool = True
    """Also what all agencies share: procedures and statutory limits."""
    top: bool = True
    """Also new agencies that stand under no other."""


EVERYWHERE = Bounds()


class Reach:
    """Sees every row of a file and the tree that it would make."""

    def __init__(self, format: Format, bounds: Bounds) -> None:
        self.register = format.register
        self.bounds = bounds
        self.within = bounds.within
        self.kept: set[int] = set()
        """Rows that leave an agency where it stands."""

    def see(self, entry: Entry, row: Row | None, *, references: References, faults: Faults) -> None:
        if self.within is None:
            return
        touched: dict[str, int | None] = {}
        if self.register is Register.AGENCIES:
            self._see_agency(entry, row, touched, faults)
        elif self.register is Register.SUCCESSIONS:
            touched = {f"{end}_code": entry.ids[f"{end}_id"] for end in ENDS}
        else:
            name = "point_code" if "point_code" in entry.values else "agency_code"
            touched = {name: references.agency_of(entry)}
            if touched[name] is None and not self.bounds.shared:
                faults.add(entry.number, name, "", "statutory_out_of_reach")
            if row and self.register is Register.POINTS:
                touched["code"] = row["agency_id"]
        for column, agency_id in touched.items():
            if agency_id is not None and agency_id not in self.within:
                faults.add(entry.number, column, entry.values.get(column), "out_of_reach")

    def see_tree(self, tree: Tree, *, known: Mapping[str, int], faults: Faults) -> None:
        """New places in the tree lie below what is within reach, or below what the file adds.

        A parent that is neither in the register nor in the file is a fault of its own.
        """
        if self.within is None:
            return
        for stays in tree.placed.values():
            for stay in stays.values():
                parent_id = known.get(stay.parent_code)
                is_placed = stay.row and stay.row not in self.kept
                if is_placed and parent_id is not None and parent_id not in self.within:
                    faults.add(stay.row, "parent_code", stay.parent_code, "out_of_reach")

    def _see_agency(
        self, entry: Entry, row: Row | None, touched: dict[str, int | None], faults: Faults
    ) -> None:
        if row is not None:
            touched["code"] = row["id"]
            if row["parent_code"] == entry.values.get("parent_code", row["parent_code"]):
                self.kept.add(entry.number)
            return
        if not entry.values.get("parent_code") and not self.bounds.top:
            faults.add(entry.number, "parent_code", "", "parent_needed")
