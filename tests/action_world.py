"""Counters whose ratings change in a month, for the tests of corrective actions."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from survey.clock import months_before
from survey.models.agency import Agency
from survey.models.corrective_action import CorrectiveAction, Design, Direction, Measured
from survey.models.point import ServicePoint
from survey.models.questionnaire import QuestionnaireVersion
from survey.models.rating import Channel
from tests.factories import a_cell, a_version
from tests.quality_things import an_action
from tests.staff import an_account

MONTHS = tuple(months_before(date(2026, 12, 1), 12 - k) for k in range(12))
"""The year 2025, December, to 2026, November."""
CHANGED = date(2026, 6, 1)
ANNOUNCED_ON, READ_ON = date(2026, 5, 20), date(2026, 12, 20)
WHOLE = {
    "root_cause": "x",
    "remedy": "x",
    "due_on": date(2026, 5, 31),
    "measured": Measured.SHARE,
    "channel": Channel.SLIP,
    "question": "overall",
    "direction": Direction.RISE,
    "expected_tenths": 50,
    "answers": 100,
    "first_month": MONTHS[0],
    "changed_on": date(2026, 6, 1),
    "read_on": READ_ON,
    "design": Design.SERIES,
}
"""Of a round: what it must hold to be announced, but its owner and its questionnaire."""


def rated(
    session: Session,
    *,
    point: ServicePoint,
    version: QuestionnaireVersion,
    satisfied: Sequence[int],
    n: int = 200,
    months: Sequence[date] = MONTHS,
) -> None:
    """So many satisfied answers of `n` in each month."""
    for month, good in zip(months, satisfied, strict=True):
        a_cell(
            session, version=version, point=point, month=month, overall={"4": good, "2": n - good}
        )


def a_whole_action(session: Session, *, agency: Agency, **more) -> CorrectiveAction:
    owner, version = an_account(session), a_version(session)
    told = {**WHOLE, "owner_id": owner.id, "version_id": version.id}
    return an_action(session, agency=agency, **told | more)
