"""How far quality systems have come, level by level as progress reports print it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from survey.clock import last_day_of
from survey.models.quality_process import ProcessKind
from survey.models.quality_system import USUAL_LEVELS, DocumentKind, ReportLevel
from survey.models.standard import standards
from survey.queries import quality_coverage, quality_documents, quality_processes
from survey.queries.quality_coverage import CountedAgency, ShorterLimit


@dataclass(frozen=True)
class LevelCoverage:
    """Agencies of one level; all but `agencies` are counts among those that apply a system."""

    agencies: int
    applying: int
    electronic: int
    announced: int
    up_to_date: int


@dataclass(frozen=True)
class Coverage:
    """Of an agency and everything below it on the last day of the year that has come."""

    year: int
    day: date
    levels: Mapping[ReportLevel, LevelCoverage]
    total: LevelCoverage
    processes: Mapping[ProcessKind, int]
    procedures_covered: int
    shorter_limits: tuple[ShorterLimit, ...]


Held = Collection[tuple[int, DocumentKind]]


def coverage(session: Session, *, roots: Collection[int], year: int, today: date) -> Coverage:
    day = last_day_of(year, today=today)
    counted = quality_coverage.agencies_below(session, roots=roots, day=day)
    ids = [agency.id for agency in counted]
    held = quality_documents.held(session, agency_ids=ids, year=year, day=day)
    kinds = quality_processes.counts(session, agency_ids=ids, day=day)
    return Coverage(
        year=year,
        day=day,
        levels=_levels(counted, held=held),
        total=_of(counted, held=held),
        processes={kind: kinds.get(kind, 0) for kind in ProcessKind},
        procedures_covered=quality_processes.procedures_covered(session, agency_ids=ids, day=day),
        shorter_limits=tuple(quality_coverage.shorter_limits(session, agency_ids=ids, day=day)),
    )


def _levels(counted: Iterable[CountedAgency], *, held: Held) -> dict[ReportLevel, LevelCoverage]:
    """Those levels that have an agency, in the order in which reports name them."""
    by_level: dict[ReportLevel, list[CountedAgency]] = {level: [] for level in ReportLevel}
    for agency in counted:
        by_level[agency.level or USUAL_LEVELS[agency.kind]].append(agency)
    return {level: _of(members, held=held) for level, members in by_level.items() if members}


def _of(counted: Collection[CountedAgency], *, held: Held) -> LevelCoverage:
    applying = [agency for agency in counted if agency.level is not None]
    asked = standards().up_to_date
    return LevelCoverage(
        agencies=len(counted),
        applying=len(applying),
        electronic=sum(agency.software is not None for agency in applying),
        announced=sum((agency.id, DocumentKind.ANNOUNCEMENT) in held for agency in applying),
        up_to_date=sum(all((agency.id, kind) in held for kind in asked) for agency in applying),
    )
