"""Where a questionnaire version is asked: the uses themselves, and what each point asks."""

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, Subquery, func, literal, or_, select
from sqlalchemy.orm import Session, aliased

from survey.models.agency import Agency, AgencyPlacement
from survey.models.point import ServicePoint
from survey.models.questionnaire import (
    Questionnaire,
    QuestionnaireUse,
    QuestionnaireVersion,
    VersionStatus,
)
from survey.queries.agencies import DEEPEST
from survey.queries.paging import Stretch, Window, stretch
from survey.queries.searching import holds_words


class Use(NamedTuple):
    """A version asked in an agency and below it, unless something nearer is asked there."""

    id: int
    agency_id: int
    agency_code: str
    agency_vi: str
    agency_en: str | None
    version_id: int
    code: str
    number: int
    status: VersionStatus
    valid_from: date | None
    valid_to: date | None


class AskedAtPoint(NamedTuple):
    """A service point with what it asks on a day; `by` is the agency that decided so."""

    point_id: int
    point_vi: str
    point_en: str | None
    agency_code: str
    agency_vi: str
    agency_en: str | None
    version_id: int | None
    by_code: str | None
    by_vi: str | None
    by_en: str | None


class AskedCount(NamedTuple):
    version_id: int | None
    points: int


_USE = (
    select(
        QuestionnaireUse.id,
        Agency.id,
        Agency.code,
        Agency.name_vi,
        Agency.name_en,
        QuestionnaireVersion.id,
        Questionnaire.code,
        QuestionnaireVersion.number,
        QuestionnaireVersion.status,
        QuestionnaireUse.valid_from,
        QuestionnaireUse.valid_to,
    )
    .join(Agency, Agency.id == QuestionnaireUse.agency_id)
    .join(QuestionnaireVersion, QuestionnaireVersion.id == QuestionnaireUse.version_id)
    .join(Questionnaire, Questionnaire.id == QuestionnaireVersion.questionnaire_id)
)
_NEWEST_FIRST = (QuestionnaireUse.valid_from.desc().nulls_last(), QuestionnaireUse.id.desc())


def lasting(session: Session, *, day: date, version_id: int | None = None) -> list[Use]:
    """The uses that hold on the day or begin later, by agency."""
    statement = _USE.where(_lasts(day)).order_by(Agency.search, Agency.id, *_NEWEST_FIRST)
    if version_id is not None:
        statement = statement.where(QuestionnaireUse.version_id == version_id)
    return [Use(*row) for row in session.execute(statement)]


def history(session: Session, *, agency_id: int) -> list[Use]:
    """All that the agency itself ever chose, the latest first."""
    statement = _USE.where(QuestionnaireUse.agency_id == agency_id).order_by(*_NEWEST_FIRST)
    return [Use(*row) for row in session.execute(statement)]


def by_id(session: Session, *, use_id: int, agency_id: int) -> QuestionnaireUse | None:
    """The use with this number, if it is one of that agency."""
    statement = select(QuestionnaireUse).where(
        QuestionnaireUse.id == use_id, QuestionnaireUse.agency_id == agency_id
    )
    return session.execute(statement).scalar()


def of_agencies(session: Session, *, agency_ids: list[int], day: date) -> list[QuestionnaireUse]:
    """Those of the agencies themselves that hold on the day or begin later."""
    return _rows(session, QuestionnaireUse.agency_id.in_(agency_ids), day=day)


def of_version(session: Session, *, version_id: int, day: date) -> list[QuestionnaireUse]:
    """Those of the version that hold on the day or begin later."""
    return _rows(session, QuestionnaireUse.version_id == version_id, day=day)


def at_points(
    session: Session,
    *,
    day: date,
    agency_ids: Collection[int] | None = None,
    words: str = "",
    nothing_asked: bool = False,
    window: Window,
) -> Stretch[AskedAtPoint]:
    """What the open points of these agencies, or of all, ask on the day."""
    decided, decider = _decided(day=day), aliased(Agency)
    columns = (
        ServicePoint.id,
        ServicePoint.name_vi,
        ServicePoint.name_en,
        Agency.code,
        Agency.name_vi,
        Agency.name_en,
        decided.c.version_id,
        decider.code,
        decider.name_vi,
        decider.name_en,
    )
    statement = (
        _open_points(decided, columns=columns, day=day, agency_ids=agency_ids)
        .outerjoin(decider, decider.id == decided.c.agency_id)
        .where(holds_words(ServicePoint.search, Agency.search, words=words))
        .order_by(Agency.search, Agency.id, ServicePoint.search, ServicePoint.id)
    )
    if nothing_asked:
        statement = statement.where(decided.c.version_id.is_(None))
    return stretch(session, statement=statement, window=window, make=AskedAtPoint)


def counts(
    session: Session, *, day: date, agency_ids: Collection[int] | None = None
) -> list[AskedCount]:
    """How many open points ask each version on the day, and how many ask nothing."""
    decided = _decided(day=day)
    columns = (decided.c.version_id, func.count())
    statement = _open_points(decided, columns=columns, day=day, agency_ids=agency_ids)
    rows = session.execute(statement.group_by(decided.c.version_id))
    return [AskedCount(*row) for row in rows]


def _rows(session: Session, condition: ColumnElement[bool], *, day: date) -> list[QuestionnaireUse]:
    statement = select(QuestionnaireUse).where(condition, _lasts(day)).order_by(QuestionnaireUse.id)
    return list(session.execute(statement).scalars())


def _lasts(day: date) -> ColumnElement[bool]:
    return or_(QuestionnaireUse.valid_to.is_(None), QuestionnaireUse.valid_to >= day)


def _open_points(
    decided: Subquery,
    *,
    columns: tuple[Any, ...],
    day: date,
    agency_ids: Collection[int] | None,
) -> Select[*tuple[Any, ...]]:
    statement = (
        select(*columns)
        .select_from(ServicePoint)
        .join(Agency, Agency.id == ServicePoint.agency_id)
        .outerjoin(decided, decided.c.origin == ServicePoint.agency_id)
        .where(ServicePoint.valid_on(day))
    )
    return statement if agency_ids is None else statement.where(Agency.id.in_(agency_ids))


def _decided(*, day: date) -> Subquery:
    """For every agency that asks something: the version, and the agency that decided so.

    The same rule as `questionnaires.version_in_use`, for all agencies at once.
    """
    start = select(Agency.id.label("origin"), Agency.id.label("agency_id"), literal(0).label("far"))
    up = start.cte("up", recursive=True)
    up = up.union_all(
        select(up.c.origin, AgencyPlacement.parent_id, up.c.far + 1)
        .join(up, up.c.agency_id == AgencyPlacement.agency_id)
        .where(AgencyPlacement.valid_on(day), up.c.far < DEEPEST)
    )
    nearest = func.row_number().over(
        partition_by=up.c.origin, order_by=(up.c.far, QuestionnaireUse.id.desc())
    )
    asked = (
        select(
            up.c.origin,
            QuestionnaireUse.agency_id,
            QuestionnaireUse.version_id,
            nearest.label("place"),
        )
        .join(QuestionnaireUse, QuestionnaireUse.agency_id == up.c.agency_id)
        .join(QuestionnaireVersion, QuestionnaireVersion.id == QuestionnaireUse.version_id)
        .where(QuestionnaireUse.valid_on(day))
        .where(QuestionnaireVersion.status == VersionStatus.PUBLISHED)
        .subquery("asked")
    )
    return (
        select(asked.c.origin, asked.c.agency_id, asked.c.version_id)
        .where(asked.c.place == 1)
        .subquery("decided")
    )
