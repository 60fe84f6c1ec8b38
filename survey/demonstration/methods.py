"""Which questionnaire Tỉnh Mẫu asks when: the short one in two versions, elsewhere three levels."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from survey.clock import start_of_day
from survey.demonstration.chronicle import Chronicle
from survey.models.method import Definition
from survey.models.questionnaire import (
    Questionnaire,
    QuestionnaireUse,
    QuestionnaireVersion,
    VersionStatus,
)
from survey.questionnaires import packs

SHORT = "quay-ngan"
THREE_LEVELS = "ba-muc"
NOT_YET_ASKED = "feedback"
FIRST_WORDING = {
    "vi": "Ông/Bà hài lòng ở mức nào với sự phục vụ của cơ quan?",
    "en": "How satisfied are you with how this agency served you?",
}


class Form(NamedTuple):
    """A version, and from when it is asked."""

    version_id: int
    definition: Definition
    first_day: date | None


Forms = tuple[Form, ...]
"""The newest first."""


def on(forms: Forms, day: date) -> Form:
    """The form that is asked on that day."""
    return next(form for form in forms if form.first_day is None or form.first_day <= day)


def build(
    session: Session, *, province_id: int, elsewhere_id: int, chronicle: Chronicle
) -> Mapping[int | None, Forms]:
    """Publish what is asked; by agency, or by nothing for the rest of the province."""
    short = packs.shipped()[SHORT]
    changed_on = chronicle.day_named("new_form")
    short_one = Questionnaire(code=short.key)
    first = _version(short_one, number=1, definition=first_version(short), chronicle=chronicle)
    second = _version(short_one, number=2, definition=short, since=changed_on, chronicle=chronicle)
    three = packs.shipped()[THREE_LEVELS]
    levels = _version(
        Questionnaire(code=three.key), number=1, definition=three, chronicle=chronicle
    )
    first.status, first.retired_at = VersionStatus.RETIRED, start_of_day(changed_on)
    session.add_all([first, second, levels])
    session.flush()
    last_day = chronicle.end("new_form")
    session.add_all(
        [
            QuestionnaireUse(agency_id=province_id, version_id=first.id, valid_to=last_day),
            QuestionnaireUse(agency_id=province_id, version_id=second.id, valid_from=changed_on),
            QuestionnaireUse(agency_id=elsewhere_id, version_id=levels.id),
        ]
    )
    return {
        None: (
            Form(second.id, short, changed_on),
            Form(first.id, first_version(short), None),
        ),
        elsewhere_id: (Form(levels.id, three, None),),
    }


def first_version(definition: Definition) -> Definition:
    """The short form as it was at first: other words, and one factor less."""
    plain: dict[str, Any] = definition.plain()
    for part in ("factors", "questions"):
        plain[part] = [entry for entry in plain[part] if entry["key"] != NOT_YET_ASKED]
    overall = plain["index"]["overall"][0]
    for question in plain["questions"]:
        if question["key"] == overall:
            question["text"] = FIRST_WORDING
    return Definition.model_validate(plain)


def _version(
    questionnaire: Questionnaire,
    *,
    number: int,
    definition: Definition,
    chronicle: Chronicle,
    since: date | None = None,
) -> QuestionnaireVersion:
    published_at = start_of_day(since or chronicle.first_day)
    return QuestionnaireVersion(
        questionnaire=questionnaire,
        number=number,
        status=VersionStatus.PUBLISHED,
        definition=definition.canonical_json(),
        definition_hash=definition.digest,
        created_at=published_at,
        published_at=published_at,
    )
