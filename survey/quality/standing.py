"""What an agency's quality system has and misses in a year, as its pages show it."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from survey.clock import last_day_of
from survey.models.quality_system import DocumentKind, QualitySystem
from survey.models.standard import standards
from survey.queries import quality_documents, quality_systems


class Standing(NamedTuple):
    """Of one agency; without a system nothing is missing, for nothing is asked."""

    system: QualitySystem | None
    missing: tuple[DocumentKind, ...]


def of_agencies(
    session: Session, *, agency_ids: Collection[int], year: int, today: date
) -> Mapping[int, Standing]:
    day = last_day_of(year, today=today)
    systems = quality_systems.of_agencies(session, agency_ids=agency_ids, day=day)
    held = quality_documents.held(session, agency_ids=agency_ids, year=year, day=day)
    return {
        agency_id: Standing(
            systems.get(agency_id),
            _missing(agency_id, held=held) if agency_id in systems else (),
        )
        for agency_id in agency_ids
    }


def _missing(
    agency_id: int, *, held: Collection[tuple[int, DocumentKind]]
) -> tuple[DocumentKind, ...]:
    wanted = (*standards().up_to_date, DocumentKind.ANNOUNCEMENT)
    return tuple(kind for kind in wanted if (agency_id, kind) not in held)
