"""Upkeep of the fact that an agency applies a standard: begin, correct, end."""

from datetime import date
from typing import NamedTuple

from flask_babel import format_date
from sqlalchemy.orm import Session

from survey import audit
from survey.audit import Actor
from survey.models.agency import Agency
from survey.models.quality_system import QualitySystem, ReportLevel
from survey.quality.refusals import SystemsOverlap
from survey.queries import quality_systems
from survey.staff.dates import require_order


class SystemDetails(NamedTuple):
    level: ReportLevel
    edition: str
    scope: str | None = None
    software: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None


def save(
    session: Session,
    *,
    agency: Agency,
    system: QualitySystem | None,
    details: SystemDetails,
    by: Actor,
) -> QualitySystem:
    """Correct that row, or begin one where there is none yet."""
    require_order(first=details.valid_from, last=details.valid_to)
    _require_alone(session, agency=agency, system=system, details=details)
    before = audit.snapshot(system) if system else {}
    action = "quality_system.edited" if system else "quality_system.created"
    if system is None:
        system = QualitySystem(agency_id=agency.id)
        session.add(system)
    for name, value in details._asdict().items():
        setattr(system, name, value)
    session.flush()
    audit.record(
        session,
        by=by,
        action=action,
        subject={"quality_system": system.id},
        agency_id=agency.id,
        before=before,
        after=audit.snapshot(system),
    )
    return system


def _require_alone(
    session: Session, *, agency: Agency, system: QualitySystem | None, details: SystemDetails
) -> None:
    """An agency applies one system at a time."""
    first, last = details.valid_from or date.min, details.valid_to or date.max
    for other in quality_systems.all_of(session, agency_id=agency.id):
        begins, ends = other.valid_from or date.min, other.valid_to or date.max
        if other is not system and first <= ends and begins <= last:
            raise SystemsOverlap(day=format_date(max(first, begins)))
