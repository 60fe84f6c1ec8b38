"""Which procedure of the register a row of a file means: by its code, else by name and level.

A row with a code that the register does not know takes over the procedure that stands there
without a code under the same name and level, and a row without a code means the one that has
meanwhile got its code; but only where nothing else in the file claims that procedure, so that
the order of the rows makes no difference and the same file twice changes nothing.
"""

from collections import Counter

from sqlalchemy.orm import Session

from survey.queries import register_codes
from survey.queries.register_codes import KnownProcedure
from survey.registry.importing.faults import Faults
from survey.registry.importing.references import Named
from survey.registry.importing.spool import Entry, Spool

NameAndLevel = tuple[str | None, str | None]


class ProcedureMatching:
    """Reads the whole file once, because what a row means depends on the others."""

    def __init__(self, session: Session, spool: Spool[Entry]) -> None:
        self.session = session
        self.codes: set[str] = set()
        self.without_code: set[NameAndLevel] = set()
        self.with_code: Counter[NameAndLevel] = Counter()
        for entries in spool.chunks():
            for named in map(_named, entries):
                if named.code:
                    self.codes.add(named.code)
                    self.with_code[named.name, named.level] += 1
                else:
                    self.without_code.add((named.name, named.level))

    def resolve(self, entries: list[Entry], faults: Faults) -> list[Entry]:
        """The entries with the identifiers put in; None for a procedure that is new."""
        named = [_named(entry) for entry in entries]
        known = register_codes.procedures(
            self.session,
            codes={n.code for n in named if n.code},
            names={(n.name, n.level) for n in named if n.name and n.level},
        )
        sound = []
        for entry, name in zip(entries, named, strict=True):
            meant = self._meant(name, known)
            if len(meant) > 1:
                faults.add(entry.number, "name_vi", name.name, "ambiguous_procedure")
            else:
                entry.ids["id"] = meant[0].id if meant else None
                sound.append(entry)
        return sound

    def _meant(self, named: Named, known: list[KnownProcedure]) -> list[KnownProcedure]:
        alike = [p for p in known if (p.name_vi, p.level) == (named.name, named.level)]
        codeless = [p for p in alike if p.national_code is None]
        if not named.code:
            return codeless or [p for p in alike if p.national_code not in self.codes]
        if by_code := [p for p in known if p.national_code == named.code]:
            return by_code
        name_and_level = (named.name, named.level)
        is_free = name_and_level not in self.without_code and self.with_code[name_and_level] == 1
        return codeless if is_free else []


def _named(entry: Entry) -> Named:
    return Named(entry.text("national_code"), entry.text("name_vi"), entry.text("level"))
