"""From what was filled in to a submission that can be recorded."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from survey.citizen.questions import Asked
from survey.citizen.sheet import problems_to_mend
from survey.citizen.submission import Submission
from survey.models.answer_sheet import AnswerProblem, Answers
from survey.queries.entrances import Entrance


class Checked(NamedTuple):
    """What can be recorded, or what has to be mended first."""

    submission: Submission | None
    problems: list[AnswerProblem]


def check(
    answers: Answers,
    *,
    key: UUID,
    place: Entrance,
    asked: Asked,
    language: str,
    day: date | None = None,
    is_late: bool = False,
) -> Checked:
    """`day` only where it was given before it arrived."""
    checked = asked.definition.check_answers(answers)
    problems = problems_to_mend(checked.problems)
    if problems:
        return Checked(None, problems)
    submission = Submission(
        key=key,
        channel=place.channel,
        agency_id=place.agency_id,
        point_id=place.point_id,
        procedure_id=place.procedure_id or place.chosen_id,
        version_id=asked.version_id,
        language=language,
        answers=checked.answers,
        slip_digest=place.slip_digest,
        day=day,
        is_late=is_late,
    )
    return Checked(submission, [])
