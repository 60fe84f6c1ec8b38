"""The registers of quality systems row by row, as their files hold them."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from survey.models.agency import Agency
from survey.models.procedure import Procedure
from survey.models.quality_process import ProcessCoverage, QualityProcess
from survey.models.quality_system import QualityDocument, QualitySystem
from survey.queries.register_columns import BY_PROCEDURE, Columns, Statement, of_procedure


def _systems() -> Statement:
    return select(
        QualitySystem.id,
        QualitySystem.agency_id,
        Agency.code.label("agency_code"),
        QualitySystem.level,
        QualitySystem.edition,
        QualitySystem.scope,
        QualitySystem.software,
        QualitySystem.valid_from,
        QualitySystem.valid_to,
    ).join(Agency, Agency.id == QualitySystem.agency_id)


def _documents() -> Statement:
    return select(
        QualityDocument.id,
        QualityDocument.agency_id,
        Agency.code.label("agency_code"),
        QualityDocument.year,
        QualityDocument.kind,
        QualityDocument.number,
        QualityDocument.title,
        QualityDocument.signed_on,
        QualityDocument.link,
        QualityDocument.edition,
        QualityDocument.scope,
        QualityDocument.ended_on,
    ).join(Agency, Agency.id == QualityDocument.agency_id)


def _processes() -> Statement:
    return select(
        QualityProcess.id,
        QualityProcess.agency_id,
        Agency.code.label("agency_code"),
        QualityProcess.code,
        QualityProcess.kind,
        QualityProcess.name_vi,
        QualityProcess.name_en,
        QualityProcess.valid_from,
        QualityProcess.valid_to,
    ).join(Agency, Agency.id == QualityProcess.agency_id)


def _coverage() -> Statement:
    return (
        select(
            ProcessCoverage.process_id,
            ProcessCoverage.procedure_id,
            Agency.code.label("agency_code"),
            QualityProcess.code.label("process_code"),
            *of_procedure(Procedure, "procedure"),
        )
        .join(QualityProcess, QualityProcess.id == ProcessCoverage.process_id)
        .join(Agency, Agency.id == QualityProcess.agency_id)
        .join(Procedure, Procedure.id == ProcessCoverage.procedure_id)
    )


OWNERS: dict[str, Any] = {
    "quality_systems": QualitySystem.agency_id,
    "quality_documents": QualityDocument.agency_id,
    "quality_processes": QualityProcess.agency_id,
    "process_coverage": QualityProcess.agency_id,
}

STATEMENTS: dict[str, tuple[Callable[[], Statement], Columns, Columns]] = {
    "quality_systems": (
        _systems,
        (QualitySystem.agency_id,),
        (Agency.code, QualitySystem.valid_from.nulls_first()),
    ),
    "quality_documents": (
        _documents,
        (QualityDocument.agency_id, QualityDocument.year),
        (Agency.code, QualityDocument.year, QualityDocument.kind, QualityDocument.number),
    ),
    "quality_processes": (
        _processes,
        (QualityProcess.agency_id, QualityProcess.code),
        (Agency.code, QualityProcess.code),
    ),
    "process_coverage": (
        _coverage,
        (ProcessCoverage.process_id, ProcessCoverage.procedure_id),
        (Agency.code, QualityProcess.code, *BY_PROCEDURE),
    ),
}
