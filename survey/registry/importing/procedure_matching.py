"""Which procedure of the register a row of a file means: by its code, else by name and level.

A row with a code that the register does not know takes over the procedure that stands there
without a code under the same name and level, and a row without a code means the one that has
meanwhile got its code; but only where nothing else in the file claims that procedure, so that
the order of the rows makes no difference and the same file twice changes nothing.
"""

from collections import Counter, defaultdict

from sqlalchemy.orm import Session

from survey.queries import register_codes
from survey.queries.register_codes import KnownProcedure
from survey.registry.importing.faults import Faults
from survey.registry.importing.references import Named, called_alike
from survey.registry.importing.spool import Entry, Spool

NameAndLevel = tuple[str, str]
"""The name folded: case and accents do not make another procedure."""


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
                    self.with_code[named.folded] += 1
                else:
                    self.without_code.add(named.folded)

    def resolve(self, entries: list[Entry], faults: Faults) -> list[Entry]:
        """The entries with the identifiers put in; None for a procedure that is new."""
        named = [_named(entry) for entry in entries]
        known = register_codes.procedures(
            self.session,
            codes={n.code for n in named if n.code},
            names={n.folded for n in named if n.name and n.level},
        )
        alike = defaultdict(list)
        for procedure in known:
            alike[procedure.folded, procedure.level.value].append(procedure)
        by_code = {p.national_code: p for p in known if p.national_code}
        sound = []
        for entry, name in zip(entries, named, strict=True):
            coded = by_code.get(name.code) if name.code else None
            same_name = called_alike(name, alike[name.folded])
            meant = [coded] if coded else self._meant(name, same_name)
            if len(meant) > 1:
                faults.add(entry.number, "name_vi", name.name, "ambiguous_procedure")
            else:
                entry.ids["id"] = meant[0].id if meant else None
                sound.append(entry)
        return sound

    def _meant(self, named: Named, alike: list[KnownProcedure]) -> list[KnownProcedure]:
        codeless = [p for p in alike if p.national_code is None]
        if not named.code:
            return codeless or [p for p in alike if p.national_code not in self.codes]
        is_free = named.folded not in self.without_code and self.with_code[named.folded] == 1
        return codeless if is_free else []


def _named(entry: Entry) -> Named:
    return Named(entry.text("national_code"), entry.text("name_vi"), entry.text("level"))
