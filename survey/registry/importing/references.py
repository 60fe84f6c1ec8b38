"""Codes in a file and what they lead to; each is looked up once, a chunk at a time."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy.orm import Session

from survey.queries import register_codes
from survey.queries.register_codes import KnownAgency, KnownPoint, KnownProcedure
from survey.registry.importing.columns import Column, Format, Target
from survey.registry.importing.faults import Faults
from survey.registry.importing.spool import Entry
from survey.text import fold


class Named(NamedTuple):
    """How a file names a procedure."""

    code: str | None
    name: str | None
    level: str | None

    @property
    def folded(self) -> tuple[str, str]:
        """Name and level, whatever the case and the accents."""
        return fold(self.name or ""), self.level or ""


def called_alike(named: Named, known: list[KnownProcedure]) -> list[KnownProcedure]:
    """Those of exactly this name, else those that differ by case or accents alone."""
    return [p for p in known if p.name_vi == named.name] or known


class References:
    """What has been looked up so far; a code that leads nowhere is remembered as None."""

    def __init__(self, session: Session, format: Format) -> None:
        self.session = session
        self.format = format
        self.targets = [column for column in format.columns if column.target]
        self.agencies: dict[str, KnownAgency | None] = {}
        self.points: dict[str, KnownPoint | None] = {}
        self.processes: dict[tuple[str, str], int] = {}
        """Of each agency by its code, with the code of the process."""
        self.by_code: dict[str, KnownProcedure | None] = {}
        self.by_name: dict[tuple[str, str], list[KnownProcedure]] = {}
        self.procedures: dict[int | None, KnownProcedure] = {}
        """Those that rows mean, by their identifiers."""

    def resolve(self, entries: list[Entry], faults: Faults) -> list[Entry]:
        """The entries whose codes all lead somewhere, with the identifiers put in."""
        self._look_up(entries)
        sound = []
        for entry in entries:
            before = faults.count
            for column in self.targets:
                entry.ids[column.id_name] = self._target(column, entry, faults)
            for prefix in self.format.procedures:
                entry.ids[f"{prefix}_id"] = self._procedure(prefix, entry, faults)
            if faults.count == before:
                sound.append(entry)
        return sound

    def agency_of(self, entry: Entry) -> int | None:
        """The agency on which the row depends: its own, or that of its point."""
        code = entry.values.get("point_code")
        point = self.points.get(str(code)) if code else None
        return point.agency_id if point else entry.ids.get("agency_id")

    def _look_up(self, entries: list[Entry]) -> None:
        for column in self.targets:
            codes = {str(value) for entry in entries if (value := entry.values.get(column.name))}
            if column.target is Target.AGENCY:
                new = codes - self.agencies.keys()
                self.agencies |= dict.fromkeys(new)
                self.agencies |= register_codes.agencies(self.session, codes=new)
            elif column.target is Target.PROCESS:
                self.processes |= register_codes.processes(self.session, codes=codes)
            else:
                new = codes - self.points.keys()
                self.points |= dict.fromkeys(new)
                self.points |= register_codes.points(self.session, codes=new)
        named = {
            named_procedure(entry, prefix) for entry in entries for prefix in self.format.procedures
        }
        self._look_up_procedures(named)

    def _look_up_procedures(self, named: Iterable[Named]) -> None:
        codes = {n.code for n in named if n.code} - self.by_code.keys()
        names = {n.folded for n in named if not n.code and n.name and n.level} - self.by_name.keys()
        if not codes and not names:
            return
        found = register_codes.procedures(self.session, codes=codes, names=names)
        self.by_code |= dict.fromkeys(codes)
        self.by_code |= {p.national_code: p for p in found if p.national_code in codes}
        alike = defaultdict(list)
        for procedure in found:
            alike[procedure.folded, procedure.level.value].append(procedure)
        self.by_name |= {name: alike[name] for name in names}

    def _target(self, column: Column, entry: Entry, faults: Faults) -> int | None:
        code = entry.values.get(column.name)
        if code is None:
            return None
        if column.target is Target.AGENCY:
            agency = self.agencies.get(str(code))
            found, reason = agency.id if agency else None, "unknown_agency"
        elif column.target is Target.PROCESS:
            of_agency = (str(entry.values.get("agency_code")), str(code))
            found, reason = self.processes.get(of_agency), "unknown_process"
        else:
            point = self.points.get(str(code))
            found, reason = point.id if point else None, "unknown_point"
        if found is None:
            faults.add(entry.number, column.name, code, reason)
        return found

    def _procedure(self, prefix: str, entry: Entry, faults: Faults) -> int | None:
        named = named_procedure(entry, prefix)
        if named.code:
            known = self.by_code.get(named.code)
            if known is None:
                faults.add(entry.number, f"{prefix}_code", named.code, "unknown_procedure")
            return self._meant(known) if known else None
        return self._by_name(named, prefix, entry, faults)

    def _by_name(self, named: Named, prefix: str, entry: Entry, faults: Faults) -> int | None:
        """Of several with this name and level the one without a code is meant."""
        alike = called_alike(named, self.by_name.get(named.folded, []))
        known = [p for p in alike if p.national_code is None] or alike
        if len(known) != 1:
            reason = "unknown_procedure" if not known else "ambiguous_procedure"
            faults.add(entry.number, f"{prefix}_name", named.name, reason)
            return None
        return self._meant(known[0])

    def _meant(self, procedure: KnownProcedure) -> int:
        self.procedures[procedure.id] = procedure
        return procedure.id


def named_procedure(entry: Entry, prefix: str) -> Named:
    return Named(
        entry.text(f"{prefix}_code"), entry.text(f"{prefix}_name"), entry.text(f"{prefix}_level")
    )
