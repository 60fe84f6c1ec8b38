"""Which questionnaire version a page asks; definitions are kept in memory, they cannot change."""

from datetime import datetime, timedelta
from typing import NamedTuple

from flask import current_app
from sqlalchemy.orm import Session

from survey.clock import local_day
from survey.errors import QuestionnaireRetired
from survey.models.method import Definition
from survey.models.questionnaire import QuestionnaireVersion, VersionStatus
from survey.queries import questionnaires
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
    session: Session, *, version_id: int | None, entrance: Entrance, now: datetime
) -> Asked | None:
    """What an open page asked, while answers to it can still be taken."""
    if version_id is None:
        return None
    if version_id != entrance.version_id and not _can_still_be_sent(
        session, version_id=version_id, agency_id=entrance.agency_id, now=now
    ):
        return None
    return Asked(version_id, _definition(session, version_id=version_id))


def _can_still_be_sent(session: Session, *, version_id: int, agency_id: int, now: datetime) -> bool:
    version = questionnaires.version(session, version_id=version_id)
    if version is None or not _takes_answers(version, now=now):
        return False
    return any(
        questionnaires.was_in_use(session, version_id=version_id, agency_id=agency_id, day=day)
        for day in (local_day(now), local_day(now - OPEN_PAGES))
    )


def _takes_answers(version: QuestionnaireVersion, *, now: datetime) -> bool:
    if version.status is VersionStatus.PUBLISHED:
        return True
    return version.retired_at is not None and now < version.retired_at + OPEN_PAGES


def _definition(session: Session, *, version_id: int) -> Definition:
    shelf: dict[int, Definition] = current_app.extensions["definitions"]
    if version_id not in shelf:
        version = questionnaires.version(session, version_id=version_id)
        if version is None:
            raise QuestionnaireRetired
        shelf[version_id] = Definition.model_validate_json(version.definition)
    return shelf[version_id]
