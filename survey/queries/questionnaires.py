"""Questionnaires, their versions, and which one is asked where."""

from datetime import date

from sqlalchemy import CTE, Date, Integer, bindparam, literal, select
from sqlalchemy.orm import Session

from survey.models.agency import AgencyPlacement
from survey.models.method import Definition
from survey.models.questionnaire import QuestionnaireUse, QuestionnaireVersion, VersionStatus

# Built once: a citizen's page asks them each time it is opened.
_AGENCY_ID = bindparam("agency_id", type_=Integer)
_DAY = bindparam("day", type_=Date)


def _upwards() -> CTE:
    """The agency and those above it, with the distance of each."""
    start = select(_AGENCY_ID.label("agency_id"), literal(0).label("distance"))
    upwards = start.cte("upwards", recursive=True)
    return upwards.union_all(
        select(AgencyPlacement.parent_id, upwards.c.distance + 1)
        .join(upwards, upwards.c.agency_id == AgencyPlacement.agency_id)
        .where(AgencyPlacement.valid_on(_DAY))
    )


_UPWARDS = _upwards()
_VERSION_IN_USE = (
    select(QuestionnaireUse.version_id)
    .join(_UPWARDS, _UPWARDS.c.agency_id == QuestionnaireUse.agency_id)
    .join(QuestionnaireVersion, QuestionnaireVersion.id == QuestionnaireUse.version_id)
    .where(QuestionnaireUse.valid_on(_DAY), QuestionnaireVersion.status == VersionStatus.PUBLISHED)
    .order_by(_UPWARDS.c.distance, QuestionnaireUse.id.desc())
    .limit(1)
)
_WAS_IN_USE = (
    select(QuestionnaireUse.id)
    .join(_UPWARDS, _UPWARDS.c.agency_id == QuestionnaireUse.agency_id)
    .where(
        QuestionnaireUse.valid_on(_DAY),
        QuestionnaireUse.version_id == bindparam("version_id", type_=Integer),
    )
    .limit(1)
)


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
    return session.execute(_VERSION_IN_USE, {"agency_id": agency_id, "day": day}).scalar()


def was_in_use(session: Session, *, version_id: int, agency_id: int, day: date) -> bool:
    """Whether the agency, or one above it, asked this version on that day."""
    asked = {"version_id": version_id, "agency_id": agency_id, "day": day}
    return session.execute(_WAS_IN_USE, asked).first() is not None
