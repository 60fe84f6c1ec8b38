"""The test that a round announces: checked, and what follows from the months before it."""

from datetime import timedelta
from typing import Any

from flask_babel import format_date
from sqlalchemy.orm import Session

from survey.clock import next_month
from survey.closing import complete_on
from survey.measures.baselines import Baseline, answers_needed, baseline
from survey.measures.effect_months import Asked
from survey.models.corrective_action import ActionRound, CorrectiveAction, Design
from survey.quality.actions import readings
from survey.quality.actions.refusals import AnswersUnknown, NothingBefore, ReadTooEarly

PER_CENT = 100


def worked_out(
    session: Session,
    *,
    action: CorrectiveAction,
    values: dict[str, Any],
    power: int,
    suppress_below: int,
) -> dict[str, Any]:
    """The values with the design and the answers that are needed, once the test is told."""
    sketch = ActionRound(**values)
    asked = readings.asked_by(action, sketch)
    if asked is None:
        return {**values, "design": None}
    _require_sense(asked)
    found = baseline(session, asked, suppress_below=suppress_below)
    answers = values["answers"] or _needed(found, asked, sketch, power=power / PER_CENT)
    if answers is None and sketch.expected_tenths:
        raise AnswersUnknown
    return {**values, "answers": answers, "design": found.design if found else Design.SERIES}


def _require_sense(asked: Asked) -> None:
    if asked.first_month > asked.before.last:
        raise NothingBefore
    if asked.whole.last < asked.first_after:
        last = next_month(asked.first_after) - timedelta(days=1)
        raise ReadTooEarly(day=format_date(complete_on(last)))


def _needed(
    found: Baseline | None, asked: Asked, sketch: ActionRound, *, power: float
) -> int | None:
    if found is None or sketch.direction is None or sketch.expected_tenths is None:
        return None
    expected = sketch.expected_tenths / readings.TENTHS
    return answers_needed(found, asked, direction=sketch.direction, expected=expected, power=power)
