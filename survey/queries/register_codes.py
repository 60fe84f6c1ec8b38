"""What the codes in a file lead to."""

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Row, select
from sqlalchemy.orm import Session, aliased

from survey.models.agency import Agency, AgencyPlacement
from survey.models.dated import Period
from survey.models.point import ServicePoint
from survey.models.procedure import Procedure, ProcedureLevel
from survey.models.quality_process import QualityProcess
from survey.text import fold


class KnownAgency(NamedTuple):
    id: int
    period: Period


class KnownPoint(NamedTuple):
    id: int
    agency_id: int
    period: Period


class KnownProcedure(NamedTuple):
    id: int
    national_code: str | None
    name_vi: str
    level: ProcedureLevel
    folded: str
    """The name without case and accents."""
    period: Period


class Stay(NamedTuple):
    """An agency under another, by their codes."""

    code: str
    parent_code: str
    valid_from: date | None
    valid_to: date | None


def agencies(session: Session, *, codes: Collection[str]) -> dict[str, KnownAgency]:
    columns = (Agency.code, Agency.id, Agency.valid_from, Agency.valid_to)
    rows = session.execute(select(*columns).where(Agency.code.in_(codes)))
    return {row.code: KnownAgency(row.id, _period(row)) for row in rows}


def agency_ids(session: Session, *, codes: Collection[str]) -> dict[str, int]:
    return {code: known.id for code, known in agencies(session, codes=codes).items()}


def points(session: Session, *, codes: Collection[str]) -> dict[str, KnownPoint]:
    rows = session.execute(
        select(
            ServicePoint.code,
            ServicePoint.id,
            ServicePoint.agency_id,
            ServicePoint.valid_from,
            ServicePoint.valid_to,
        ).where(ServicePoint.code.in_(codes))
    )
    return {row.code: KnownPoint(row.id, row.agency_id, _period(row)) for row in rows}


def processes(session: Session, *, codes: Collection[str]) -> dict[tuple[str, str], int]:
    """By the codes of agency and process; several agencies may use the same code."""
    rows = session.execute(
        select(Agency.code, QualityProcess.code, QualityProcess.id)
        .join(QualityProcess, QualityProcess.agency_id == Agency.id)
        .where(QualityProcess.code.in_(codes))
    )
    return {(agency_code, code): process_id for agency_code, code, process_id in rows}


def procedures(
    session: Session, *, codes: Collection[str], names: Collection[tuple[str, str]]
) -> list[KnownProcedure]:
    """Procedures with one of the national codes, or one of the folded names at its level."""
    statement = select(
        Procedure.id,
        Procedure.national_code,
        Procedure.name_vi,
        Procedure.level,
        Procedure.valid_from,
        Procedure.valid_to,
    ).order_by(Procedure.id)
    if not names:  # the database cannot fold: for names all procedures are looked through
        statement = statement.where(Procedure.national_code.in_(codes))
    rows = session.execute(statement)
    known = (
        KnownProcedure(
            row.id, row.national_code, row.name_vi, row.level, fold(row.name_vi), _period(row)
        )
        for row in rows
    )
    return [p for p in known if p.national_code in codes or (p.folded, p.level) in names]


def _period(row: Row[*tuple[Any, ...]]) -> Period:
    return row.valid_from, row.valid_to


def stays(session: Session) -> list[Stay]:
    """The whole tree with its history; nothing stands anywhere after its own end."""
    parent = aliased(Agency)
    rows = session.execute(
        select(
            Agency.code,
            parent.code,
            AgencyPlacement.valid_from,
            AgencyPlacement.valid_to,
            Agency.valid_to,
        )
        .join(AgencyPlacement, AgencyPlacement.agency_id == Agency.id)
        .join(parent, parent.id == AgencyPlacement.parent_id)
        .order_by(AgencyPlacement.id)
    )
    return [
        Stay(code, parent_code, first, min(filter(None, (last, own_last)), default=None))
        for code, parent_code, first, last, own_last in rows
    ]
