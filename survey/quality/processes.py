"""Upkeep of processes: enter, correct, end, and which procedures they cover."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy import delete
from sqlalchemy.orm import Session

from survey import audit
from survey.audit import Actor
from survey.errors.registers import CodeTaken
from survey.i18n import called
from survey.models.agency import Agency
from survey.models.quality_process import ProcessCoverage, ProcessKind, QualityProcess
from survey.queries import quality_processes
from survey.staff.dates import require_order


class ProcessDetails(NamedTuple):
    code: str
    kind: ProcessKind
    name_vi: str
    name_en: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None


def create(
    session: Session,
    *,
    agency: Agency,
    details: ProcessDetails,
    covered: Collection[int] = (),
    by: Actor,
) -> QualityProcess:
    process = QualityProcess(agency_id=agency.id)
    _fill(session, process=process, details=details)
    session.add(process)
    session.flush()
    cover(session, process=process, procedure_ids=covered)
    after = _snapshot(process, covered=covered)
    _note(session, action="quality_process.created", process=process, after=after, by=by)
    return process


def edit(
    session: Session,
    *,
    process: QualityProcess,
    details: ProcessDetails,
    covered: Collection[int],
    by: Actor,
) -> None:
    known = quality_processes.covered_ids(session, process_id=process.id)
    before = _snapshot(process, covered=known)
    _fill(session, process=process, details=details)
    cover(session, process=process, procedure_ids=covered)
    after = _snapshot(process, covered=covered)
    _note(
        session,
        action="quality_process.edited",
        process=process,
        before=before,
        after=after,
        by=by,
    )


def cover(session: Session, *, process: QualityProcess, procedure_ids: Collection[int]) -> None:
    """These procedures and no others are covered from now on."""
    known = quality_processes.covered_ids(session, process_id=process.id)
    wanted = set(procedure_ids)
    session.execute(
        delete(ProcessCoverage).where(
            ProcessCoverage.process_id == process.id,
            ProcessCoverage.procedure_id.in_(known - wanted),
        )
    )
    session.add_all(
        ProcessCoverage(process_id=process.id, procedure_id=procedure_id)
        for procedure_id in sorted(wanted - known)
    )


def _fill(session: Session, *, process: QualityProcess, details: ProcessDetails) -> None:
    require_order(first=details.valid_from, last=details.valid_to)
    with session.no_autoflush:
        holder = quality_processes.by_code(session, agency_id=process.agency_id, code=details.code)
    if holder is not None and holder is not process:
        raise CodeTaken(name=called(holder.name_vi, holder.name_en))
    for name, value in details._asdict().items():
        setattr(process, name, value)


def _snapshot(process: QualityProcess, *, covered: Collection[int]) -> dict[str, object]:
    return {**audit.snapshot(process), "procedures": sorted(covered)}


def _note(
    session: Session,
    *,
    action: str,
    process: QualityProcess,
    before: audit.Values | None = None,
    after: audit.Values,
    by: Actor,
) -> None:
    audit.record(
        session,
        by=by,
        action=action,
        subject={"process": process.id},
        agency_id=process.agency_id,
        before=before,
        after=after,
    )
