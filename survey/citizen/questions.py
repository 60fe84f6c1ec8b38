"""Which questionnaire version a page asks; definitions are kept in memory, they cannot change."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from flask import current_app
from sqlalchemy.orm import Session

from survey.clock import local_day
from survey.errors.citizen import QuestionnaireRetired
from survey.models.method import Definition
from survey.models.questionnaire import QuestionnaireVersion, VersionStatus
from survey.queries import entrances, questionnaires
from survey.queries.entrances import Entrance

OPEN_PAGES = timedelta(days=2)
"""A page that was opened before its version was retired may still be sent this long."""


class Asked(NamedTuple):
    version_id: int
    definition: Definition


def in_use(session: Session, *, entrance: Entrance) -> Asked:
    """What is asked today; raises QuestionnaireRetired when nothing is."""
    if entrance.version_id is None:
        raise QuestionnaireRetired
    return Asked(entrance.version_id, _definition(session, version_id=entrance.version_id))


def of_page(
    session: Session,
    *,
    version_id: int | None,
    entrance: Entrance,
    now: datetime,
    open_for: timedelta = OPEN_PAGES,
) -> Asked | None:
    """What an open page asked, while answers to it can still be taken."""
    if version_id is None:
        return None
    if version_id != entrance.version_id and not _can_still_be_sent(
        session, version_id=version_id, point_id=entrance.point_id, now=now, open_for=open_for
    ):
        return None
    return Asked(version_id, _definition(session, version_id=version_id))


def asked_once(session: Session, *, version_id: int | None) -> Definition | None:
    """What a page asked that came too late; nothing of a draft, which may still change."""
    version = questionnaires.version(session, version_id=version_id) if version_id else None
    if version is None or version.status is VersionStatus.DRAFT:
        return None
    return _definition(session, version_id=version.id)


def _can_still_be_sent(
    session: Session, *, version_id: int, point_id: int, now: datetime, open_for: timedelta
) -> bool:
    """Whether a page that asks it can be open: the counter may have had another agency then."""
    version = questionnaires.version(session, version_id=version_id)
    if version is None or not _takes_answers(version, now=now, open_for=open_for):
        return False
    return any(
        questionnaires.was_in_use(session, version_id=version_id, agency_id=agency_id, day=day)
        for agency_id in entrances.agencies_of(session, point_id=point_id)
        for day in _days_of_open_pages(now, open_for=open_for)
    )


def _days_of_open_pages(now: datetime, *, open_for: timedelta) -> list[date]:
    return [local_day(now) - timedelta(days=n) for n in range(open_for.days + 1)]


def _takes_answers(version: QuestionnaireVersion, *, now: datetime, open_for: timedelta) -> bool:
    if version.status is VersionStatus.PUBLISHED:
        return True
    return version.retired_at is not None and now < version.retired_at + open_for


def _definition(session: Session, *, version_id: int) -> Definition:
    shelf: dict[int, Definition] = current_app.extensions["definitions"]
    if version_id not in shelf:
        version = questionnaires.version(session, version_id=version_id)
        if version is None:
            raise QuestionnaireRetired
        shelf[version_id] = Definition.model_validate_json(version.definition)
    return shelf[version_id]
