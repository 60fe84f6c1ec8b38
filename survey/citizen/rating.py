"""From a filled-in sheet to a submission that can be recorded."""

from typing import NamedTuple

from survey.citizen.page import Visit
from survey.citizen.sheet import problems_to_mend
from survey.citizen.submission import Submission
from survey.i18n import language
from survey.models.answer_sheet import AnswerProblem
from survey.rating_form import Sheet


class Checked(NamedTuple):
    """What can be recorded, or what has to be mended first."""

    submission: Submission | None
    problems: list[AnswerProblem]


def check(visit: Visit, *, sheet: Sheet) -> Checked:
    checked = visit.asked.definition.check_answers(sheet.answers)
    problems = problems_to_mend(checked.problems)
    if problems:
        return Checked(None, problems)
    place = visit.entrance
    submission = Submission(
        key=sheet.key,
        channel=place.channel,
        agency_id=place.agency_id,
        point_id=place.point_id,
        procedure_id=place.procedure_id or place.chosen_id,
        version_id=visit.asked.version_id,
        language=language(),
        answers=checked.answers,
        slip_digest=place.slip_digest,
    )
    return Checked(submission, [])
