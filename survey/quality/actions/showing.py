"""What the page of an action says of its test: its question, and the months before the change."""

from sqlalchemy.orm import Session

from survey.i18n import language
from survey.measures.baselines import Baseline, baseline
from survey.models.corrective_action import ActionRound, CorrectiveAction
from survey.models.method import Definition
from survey.models.wording import in_language
from survey.quality.actions import readings
from survey.queries import questionnaires


def question_words(session: Session, *, attempt: ActionRound) -> str:
    if attempt.version_id is None or attempt.question is None:
        return ""
    version = questionnaires.version(session, version_id=attempt.version_id)
    if version is None:
        return attempt.question
    definition = Definition.model_validate_json(version.definition)
    return in_language(definition.question(attempt.question).text, language())


def shown_baseline(
    session: Session, *, action: CorrectiveAction, suppress_below: int
) -> Baseline | None:
    """Until the test is read; then what was frozen counts."""
    asked = readings.asked_by(action, action.current)
    if asked is None or action.current.judged_on is not None:
        return None
    return baseline(session, asked, suppress_below=suppress_below)
