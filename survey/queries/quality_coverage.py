"""Agencies with their quality systems, as progress reports count them."""

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session, aliased

from survey.models.agency import Agency, AgencyKind
from survey.models.procedure import DayType, Procedure, TimeLimit, TimeUnit
from survey.models.quality_system import QualitySystem, ReportLevel
from survey.queries import agencies


class CountedAgency(NamedTuple):
    """An agency that exists on the day; without a level it applies no quality system."""

    id: int
    kind: AgencyKind
    level: ReportLevel | None
    software: str | None


class ShorterLimit(NamedTuple):
    """An agency commits itself to less time than the law grants, in the same kind of days."""

    agency_vi: str
    agency_en: str | None
    procedure_vi: str
    procedure_en: str | None
    unit: TimeUnit
    day_type: DayType
    statutory: int
    committed: int


def agencies_below(session: Session, *, roots: Collection[int], day: date) -> list[CountedAgency]:
    """The roots and everything below them that exists on the day."""
    applied = and_(QualitySystem.agency_id == Agency.id, QualitySystem.valid_on(day))
    statement = (
        select(Agency.id, Agency.kind, QualitySystem.level, QualitySystem.software)
        .outerjoin(QualitySystem, applied)
        .where(Agency.id.in_(agencies.subtree(roots=roots, day=day)), Agency.valid_on(day))
    )
    return [CountedAgency(*row) for row in session.execute(statement)]


def applying(session: Session, *, roots: Collection[int], day: date) -> list[Agency]:
    """The roots and those below them that apply a quality system on the day, by code."""
    statement = (
        select(Agency)
        .join(QualitySystem, QualitySystem.agency_id == Agency.id)
        .where(Agency.id.in_(agencies.subtree(roots=roots, day=day)), Agency.valid_on(day))
        .where(QualitySystem.valid_on(day))
    )
    return list(session.execute(statement.order_by(Agency.code)).scalars())


def shorter_limits(
    session: Session, *, agency_ids: Collection[int], day: date
) -> list[ShorterLimit]:
    """By agency and procedure."""
    statutory = aliased(TimeLimit)
    statement: Select[*tuple[Any, ...]] = (
        select(
            Agency.name_vi,
            Agency.name_en,
            Procedure.name_vi,
            Procedure.name_en,
            TimeLimit.unit,
            TimeLimit.day_type,
            statutory.amount,
            TimeLimit.amount,
        )
        .join(Agency, Agency.id == TimeLimit.agency_id)
        .join(Procedure, Procedure.id == TimeLimit.procedure_id)
        .join(
            statutory,
            and_(
                statutory.procedure_id == TimeLimit.procedure_id,
                statutory.agency_id.is_(None),
                statutory.unit == TimeLimit.unit,
                statutory.day_type == TimeLimit.day_type,
                statutory.amount > TimeLimit.amount,
            ),
        )
        .where(Agency.id.in_(agency_ids), TimeLimit.valid_on(day), statutory.valid_on(day))
        .order_by(Agency.search, Agency.id, Procedure.search, Procedure.id)
    )
    return [ShorterLimit(*row) for row in session.execute(statement)]
