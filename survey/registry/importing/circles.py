"""Successions that a file adds, and that go round in a circle with those of the register."""

from datetime import date

from sqlalchemy.orm import Session

from survey.measures.circles import Pair, circular
from survey.queries import successions
from survey.registry.importing.columns import Register, Value
from survey.registry.importing.faults import Faults
from survey.registry.importing.spool import Entry
from survey.registry.ways_up import all_stays, closing

KNOWN = {
    Register.SUCCESSIONS: successions.pairs_of_agencies,
    Register.PROCEDURE_SUCCESSIONS: successions.pairs_of_procedures,
}
SUCCESSOR = ("successor_code", "successor_name")


class Circles:
    """A row that says again what the register holds closes nothing."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.added: dict[Pair, tuple[int, str, Value]] = {}
        """Where each stands: row, column and value."""

    def see(self, entry: Entry, *, is_new: bool) -> None:
        one, other = entry.ids.get("predecessor_id"), entry.ids.get("successor_id")
        if is_new and one is not None and other is not None and one != other:
            column = next(name for name in SUCCESSOR if entry.values.get(name))
            self.added[one, other] = (entry.number, column, entry.values[column])

    def check(self, session: Session, *, found: Faults, code: str) -> None:
        if not self.added:
            return
        known = KNOWN[self.register](session)
        self._tell(circular(known | self.added.keys()), found=found, code=code)

    def check_ways_up(self, session: Session, *, found: Faults, today: date) -> None:
        """Of agencies: an heir that stands only below the old one ends in itself as well."""
        if not self.added:
            return
        pairs, stays = successions.pairs_of_agencies(session), all_stays(session)
        before = closing(pairs, stays=stays, today=today)
        after = closing(pairs | self.added.keys(), stays=stays, today=today)
        self._tell(after - before, found=found, code="heir_stood_below")

    def _tell(self, pairs: set[Pair], *, found: Faults, code: str) -> None:
        for row, column, value in map(self.added.__getitem__, sorted(pairs & self.added.keys())):
            found.add(row, column, value, code)
