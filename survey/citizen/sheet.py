"""What arrived from the citizen's page, read without trusting any of it."""

from uuid import UUID, uuid4

from werkzeug.datastructures import MultiDict

from survey.models.answer_sheet import AnswerProblem
from survey.models.method import Definition
from survey.models.scale import ScaleKind
from survey.rating_form import Sheet

ANSWER = "a."
NOT_SURE = "unsure"
FIND_LIMIT = 80


def posted_version(form: MultiDict[str, str]) -> int | None:
    return _number(form.get("version", ""))


def typed(form: MultiDict[str, str]) -> list[str]:
    """The citizen's own words; the page itself says where they are, so no questions are needed."""
    return [text for name in form.getlist("typed") if (text := form.get(name, "")).strip()]


def chosen_procedure(form: MultiDict[str, str]) -> int | None:
    """The number of the procedure chosen; None for "not sure" and for anything else."""
    return _number(form.get("procedure", ""))


def read(form: MultiDict[str, str], *, definition: Definition) -> Sheet:
    """Fields that the page does not have are passed over; a missing key gets a fresh one."""
    return Sheet(
        key=_uuid(form.get("key", "")) or uuid4(),
        action=form.get("action", "send").partition(":")[0],
        procedure=form.get("procedure", ""),
        find=form.get("find", "")[:FIND_LIMIT],
        answers={
            question.key: values if several else values[-1]
            for question in definition.questions
            if (values := form.getlist(ANSWER + question.key))
            for several in [definition.scale_of(question.key).kind is ScaleKind.CHOOSE_SEVERAL]
        },
    )


def problems_to_mend(found: list[AnswerProblem]) -> list[AnswerProblem]:
    """Those that the citizen has to do something about.

    Without script every question is shown, so one that other answers hide may be filled in
    honestly; it is left out of what is stored and nobody is bothered.
    """
    return [problem for problem in found if problem.code != "not_visible"]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
