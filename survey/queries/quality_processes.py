"""Processes of quality systems, and which procedures they cover."""

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ScalarSelect, Select, exists, func, select
from sqlalchemy.orm import Session

from survey.models.point import Offering, ServicePoint
from survey.models.procedure import Procedure
from survey.models.quality_process import ProcessCoverage, ProcessKind, QualityProcess
from survey.queries.grouping import grouped


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
    statement = select(Procedure).where(_offered_by(agency_id).exists() | ours)
    return list(session.execute(statement.order_by(Procedure.search, Procedure.id)).scalars())


def uncovered(session: Session, *, agency_id: int, day: date) -> list[Procedure]:
    return uncovered_of(session, agency_ids=[agency_id], day=day).get(agency_id, [])


def uncovered_of(
    session: Session, *, agency_ids: Collection[int], day: date
) -> dict[int, list[Procedure]]:
    """Procedures that each agency offers on the day and that no process of it covers then."""
    covered = (
        exists()
        .where(ProcessCoverage.procedure_id == Procedure.id)
        .where(QualityProcess.id == ProcessCoverage.process_id)
        .where(QualityProcess.agency_id == ServicePoint.agency_id, QualityProcess.valid_on(day))
    )
    statement = (
        select(ServicePoint.agency_id, Procedure)
        .join(Offering, Offering.point_id == ServicePoint.id)
        .join(Procedure, Procedure.id == Offering.procedure_id)
        .where(ServicePoint.agency_id.in_(agency_ids), ServicePoint.valid_on(day))
        .where(Offering.valid_on(day), Procedure.valid_on(day), ~covered)
        .order_by(Procedure.search, Procedure.id)
        .distinct()
    )
    return grouped(session.execute(statement))


def _offered_by(agency_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(Offering.id)
        .join(ServicePoint, ServicePoint.id == Offering.point_id)
        .where(ServicePoint.agency_id == agency_id, Offering.procedure_id == Procedure.id)
        .correlate(Procedure)
    )


def _covered() -> ScalarSelect[int]:
    return (
        select(func.count())
        .select_from(ProcessCoverage)
        .where(ProcessCoverage.process_id == QualityProcess.id)
        .correlate(QualityProcess)
        .scalar_subquery()
    )
