"""Processes of quality systems, and which procedures they cover."""

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ScalarSelect, Select, exists, func, select
from sqlalchemy.orm import Session

from survey.models.point import Offering, ServicePoint
from survey.models.procedure import Procedure
from survey.models.quality_process import ProcessCoverage, ProcessKind, QualityProcess


class ProcessRow(NamedTuple):
    process: QualityProcess
    covered: int
    """Procedures that it covers."""


def by_id(session: Session, *, process_id: int) -> QualityProcess | None:
    return session.get(QualityProcess, process_id)


def by_code(session: Session, *, agency_id: int, code: str) -> QualityProcess | None:
    statement = select(QualityProcess).where(
        QualityProcess.agency_id == agency_id, QualityProcess.code == code
    )
    return session.execute(statement).scalar_one_or_none()


def of_agency(session: Session, *, agency_id: int) -> list[ProcessRow]:
    """All there ever were, by kind and code."""
    statement = (
        select(QualityProcess, _covered())
        .where(QualityProcess.agency_id == agency_id)
        .order_by(QualityProcess.kind.desc(), QualityProcess.code)
    )
    return [ProcessRow(*row) for row in session.execute(statement)]


def counts(session: Session, *, agency_ids: Collection[int], day: date) -> dict[ProcessKind, int]:
    """How many processes of each kind hold on the day."""
    statement = (
        select(QualityProcess.kind, func.count())
        .where(QualityProcess.agency_id.in_(agency_ids), QualityProcess.valid_on(day))
        .group_by(QualityProcess.kind)
    )
    return dict(session.execute(statement).all())


def covered_ids(session: Session, *, process_id: int) -> set[int]:
    statement = select(ProcessCoverage.procedure_id).where(ProcessCoverage.process_id == process_id)
    return set(session.execute(statement).scalars())


def procedures_covered(session: Session, *, agency_ids: Collection[int], day: date) -> int:
    """Different procedures that processes of these agencies cover on the day."""
    statement = (
        select(func.count(ProcessCoverage.procedure_id.distinct()))
        .join(QualityProcess, QualityProcess.id == ProcessCoverage.process_id)
        .where(QualityProcess.agency_id.in_(agency_ids), QualityProcess.valid_on(day))
    )
    return session.execute(statement).scalar_one()


def coverable(session: Session, *, agency_id: int, process_id: int | None) -> list[Procedure]:
    """What a process may cover: what the agency ever offered, and what it covers already."""
    ours = exists().where(
        ProcessCoverage.procedure_id == Procedure.id, ProcessCoverage.process_id == process_id
    )
    statement = select(Procedure).where(_offered_by(agency_id, day=None).exists() | ours)
    return list(session.execute(statement.order_by(Procedure.search, Procedure.id)).scalars())


def uncovered(session: Session, *, agency_id: int, day: date) -> list[Procedure]:
    """Procedures that the agency offers on the day and that no process of it covers then."""
    covered = (
        exists()
        .where(ProcessCoverage.procedure_id == Procedure.id)
        .where(QualityProcess.id == ProcessCoverage.process_id)
        .where(QualityProcess.agency_id == agency_id, QualityProcess.valid_on(day))
    )
    statement = (
        select(Procedure)
        .where(Procedure.valid_on(day), _offered_by(agency_id, day=day).exists(), ~covered)
        .order_by(Procedure.search, Procedure.id)
    )
    return list(session.execute(statement).scalars())


def _offered_by(agency_id: int, *, day: date | None) -> Select[*tuple[Any, ...]]:
    statement = (
        select(Offering.id)
        .join(ServicePoint, ServicePoint.id == Offering.point_id)
        .where(ServicePoint.agency_id == agency_id, Offering.procedure_id == Procedure.id)
        .correlate(Procedure)
    )
    if day is None:
        return statement
    return statement.where(Offering.valid_on(day), ServicePoint.valid_on(day))


def _covered() -> ScalarSelect[int]:
    return (
        select(func.count())
        .select_from(ProcessCoverage)
        .where(ProcessCoverage.process_id == QualityProcess.id)
        .correlate(QualityProcess)
        .scalar_subquery()
    )
