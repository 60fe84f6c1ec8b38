"""Simulated processes and committed limits of a region in an earlier year."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from survey.demonstration.reported_years import Year
from survey.models.agency import Agency
from survey.models.procedure import (
    DayType,
    Field,
    Procedure,
    ProcedureLevel,
    TimeLimit,
    TimeUnit,
)
from survey.models.quality_process import ProcessCoverage, ProcessKind, QualityProcess
from survey.queries import procedures as known
from survey.text import searchable

FIELD = "Dữ liệu mô phỏng"
CODES = {ProcessKind.SYSTEM: "QT-HT", ProcessKind.INTERNAL: "QT-NB", ProcessKind.PROCEDURE: "QT"}
NAMES = {
    ProcessKind.SYSTEM: "Quy trình hệ thống",
    ProcessKind.INTERNAL: "Quy trình nội bộ",
    ProcessKind.PROCEDURE: "Quy trình giải quyết thủ tục hành chính",
}


def write_processes(
    session: Session,
    *,
    root: Agency,
    year: Year,
    processes: Mapping[ProcessKind, int],
    procedures: int,
) -> None:
    """Procedures are dealt round to the procedure processes, so that some cover several."""
    written = [
        QualityProcess(
            agency_id=root.id,
            code=f"{CODES[kind]} {number:03}",
            kind=kind,
            name_vi=f"{NAMES[kind]} {number} (mô phỏng)",
            **year.period,
        )
        for kind, count in processes.items()
        for number in range(1, count + 1)
    ]
    names = [f"Thủ tục {number} (mô phỏng)" for number in range(1, procedures + 1)]
    covered = [_procedure(session, name=name, year=year) for name in names]
    session.add_all([*written, *covered])
    session.flush()
    covering = [process for process in written if process.kind is ProcessKind.PROCEDURE]
    session.add_all(
        ProcessCoverage(process_id=covering[turn % len(covering)].id, procedure_id=procedure.id)
        for turn, procedure in enumerate(covered)
    )


def write_limits(
    session: Session, *, root: Agency, year: Year, name: str, statutory: int, committed: int
) -> None:
    """The law's limit, and the shorter one to which the agency commits itself."""
    procedure = _procedure(session, name=name, year=year)
    session.add(procedure)
    session.flush()
    session.add_all(
        TimeLimit(
            procedure_id=procedure.id,
            agency_id=agency_id,
            amount=amount,
            unit=TimeUnit.DAY,
            day_type=DayType.WORKING,
            **year.period,
        )
        for agency_id, amount in ((None, statutory), (root.id, committed))
    )


def _procedure(session: Session, *, name: str, year: Year) -> Procedure:
    return Procedure(
        name_vi=name,
        field_id=_field(session).id,
        level=ProcedureLevel.DISTRICT,
        search=searchable(name, FIELD),
        **year.period,
    )


def _field(session: Session) -> Field:
    field = known.field_by_name(session, name_vi=FIELD)
    if field is None:
        field = Field(name_vi=FIELD, name_en="Simulated data")
        session.add(field)
        session.flush()
    return field
