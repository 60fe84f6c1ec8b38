"""What a checked file says is written into the register, many rows at a time."""

from typing import Any

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from survey.db import Base
from survey.models.agency import AgencySuccession
from survey.models.flow import Flow
from survey.models.point import Offering, ServicePoint
from survey.models.procedure import ProcedureSuccession, TimeLimit
from survey.models.quality_process import ProcessCoverage, QualityProcess
from survey.models.quality_system import QualityDocument, QualitySystem
from survey.models.slip_code import new_code
from survey.registry.importing.changes import Effect, merged
from survey.registry.importing.columns import Register
from survey.registry.importing.second_pass import Outcome
from survey.registry.importing.spool import Spool
from survey.registry.importing.writing_agencies import write_agencies
from survey.registry.importing.writing_procedures import write_procedures
from survey.text import searchable

Values = dict[str, Any]

MODELS: dict[Register, type[Base]] = {
    Register.POINTS: ServicePoint,
    Register.TIME_LIMITS: TimeLimit,
    Register.OFFERINGS: Offering,
    Register.SUCCESSIONS: AgencySuccession,
    Register.PROCEDURE_SUCCESSIONS: ProcedureSuccession,
    Register.FLOWS: Flow,
    Register.QUALITY_SYSTEMS: QualitySystem,
    Register.QUALITY_DOCUMENTS: QualityDocument,
    Register.QUALITY_PROCESSES: QualityProcess,
    Register.PROCESS_COVERAGE: ProcessCoverage,
}


def write(session: Session, *, register: Register, outcomes: Spool[Outcome]) -> None:
    if register is Register.AGENCIES:
        write_agencies(session, outcomes=outcomes)
    elif register is Register.PROCEDURES:
        write_procedures(session, outcomes=outcomes)
    else:
        for chunk in outcomes.chunks():
            _write_rows(session, MODELS[register], chunk)


def _write_rows(session: Session, model: type[Base], chunk: list[Outcome]) -> None:
    """Rows that are rows of one table."""
    names = {attribute.key for attribute in model.__mapper__.column_attrs}
    new = [o for o in chunk if o.effect is Effect.ADDED]
    changed = [o for o in chunk if o.effect in (Effect.CHANGED, Effect.ENDED)]
    if new:
        session.execute(insert(model), [_values(model, names, outcome) for outcome in new])
    if changed:
        session.execute(update(model), [_values(model, names, outcome) for outcome in changed])


def _values(model: type[Base], names: set[str], outcome: Outcome) -> Values:
    entry, row = outcome.entry, outcome.row
    values = {k: v for k, v in {**entry.values, **entry.ids}.items() if k in names}
    if row is not None and "id" in row:
        values["id"] = row["id"]
    if model is ServicePoint:
        whole = merged(entry, row)
        values["search"] = searchable(whole["name_vi"], whole.get("name_en"), whole["code"])
        if row is None:
            values["poster_code"] = new_code()
    return values
