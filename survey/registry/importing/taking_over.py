"""Taking a checked file over: all of it or nothing, and only what the preview showed."""

from sqlalchemy import text
from sqlalchemy.orm import Session

from survey import audit
from survey.audit import Actor
from survey.clock import local_day
from survey.registry.importing.columns import Register
from survey.registry.importing.first_pass import Progress, ReadFile
from survey.registry.importing.reach import Bounds
from survey.registry.importing.second_pass import Comparison, Outcome, compare
from survey.registry.importing.spool import Spool
from survey.registry.importing.writing import write

TABLES = {
    Register.AGENCIES: "agency, agency_placement, service_point, offering, time_limit, "
    "questionnaire_use",
    Register.POINTS: "service_point",
    Register.PROCEDURES: "procedure, field",
    Register.TIME_LIMITS: "time_limit",
    Register.OFFERINGS: "offering",
    Register.SUCCESSIONS: "agency_succession",
    Register.PROCEDURE_SUCCESSIONS: "procedure_succession",
    Register.FLOWS: "flow",
    Register.QUALITY_SYSTEMS: "quality_system",
    Register.QUALITY_DOCUMENTS: "quality_document",
    Register.QUALITY_PROCESSES: "quality_process",
    Register.PROCESS_COVERAGE: "process_coverage",
}
UNDER_AGENCIES = frozenset({Register.POINTS, Register.OFFERINGS})
"""What ends with its agency: none of them may end meanwhile."""


class RegisterChanged(Exception):
    """The register is not what it was when the preview was made; here is what holds now."""

    def __init__(self, comparison: Comparison) -> None:
        super().__init__()
        self.comparison = comparison


def take_over(
    session: Session,
    *,
    file: ReadFile,
    bounds: Bounds,
    digest: str,
    by: Actor,
    progress: Progress,
) -> Comparison:
    """Check once more inside the transaction, then write; raises RegisterChanged."""
    register = file.format.register
    _keep_others_from_writing(session, register)
    with Spool[Outcome]() as outcomes:
        comparison = compare(
            session,
            file=file,
            bounds=bounds,
            outcomes=outcomes,
            progress=progress,
            today=local_day(by.now),
        )
        if comparison.report.is_refused or comparison.report.digest != digest:
            raise RegisterChanged(comparison)
        write(session, register=register, outcomes=outcomes)
    comparison.endings.carry_out(session)
    audit.record(
        session,
        by=by,
        action="register.imported",
        subject={"register": register.value},
        after={"rows": comparison.report.counts, "ended_along": comparison.report.along},
    )
    return comparison


def _keep_others_from_writing(session: Session, register: Register) -> None:
    """Until this transaction ends; with SQLite that is so already. Reading goes on."""
    if session.get_bind().dialect.name == "postgresql":
        if register in UNDER_AGENCIES:  # held first, as in `held_agencies`
            session.execute(text("LOCK TABLE agency IN SHARE MODE"))
        session.execute(text(f"LOCK TABLE {TABLES[register]} IN SHARE ROW EXCLUSIVE MODE"))
