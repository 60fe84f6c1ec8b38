"""The questions by which an agency can be judged: rated, one answer each, as they were asked."""

from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from survey.clock import first_of_month
from survey.measures import methods, scope
from survey.measures.selection import Period, Selection
from survey.models.wording import Text


class RatedQuestion(NamedTuple):
    """By the newest version of its method."""

    version_id: int
    question: str
    text: Text
    title: Text


def rated_questions(
    session: Session, *, agency_id: int, today: date, suppress_below: int
) -> list[RatedQuestion]:
    """Of every questionnaire that was answered here, the newest first, by whatever channel."""
    month = first_of_month(today)
    selection = Selection(agency_id, Period(month, month), today)
    found = scope.resolve(session, selection=selection, suppress_below=suppress_below)
    return [
        RatedQuestion(method.versions[0].id, asked.key, asked.text, method.definition.title)
        for method in found.methods
        for asked in method.definition.questions
        if methods.is_rated(method.definition, question=asked.key)
        and not methods.takes_several(method.definition, question=asked.key)
    ]
