"""What a citizen filled in, checked against the questions and tidied.

Answers are keyed by question: one option key, a list of option keys where several may be
chosen, or text. An answer that is empty is an answer not given.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from flask_babel import lazy_gettext as _l

from survey.models.question import Question
from survey.models.scale import Scale, ScaleKind
from survey.models.wording import clean

COMMENT_LIMIT = 3000

Answer = str | list[str]
Answers = Mapping[str, object]

MESSAGES = {
    "unknown_question": _l("This question is not part of the questionnaire."),
    "not_visible": _l("This question does not follow from the other answers."),
    "wrong_type": _l("The answer could not be read. Choose one of the answers shown."),
    "unknown_option": _l("This answer is not among those offered. Choose one of those shown."),
    "too_long": _l("Shorten the comment to 3,000 characters at most."),
    "missing": _l("Choose an answer to this question."),
    "unwritten": _l("Write an answer to this question."),
    "nothing_answered": _l("Answer at least one question."),
}


class AnswerProblem(NamedTuple):
    """What is wrong with one answer; with the whole sheet where `question` is None."""

    question: str | None
    code: str

    @property
    def message(self) -> str:
        return str(MESSAGES[self.code])


class CheckedAnswers(NamedTuple):
    """The answers that may be stored, in the order of the questions, and what was wrong.

    A page without script shows every question, so a citizen can honestly answer one that
    another answer hides: it stands among the problems as `not_visible`, and not among the
    answers. A form may pass over that code; every other one means asking again.
    """

    answers: dict[str, Answer]
    problems: list[AnswerProblem]


def visible(questions: Iterable[Question], *, answers: Answers) -> tuple[Question, ...]:
    """The questions these answers lead to. A hidden question hides what depends on it."""
    shown: dict[str, Question] = {}
    for question in questions:
        if _is_asked(question, shown=shown, answers=answers):
            shown[question.key] = question
    return tuple(shown.values())


def check(
    questions: tuple[Question, ...], *, scales: Mapping[str, Scale], answers: Answers
) -> CheckedAnswers:
    """`scales` holds the scale of every question, by the question's key."""
    given = {key: answer for key, answer in answers.items() if not _is_empty(answer)}
    shown = {question.key for question in visible(questions, answers=given)}
    kept: dict[str, Answer] = {}
    problems = [AnswerProblem(key, "unknown_question") for key in given if key not in scales]

    for question in questions:
        key = question.key
        if key not in given:
            if question.required and key in shown:
                problems.append(AnswerProblem(key, _missing(scales[key])))
        elif key not in shown:
            problems.append(AnswerProblem(key, "not_visible"))
        else:
            answer, wrong = _tidied(given[key], scale=scales[key])
            if wrong:
                problems.append(AnswerProblem(key, wrong))
            elif answer:
                kept[key] = answer
    if not kept and not problems:
        problems.append(AnswerProblem(None, "nothing_answered"))
    return CheckedAnswers(kept, problems)


def _missing(scale: Scale) -> str:
    return "unwritten" if scale.kind is ScaleKind.FREE_TEXT else "missing"


def _is_asked(question: Question, *, shown: Mapping[str, Question], answers: Answers) -> bool:
    condition = question.show_if
    if condition is None:
        return True
    if condition.question not in shown:
        return False
    answer = answers.get(condition.question)
    chosen = answer if isinstance(answer, list) else [answer]
    return any(option in condition.one_of for option in chosen)


def _is_empty(answer: object) -> bool:
    return answer is None or answer == [] or (isinstance(answer, str) and not clean(answer))


def _tidied(answer: object, *, scale: Scale) -> tuple[Answer | None, str | None]:
    """The answer as it is stored, or the code of what is wrong with it."""
    if scale.kind is ScaleKind.CHOOSE_SEVERAL:
        return _several(answer, scale=scale)
    if not isinstance(answer, str):
        return None, "wrong_type"
    if scale.kind is ScaleKind.FREE_TEXT:
        text = clean(answer)
        return (None, "too_long") if len(text) > COMMENT_LIMIT else (text, None)
    return (answer, None) if answer in scale.labels else (None, "unknown_option")


def _several(answer: object, *, scale: Scale) -> tuple[list[str] | None, str | None]:
    """Each chosen option once, in the order of the scale: the same choice is stored alike."""
    if not isinstance(answer, list) or not all(isinstance(option, str) for option in answer):
        return None, "wrong_type"
    if not scale.labels.keys() >= set(answer):
        return None, "unknown_option"
    return [option for option in scale.labels if option in answer], None
