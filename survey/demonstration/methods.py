"""Which questionnaire Tỉnh Mẫu asks when: the short one in two versions, elsewhere others."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from survey.audit import Actor
from survey.citizen.questions import OPEN_PAGES
from survey.clock import start_of_day
from survey.demonstration import nine_indicators
from survey.demonstration.chronicle import Chronicle
from survey.models.agency import Agency
from survey.models.method import Definition
from survey.models.questionnaire import QuestionnaireVersion
from survey.questionnaires import drafting, packs, publishing, use

SHORT = "quay-ngan"
THREE_LEVELS = "ba-muc"
NINE = "diem-18"
NOT_YET_ASKED = "feedback"
FIRST_WORDING = {
    "vi": "Ông/Bà hài lòng ở mức nào với sự phục vụ của cơ quan?",
    "en": "How satisfied are you with how this agency served you?",
}


class Form(NamedTuple):
    """A version, and from when it is asked."""

    version_id: int
    definition: Definition
    first_day: date


Forms = tuple[Form, ...]
"""The newest first."""


def on(forms: Forms, day: date) -> Form:
    """The form that is asked on that day."""
    return next(form for form in forms if form.first_day <= day)


def build(
    session: Session,
    *,
    province: Agency,
    levels_in: Agency,
    nine_in: Sequence[Agency],
    chronicle: Chronicle,
) -> Mapping[int | None, Forms]:
    """Publish what is asked, when it was first asked; by agency, or by none for all the rest.

    What only a few ask comes first: of several published on a day the last counts as the newest,
    and the figures of the province follow that.
    """
    short, levels = packs.shipped()[SHORT], packs.shipped()[THREE_LEVELS]
    at_first, changed_on = chronicle.first_day, chronicle.day_named("new_form")
    nine = _ask_nine(session, short=short, agencies=nine_in, first_day=at_first)
    three = _ask(session, definition=levels, agency=levels_in, first_day=at_first)
    first = _ask(session, definition=first_version(short), agency=province, first_day=at_first)
    second = _ask(session, definition=short, agency=province, first_day=changed_on)
    by = Actor(None, start_of_day(changed_on) + OPEN_PAGES)
    publishing.retire(session, version=first, by=by)
    return {
        None: (Form(second.id, short, changed_on), Form(first.id, first_version(short), at_first)),
        levels_in.id: (Form(three.id, levels, at_first),),
        **{agency.id: (nine,) for agency in nine_in},
    }


def _ask(
    session: Session, *, definition: Definition, agency: Agency, first_day: date
) -> QuestionnaireVersion:
    """As somebody did on the morning of that day."""
    version = _published(session, definition=definition, day=first_day)
    by = Actor(None, start_of_day(first_day))
    use.begin(session, agency=agency, version=version, first_day=first_day, by=by)
    return version


def _ask_nine(
    session: Session, *, short: Definition, agencies: Sequence[Agency], first_day: date
) -> Form:
    """Each from its own first day on."""
    definition = nine_indicators.with_overall(packs.shipped()[NINE], short=short)
    version = _published(session, definition=definition, day=first_day)
    for agency in agencies:
        day = max(agency.valid_from or first_day, first_day)
        by = Actor(None, start_of_day(day))
        use.begin(session, agency=agency, version=version, first_day=day, by=by)
    return Form(version.id, definition, first_day)


def _published(session: Session, *, definition: Definition, day: date) -> QuestionnaireVersion:
    by = Actor(None, start_of_day(day))
    version = drafting.load(session, definition=definition, by=by)
    publishing.publish(session, version=version, by=by)
    return version


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
