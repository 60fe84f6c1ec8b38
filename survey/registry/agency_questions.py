"""Which questionnaire an agency asks, to be shown beside it."""

from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from survey.i18n import language
from survey.models.method import Definition
from survey.models.wording import in_language
from survey.queries import questionnaires


class AskedHere(NamedTuple):
    title: str
    version: int


def in_use(session: Session, *, agency_id: int, day: date) -> AskedHere | None:
    """The version that the agency, or the nearest one above it, asks on that day."""
    number = questionnaires.version_in_use(session, agency_id=agency_id, day=day)
    version = questionnaires.version(session, version_id=number) if number else None
    if version is None:
        return None
    definition = Definition.model_validate_json(version.definition)
    return AskedHere(in_language(definition.title, language()), version.number)
