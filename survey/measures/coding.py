"""What a questionnaire lets people say, as columns of numbers from 0 for the worst to 100."""

from collections.abc import Callable, Mapping
from math import isnan, nan
from typing import Any, NamedTuple

from survey.measures import methods
from survey.models.method import Definition
from survey.models.question import Question
from survey.models.scale import ScaleKind
from survey.models.wording import Text

WORST, NEITHER, BEST = 0.0, 50.0, 100.0
FEWEST_COLUMNS = 2

Answers = Mapping[str, Any]


class Column(NamedTuple):
    """`read` gives NaN (always the same, so that rows can be counted) where an answer is missing.

    `questions` are those that the column is made of.
    """

    key: str
    name: Text
    questions: tuple[str, ...]
    read: Callable[[Answers], float]


def outcome(method: Definition) -> Column | None:
    """The one overall question, where its answers are worth something."""
    overall = method.overall
    return _scored(method, overall) if overall and _has_range(method, overall) else None


def drivers(method: Definition) -> tuple[Column, ...]:
    """Factors where every other question belongs to one, else questions, else what was chosen."""
    asked = _others(method)
    factors = list(dict.fromkeys(question.factor for question in asked))
    if None not in factors and len(factors) >= FEWEST_COLUMNS:
        return tuple(_factor(method, key, asked=asked) for key in factors if key)
    if asked:
        return tuple(_rated(method, question) for question in asked)
    return tuple(
        column
        for question in method.questions
        if methods.takes_several(method, question=question.key)
        for column in _options(method, question)
    )


def items(method: Definition) -> tuple[Column, ...]:
    """The most questions that give the same points, the overall one left out."""
    by_points: dict[frozenset[float], list[Question]] = {}
    for question in _others(method):
        points = frozenset(method.scale_of(question.key).scores.values())
        by_points.setdefault(points, []).append(question)
    largest = max(by_points.values(), key=len, default=[])
    return tuple(_scored(method, question) for question in largest)


def _others(method: Definition) -> list[Question]:
    """Scored questions that everybody is asked, without the overall one."""
    return [
        question
        for question in method.scored_questions
        if question != method.overall and not question.show_if and _has_range(method, question)
    ]


def _has_range(method: Definition, question: Question) -> bool:
    return len(set(method.scale_of(question.key).scores.values())) > 1


def _scored(method: Definition, question: Question) -> Column:
    scores = method.scale_of(question.key).scores
    lowest, highest = min(scores.values()), max(scores.values())
    hundreds = {
        option: BEST * (score - lowest) / (highest - lowest) for option, score in scores.items()
    }

    def read(answers: Answers) -> float:
        return hundreds.get(answers.get(question.key, ""), nan)

    return Column(question.key, question.text, (question.key,), read)


def _rated(method: Definition, question: Question) -> Column:
    """Who may name something as good or bad and leaves it out calls it neither."""
    column = _scored(method, question)
    if question.required or method.scale_of(question.key).kind is not ScaleKind.YES_NO:
        return column

    def read(answers: Answers) -> float:
        return column.read(answers) if question.key in answers else NEITHER

    return column._replace(read=read)


def _factor(method: Definition, key: str, *, asked: list[Question]) -> Column:
    parts = [_rated(method, question) for question in asked if question.factor == key]

    def read(answers: Answers) -> float:
        found = [value for part in parts if not isnan(value := part.read(answers))]
        return sum(found) / len(found) if found else nan

    questions = tuple(question for part in parts for question in part.questions)
    return Column(key, method.factor(key).name, questions, read)


def _options(method: Definition, question: Question) -> list[Column]:
    return [
        _chosen(question, option=option, label=label)
        for option, label in method.scale_of(question.key).labels.items()
    ]


def _chosen(question: Question, *, option: str, label: Text) -> Column:
    def read(answers: Answers) -> float:
        return BEST if option in answers.get(question.key, ()) else WORST

    return Column(option, label, (question.key,), read)
