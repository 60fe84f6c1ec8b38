"""Questionnaires, their versions, and which one is asked where."""

from datetime import date

from sqlalchemy import CTE, exists, literal, select
from sqlalchemy.orm import Session

from survey.models.agency import AgencyPlacement
from survey.models.method import Definition
from survey.models.questionnaire import QuestionnaireUse, QuestionnaireVersion, VersionStatus


def version(session: Session, *, version_id: int) -> QuestionnaireVersion | None:
    return session.get(QuestionnaireVersion, version_id)


def definitions(session: Session) -> dict[int, Definition]:
    """Every version that can have been answered, parsed."""
    rows = session.execute(
        select(QuestionnaireVersion.id, QuestionnaireVersion.definition).where(
            QuestionnaireVersion.status != VersionStatus.DRAFT
        )
    )
    return {key: Definition.model_validate_json(definition) for key, definition in rows}


def version_in_use(session: Session, *, agency_id: int, day: date) -> int | None:
    """The published version that the agency, or the nearest one above it, asks on that day."""
    upwards = _upwards(agency_id=agency_id, day=day)
    return session.execute(
        select(QuestionnaireUse.version_id)
        .join(upwards, upwards.c.agency_id == QuestionnaireUse.agency_id)
        .join(QuestionnaireVersion, QuestionnaireVersion.id == QuestionnaireUse.version_id)
        .where(
            QuestionnaireUse.valid_on(day), QuestionnaireVersion.status == VersionStatus.PUBLISHED
        )
        .order_by(upwards.c.distance, QuestionnaireUse.id.desc())
        .limit(1)
    ).scalar()


def was_in_use(
    session: Session, *, version_id: int, agency_id: int, days: tuple[date, ...]
) -> bool:
    """Whether the agency, or one above it, asked this version on one of those days."""
    return any(
        session.execute(
            select(
                exists()
                .where(QuestionnaireUse.agency_id == upwards.c.agency_id)
                .where(QuestionnaireUse.version_id == version_id, QuestionnaireUse.valid_on(day))
            )
        ).scalar()
        for day in days
        for upwards in [_upwards(agency_id=agency_id, day=day)]
    )


def _upwards(*, agency_id: int, day: date) -> CTE:
    """The agency and those above it, with the distance of each."""
    start = select(literal(agency_id).label("agency_id"), literal(0).label("distance"))
    upwards = start.cte("upwards", recursive=True)
    return upwards.union_all(
        select(AgencyPlacement.parent_id, upwards.c.distance + 1)
        .join(upwards, upwards.c.agency_id == AgencyPlacement.agency_id)
        .where(AgencyPlacement.valid_on(day))
    )
