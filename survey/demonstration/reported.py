"""Regions of earlier years, so that published figures of quality systems can be counted again."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import yaml
from pydantic import Field as Default
from sqlalchemy.orm import Session

from survey.demonstration.papers import papers_of_year
from survey.demonstration.plan import Name, Part
from survey.demonstration.reported_processes import write_limits, write_processes
from survey.demonstration.reported_years import Year
from survey.models.agency import Agency, AgencyKind, AgencyPlacement
from survey.models.quality_process import ProcessKind
from survey.models.quality_system import DocumentKind, QualitySystem, ReportLevel
from survey.models.standard import standards
from survey.text import searchable

FILE = Path(__file__).with_name("reported.yaml")
EDITION = "tcvn-iso-9001-2015"
SOFTWARE = "Phần mềm ISO điện tử (mô phỏng)"
KINDS = {
    ReportLevel.DEPARTMENT: (AgencyKind.DEPARTMENT, "Sở"),
    ReportLevel.SUB_DEPARTMENT: (AgencyKind.BRANCH, "Chi cục"),
    ReportLevel.DISTRICT: (AgencyKind.DISTRICT, "Ủy ban nhân dân huyện"),
    ReportLevel.COMMUNE: (AgencyKind.COMMUNE, "Ủy ban nhân dân xã"),
    ReportLevel.OFFICE: (AgencyKind.BRANCH, "Phòng"),
    ReportLevel.OTHER: (AgencyKind.BRANCH, "Đơn vị"),
}
"""What an agency of a level is in the tree, and how its name begins."""


class Level(Part):
    agencies: int
    software: int = 0
    announced: int = 0
    up_to_date: int = 0


class ReportedLimit(Part):
    procedure: str
    statutory: int
    committed: int


class Region(Part):
    code: str
    name: Name
    kind: AgencyKind
    year: int
    levels: Mapping[ReportLevel, Level] = {}
    processes: Mapping[ProcessKind, int] = {}
    procedures: int = 0
    limits: tuple[ReportedLimit, ...] = Default(())


@cache
def regions() -> tuple[Region, ...]:
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return tuple(Region.model_validate(row) for row in rows)


def build(session: Session, *, under: Agency) -> None:
    """Each region stands below the province for its year alone, and is not seen on other days."""
    for region in regions():
        _build(session, region, under=under)


def _build(session: Session, region: Region, *, under: Agency) -> None:
    year = Year(region.year)
    (root,) = _placed(
        session, [_agency(region.code, region.name, region.kind, year=year)], under=under, year=year
    )
    for level, counts in region.levels.items():
        members = list(_members(region, level=level, counts=counts, year=year))
        _placed(session, members, under=root, year=year)
        session.add_all(_systems(members, level=level, counts=counts, year=year))
        for number, agency in enumerate(members):
            kinds = _held(number, counts=counts)
            session.add_all(papers_of_year(agency, year=region.year, kinds=kinds, edition=EDITION))
    write_processes(
        session, root=root, year=year, processes=region.processes, procedures=region.procedures
    )
    for limit in region.limits:
        write_limits(
            session,
            root=root,
            year=year,
            name=limit.procedure,
            statutory=limit.statutory,
            committed=limit.committed,
        )
    session.flush()


def _members(region: Region, *, level: ReportLevel, counts: Level, year: Year) -> Iterator[Agency]:
    kind, word = KINDS[level]
    for number in range(1, counts.agencies + 1):
        name = Name(
            vi=f"{word} {number} · {region.name.vi}",
            en=f"{level.value.replace('_', '-').capitalize()} {number} · {region.name.en}",
        )
        yield _agency(f"{region.code}-{level.value}-{number}", name, kind, year=year)


def _agency(code: str, name: Name, kind: AgencyKind, *, year: Year) -> Agency:
    return Agency(
        code=code,
        kind=kind,
        name_vi=name.vi,
        name_en=name.en,
        search=searchable(name.vi, name.en, code),
        **year.period,
    )


def _placed(session: Session, agencies: list[Agency], *, under: Agency, year: Year) -> list[Agency]:
    session.add_all(agencies)
    session.flush()
    session.add_all(
        AgencyPlacement(agency_id=agency.id, parent_id=under.id, **year.period)
        for agency in agencies
    )
    return agencies


def _systems(
    agencies: list[Agency], *, level: ReportLevel, counts: Level, year: Year
) -> Iterator[QualitySystem]:
    for number, agency in enumerate(agencies):
        yield QualitySystem(
            agency_id=agency.id,
            level=level,
            edition=EDITION,
            software=SOFTWARE if number < counts.software else None,
            **year.period,
        )


def _held(number: int, *, counts: Level) -> tuple[DocumentKind, ...]:
    """What the agency of that number has: the last ones are those that are behind."""
    kinds = standards().up_to_date if number < counts.up_to_date else ()
    return (*kinds, DocumentKind.ANNOUNCEMENT) if number < counts.announced else kinds
