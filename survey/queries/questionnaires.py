"""Questionnaires, their versions, and which one is asked where."""

from datetime import date

from sqlalchemy import (
    CTE,
    ColumnElement,
    Date,
    Integer,
    ScalarSelect,
    Select,
    bindparam,
    func,
    literal,
    select,
)
from sqlalchemy.orm import Session, contains_eager

from survey.db import BUT_FOR_NAMING
from survey.models.agency import AgencyPlacement
from survey.models.method import Definition
from survey.models.point import ServicePoint
from survey.models.questionnaire import (
    Questionnaire,
    QuestionnaireUse,
    QuestionnaireVersion,
    VersionStatus,
)

_DAY = bindparam("day", type_=Date)


def asked_by(agency_id: ColumnElement[int]) -> ScalarSelect[int]:
    """As a column of a larger query: the version asked on the parameter `day`, or nothing."""
    return _in_use(_upwards(agency_id)).scalar_subquery()


def _in_use(upwards: CTE) -> Select[int]:
    """The published version that the agency, or the nearest one above it, uses."""
    return (
        select(QuestionnaireUse.version_id)
        .join(upwards, upwards.c.agency_id == QuestionnaireUse.agency_id)
        .join(QuestionnaireVersion, QuestionnaireVersion.id == QuestionnaireUse.version_id)
        .where(
            QuestionnaireUse.valid_on(_DAY),
            QuestionnaireVersion.status == VersionStatus.PUBLISHED,
        )
        .order_by(upwards.c.distance, QuestionnaireUse.id.desc())
        .limit(1)
    )


def _upwards(agency_id: ColumnElement[int]) -> CTE:
    """The agency and those above it, with the distance of each."""
    start = select(agency_id.label("agency_id"), literal(0).label("distance"))
    start = start.correlate(ServicePoint.__table__)
    upwards = start.cte("upwards", recursive=True, nesting=True)
    return upwards.union_all(
        select(AgencyPlacement.parent_id, upwards.c.distance + 1)
        .join(upwards, upwards.c.agency_id == AgencyPlacement.agency_id)
        .where(AgencyPlacement.valid_on(_DAY))
    )


# Built once: a citizen's page asks them.
_UPWARDS = _upwards(bindparam("agency_id", type_=Integer))
_VERSION_IN_USE = _in_use(_UPWARDS)
_VERSION_INSTEAD = _VERSION_IN_USE.where(
    QuestionnaireUse.version_id != bindparam("instead_of", type_=Integer)
)
_ALL_IN_USE = (
    select(QuestionnaireVersion)
    .join(QuestionnaireUse, QuestionnaireUse.version_id == QuestionnaireVersion.id)
    .join(_UPWARDS, _UPWARDS.c.agency_id == QuestionnaireUse.agency_id)
    .where(
        QuestionnaireUse.valid_on(_DAY),
        QuestionnaireVersion.status == VersionStatus.PUBLISHED,
    )
    .order_by(_UPWARDS.c.distance, QuestionnaireUse.id.desc())
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


def by_number(
    session: Session, *, code: str, number: int, locked: bool = False
) -> QuestionnaireVersion | None:
    """Locked: held until the transaction ends, so that two who change it follow each other."""
    statement = (
        select(QuestionnaireVersion)
        .join(Questionnaire)
        .options(contains_eager(QuestionnaireVersion.questionnaire))
        .where(Questionnaire.code == code, QuestionnaireVersion.number == number)
    )
    if locked:
        statement = statement.with_for_update(of=QuestionnaireVersion, **BUT_FOR_NAMING)
    return session.execute(statement).scalar()


def by_code_locked(session: Session, *, code: str) -> Questionnaire | None:
    """Held until the transaction ends, so that two new versions get different numbers."""
    statement = select(Questionnaire).where(Questionnaire.code == code).with_for_update()
    return session.execute(statement).scalar()


def published(session: Session) -> list[QuestionnaireVersion]:
    """What can be put in use, by questionnaire, the newest first."""
    statement = _every_version().where(QuestionnaireVersion.status == VersionStatus.PUBLISHED)
    return list(session.execute(statement).scalars())


def newest_number(session: Session, *, questionnaire_id: int) -> int:
    """0 where there is no version yet."""
    statement = select(func.max(QuestionnaireVersion.number)).where(
        QuestionnaireVersion.questionnaire_id == questionnaire_id
    )
    return session.execute(statement).scalar() or 0


def same_as(
    session: Session, *, questionnaire_id: int, digest: str, but: int | None = None
) -> QuestionnaireVersion | None:
    """The newest version that says exactly this, `but` one left aside."""
    statement = (
        select(QuestionnaireVersion)
        .where(QuestionnaireVersion.questionnaire_id == questionnaire_id)
        .where(QuestionnaireVersion.definition_hash == digest)
        .order_by(QuestionnaireVersion.number.desc())
    )
    if but is not None:
        statement = statement.where(QuestionnaireVersion.id != but)
    return session.execute(statement).scalars().first()


def every_version(session: Session) -> list[QuestionnaireVersion]:
    """By questionnaire, the newest first."""
    return list(session.execute(_every_version()).scalars())


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


def version_instead(session: Session, *, agency_id: int, day: date, instead_of: int) -> int | None:
    """What the agency would ask on that day if one version were not there."""
    asked = {"agency_id": agency_id, "day": day, "instead_of": instead_of}
    return session.execute(_VERSION_INSTEAD, asked).scalar()


def was_in_use(session: Session, *, version_id: int, agency_id: int, day: date) -> bool:
    """Whether the agency, or one above it, asked this version on that day."""
    asked = {"version_id": version_id, "agency_id": agency_id, "day": day}
    return session.execute(_WAS_IN_USE, asked).first() is not None


def all_in_use(session: Session, *, agency_id: int, day: date) -> list[QuestionnaireVersion]:
    """Every published version that the agency or one above it uses, the nearest first."""
    asked = {"agency_id": agency_id, "day": day}
    return list(dict.fromkeys(session.execute(_ALL_IN_USE, asked).scalars()))


def _every_version() -> Select[QuestionnaireVersion]:
    return (
        select(QuestionnaireVersion)
        .join(Questionnaire)
        .options(contains_eager(QuestionnaireVersion.questionnaire))
        .order_by(Questionnaire.code, QuestionnaireVersion.number.desc())
    )
