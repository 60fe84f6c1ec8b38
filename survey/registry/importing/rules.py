"""What must hold between the cells of a row, between the rows, and between file and register."""

from collections.abc import Iterable
from datetime import date
from hashlib import blake2b
from typing import Any

from sqlalchemy.orm import Session

from survey.models.quality_system import DocumentKind
from survey.queries import register_codes
from survey.queries.register_codes import Stay
from survey.registry.importing import ways_up
from survey.registry.importing.changes import label_of, merged
from survey.registry.importing.circles import Circles
from survey.registry.importing.columns import Format, Register
from survey.registry.importing.faults import Faults
from survey.registry.importing.periods import Periods
from survey.registry.importing.reach import Reach
from survey.registry.importing.shapes import SHAPES
from survey.registry.importing.spool import Entry
from survey.registry.importing.standing import Row, Standing
from survey.registry.importing.tree import Tree
from survey.staff.dates import earlier
from survey.text import fold

OF_THE_STAY = frozenset({"parent_code", "parent_from", "parent_to"})


class Rules:
    """Sees every row once; `finish` says what only all of them together show."""

    def __init__(
        self,
        session: Session,
        format: Format,
        *,
        unsound: Iterable[str | None],
        reach: Reach,
        today: date,
    ) -> None:
        self.session = session
        self.today = today
        self.reach = reach
        self.format = format
        self.shape = SHAPES[format.register]
        self.rows: dict[int, int] = {}
        """Digest of a key, and the row that first bore it."""
        self.periods = Periods()
        self.circles = Circles(format.register)
        self.is_tree = format.register is Register.AGENCIES
        self.tree = Tree(register_codes.stays(session) if self.is_tree else [])
        self.agencies: dict[str, tuple[int, int]] = {}
        self.fields: dict[str, tuple[str, int]] = {}
        """English names of fields, and the rows that say so."""
        self.codes = {code for code in unsound if code}

    def see(self, entry: Entry, standing: Standing, faults: Faults) -> None:
        self._must_be_alone(entry, standing, faults)
        whole = merged(entry, standing.row)
        self._dates_in_order(entry, whole, faults)
        if self.shape.group:
            self._period(entry, standing, whole)
        if self.is_tree:
            self._in_tree(entry, standing.row, whole, faults)
        if self.format.register is Register.PROCEDURES:
            self._field_has_one_name(entry, faults)
        if self.format.register is Register.FLOWS:
            self._not_to_come(entry, faults)
        if whole.get("kind") == DocumentKind.ANNOUNCEMENT and not whole.get("edition"):
            faults.add(entry.number, "edition", "", "edition_missing")
        if self.format.register is Register.SUCCESSIONS:
            self.circles.see(entry, is_new=standing.row is None)
        if (
            "predecessor_id" in entry.ids
            and entry.ids["predecessor_id"] == entry.ids["successor_id"]
        ):
            faults.add(entry.number, "successor_code", entry.get("successor_code"), "own_successor")

    def finish(self, faults: Faults) -> None:
        self.periods.check(faults)
        self.circles.check(self.session, found=faults, code="agencies_in_a_circle")
        if self.format.register is Register.SUCCESSIONS:
            self.circles.check_ways_up(self.session, found=faults, today=self.today)
        if self.is_tree:
            self._finish_tree(faults)

    def _finish_tree(self, faults: Faults) -> None:
        placed = (stay for stays in self.tree.placed.values() for stay in stays.values())
        parents = {stay.parent_code for stay in placed if stay.row}
        known = register_codes.agency_ids(self.session, codes=parents)
        self.tree.check(faults, known=self.codes | known.keys())
        ways_up.check(self.session, tree=self.tree, faults=faults, today=self.today)
        self.reach.see_tree(self.tree, known=known, faults=faults)

    def _must_be_alone(self, entry: Entry, standing: Standing, faults: Faults) -> None:
        key: tuple[Any, ...] = entry.part(self.shape.key)
        if self.format.register is Register.PROCEDURES and standing.row is None:
            code, name = entry.get("national_code"), fold(entry.text("name_vi") or "")
            key = ("new", code) if code else ("new", name, entry.get("level"))
        first = self.rows.setdefault(_digest(key), entry.number)
        if first != entry.number:
            label = label_of(self.format, entry)
            faults.add(entry.number, self.format.key[0], label, "same_row_twice", first=first)

    def _dates_in_order(self, entry: Entry, whole: Row, faults: Faults) -> None:
        for first, last in self.format.periods:
            if whole.get(first) and whole.get(last) and whole[last] < whole[first]:
                faults.add(entry.number, last, whole[last], "dates_out_of_order")

    def _not_to_come(self, entry: Entry, faults: Faults) -> None:
        """Days to come have nothing closed yet."""
        day = entry.values["day"]
        if isinstance(day, date) and day > self.today:
            faults.add(entry.number, "day", day, "day_to_come")

    def _period(self, entry: Entry, standing: Standing, whole: Row) -> None:
        group = entry.part(self.shape.group)
        self.periods.add_standing(group, periods=standing.others)
        period = (whole.get("valid_from"), whole.get("valid_to"))
        self.periods.add(group, row=entry.number, period=period)

    def _field_has_one_name(self, entry: Entry, faults: Faults) -> None:
        english = entry.values.get("field_en")
        if english is None:
            return
        field, stated = str(entry.values["field_vi"]), (str(english), entry.number)
        name, first = self.fields.setdefault(field, stated)
        if name != english:
            faults.add(entry.number, "field_en", english, "rows_disagree", first=first)

    def _in_tree(self, entry: Entry, row: Row | None, whole: Row, faults: Faults) -> None:
        code = str(entry.values["code"])
        self.codes.add(code)
        own = sorted((k, str(v)) for k, v in entry.values.items() if k not in OF_THE_STAY)
        digest, first = self.agencies.setdefault(code, (_digest(tuple(own)), entry.number))
        if digest != _digest(tuple(own)):
            faults.add(entry.number, "code", code, "rows_disagree", first=first)
        if row and row["placement_id"] is not None and "parent_code" in entry.values:
            self.tree.remove(code, valid_from=row["parent_from"])
        parent = whole.get("parent_code")
        if parent == code:
            faults.add(entry.number, "parent_code", parent, "own_parent")
        elif parent:
            last_day = earlier(whole.get("parent_to"), whole.get("valid_to"))
            stay = Stay(code, parent, whole.get("parent_from"), last_day)
            self.tree.place(stay, row=entry.number)
        elif whole.get("parent_from") or whole.get("parent_to"):
            faults.add(entry.number, "parent_code", "", "parent_missing")


def _digest(key: tuple[Any, ...]) -> int:
    return int.from_bytes(blake2b(repr(key).encode(), digest_size=8).digest())
