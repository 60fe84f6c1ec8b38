"""What a file may say although it does not fit: worth a look, and no reason to stop.

By hand it is refused, by the same rules; but old data hold such rows, and whatever was exported
has to be taken again. A row that leaves alone what is odd about it says nothing new and is passed
over.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Literal, NamedTuple

from sqlalchemy.orm import Session

from survey.models.dated import Period
from survey.queries import register_codes
from survey.registry.flows import MOST_A_DAY
from survey.registry.importing.changes import Change, Effect, merged
from survey.registry.importing.circles import Circles
from survey.registry.importing.columns import Format, Register, Value
from survey.registry.importing.faults import Faults
from survey.registry.importing.lengths import Lengths
from survey.registry.importing.references import References
from survey.registry.importing.spool import Entry
from survey.registry.importing.standing import Row
from survey.registry.importing.tree import Placed, Tree
from survey.staff.dates import Side, side, sides_beyond

SAID = {Side.BEFORE: "begins", Side.AFTER: "ends"}
SHORT_CODE = "1.001193"
"""How the national portal writes it; agencies append parts."""
Kind = Literal["agency", "point", "procedure", "parent"]
Days = tuple[tuple[str, Value], tuple[str, Value]]
"""The first and the last day of a row, each with its column."""


class Bearer(NamedTuple):
    """What a row hangs on: it should not hold when this does not."""

    kind: Kind
    column: str
    called: Value
    period: Period


class Oddities:
    """Sees every row of a file; `finish` says what only all of them together show."""

    def __init__(self, session: Session, format: Format, references: References) -> None:
        self.session = session
        self.references = references
        self.is_tree = format.register is Register.AGENCIES
        self.found = Faults()
        self.lengths = Lengths(format)
        self.circles = Circles(format.register)
        self.periods: dict[str, Period] = {}
        """Of agencies, as the file leaves them."""
        self.same: dict[Period, Period] = {}
        """So that periods alike are one in memory."""
        self.restated: set[int] = set()
        """Rows that say nothing new of where an agency stands, or how long."""
        looks: dict[Register, Callable[[Entry, Row, Change], None]] = {
            Register.AGENCIES: self._at_agency,
            Register.POINTS: self._at_point,
            Register.PROCEDURES: self._at_procedure,
            Register.OFFERINGS: self._at_offering,
            Register.FLOWS: self._at_flow,
            Register.PROCEDURE_SUCCESSIONS: self._at_succession,
        }
        self.look = looks.get(format.register)

    def see(self, entry: Entry, row: Row | None, change: Change) -> None:
        for column, text, most in self.lengths.beyond(change):
            self.found.add(entry.number, column, text, "longer_than_by_hand", most=most)
        if self.look is not None and change.effect is not Effect.UNCHANGED:
            self.look(entry, merged(entry, row), change)
        elif self.is_tree:
            self.restated.add(entry.number)

    def finish(self, tree: Tree) -> None:
        self.circles.check(self.session, found=self.found, code="procedures_in_a_circle")
        parents = {stay.parent_code for _, stay in self._told(tree)} - self.periods.keys()
        known = register_codes.agencies(self.session, codes=parents)
        self.periods |= {code: agency.period for code, agency in known.items()}
        for code, stay in self._told(tree):
            self._under(code, stay)

    def _told(self, tree: Tree) -> Iterator[tuple[str, Placed]]:
        for code, stays in tree.placed.items():
            for stay in stays.values():
                if stay.row and stay.row not in self.restated:
                    yield code, stay

    def _at_agency(self, entry: Entry, whole: Row, change: Change) -> None:
        period = (whole.get("valid_from"), whole.get("valid_to"))
        self.periods[str(whole["code"])] = self.same.setdefault(period, period)
        dates = ("parent_from", "parent_to", "valid_from", "valid_to")
        if not _touches(change, "parent_code", *dates):
            self.restated.add(entry.number)

    def _under(self, code: str, stay: Placed) -> None:
        above = self.periods.get(stay.parent_code, (None, None))
        known_from = stay.valid_from if stay.valid_from > date.min else self.periods[code][0]
        bearer = Bearer("parent", "parent_code", stay.parent_code, above)
        beyond = sides_beyond((known_from or above[0], stay.valid_to), of=above)
        for where in (where for where in Side if where in beyond):
            self._add(stay.row, "parent_code", stay.parent_code, where, bearer)

    def _at_point(self, entry: Entry, whole: Row, change: Change) -> None:
        code = entry.values["agency_code"]
        agency = self.references.agencies[str(code)]
        if agency and _touches(change, "agency_code", "valid_from", "valid_to"):
            bearer = Bearer("agency", "agency_code", code, agency.period)
            self._compare(entry, _days(whole), bearer)

    def _at_procedure(self, entry: Entry, _whole: Row, change: Change) -> None:
        code = entry.text("national_code") or ""
        if len(code) > len(SHORT_CODE) and _touches(change, "national_code"):
            self.found.add(entry.number, "national_code", code, "parts_behind_the_code")

    def _at_offering(self, entry: Entry, whole: Row, change: Change) -> None:
        column = "procedure_code" if entry.values.get("procedure_code") else "procedure_name"
        procedure = self.references.procedures[entry.ids["procedure_id"]]
        called = entry.values[column]
        self._compare(entry, _days(whole), self._point(entry))
        self._compare(entry, _days(whole), Bearer("procedure", column, called, procedure.period))

    def _at_flow(self, entry: Entry, _whole: Row, _change: Change) -> None:
        day, closed = entry.values["day"], entry.values["closed"]
        self._compare(entry, (("day", day), ("day", day)), self._point(entry))
        if isinstance(closed, int) and closed > MOST_A_DAY:
            self.found.add(entry.number, "closed", closed, "many_dossiers", most=MOST_A_DAY)

    def _at_succession(self, entry: Entry, _whole: Row, change: Change) -> None:
        self.circles.see(entry, is_new=change.effect is Effect.ADDED)

    def _point(self, entry: Entry) -> Bearer:
        code = entry.values["point_code"]
        point = self.references.points[str(code)]
        return Bearer("point", "point_code", code, point.period if point else (None, None))

    def _compare(self, entry: Entry, days: Days, bearer: Bearer) -> None:
        """An empty first day is not known; an empty last one goes on, and is told at the bearer."""
        (_, first), (_, last) = days
        period = (
            first if isinstance(first, date) else bearer.period[0],
            last if isinstance(last, date) else None,
        )
        beyond = sides_beyond(period, of=bearer.period)
        for where in (where for where in Side if where in beyond):
            outside = (
                (column, day)
                for column, day in days
                if isinstance(day, date) and side(day, of=bearer.period) is where
            )
            column, value = next(outside, (bearer.column, bearer.called))
            self._add(entry.number, column, value, where, bearer)

    def _add(self, row: int, column: str, value: Value, where: Side, bearer: Bearer) -> None:
        limit = bearer.period[0] if where is Side.BEFORE else bearer.period[1]
        self.found.add(row, column, value, f"{bearer.kind}_{SAID[where]}", day=str(limit))


def _touches(change: Change, *columns: str) -> bool:
    return change.effect is Effect.ADDED or any(name in columns for name, _, _ in change.fields)


def _days(whole: Row) -> Days:
    return ("valid_from", whole.get("valid_from")), ("valid_to", whole.get("valid_to"))
