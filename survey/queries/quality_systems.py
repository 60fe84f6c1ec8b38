"""Which agencies apply a standard, on a day."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.models.quality_system import QualitySystem


def by_id(session: Session, *, system_id: int) -> QualitySystem | None:
    return session.get(QualitySystem, system_id)


def of_agencies(
    session: Session, *, agency_ids: Collection[int], day: date
) -> dict[int, QualitySystem]:
    """By agency; those that apply none on the day are left out."""
    statement = select(QualitySystem).where(
        QualitySystem.agency_id.in_(agency_ids), QualitySystem.valid_on(day)
    )
    return {row.agency_id: row for row in session.execute(statement).scalars()}


def of_agency(session: Session, *, agency_id: int, day: date) -> QualitySystem | None:
    return of_agencies(session, agency_ids=[agency_id], day=day).get(agency_id)


def all_of(session: Session, *, agency_id: int) -> list[QualitySystem]:
    """Earliest first."""
    statement = select(QualitySystem).where(QualitySystem.agency_id == agency_id)
    ordered = statement.order_by(QualitySystem.valid_from.nulls_first(), QualitySystem.id)
    return list(session.execute(ordered).scalars())
