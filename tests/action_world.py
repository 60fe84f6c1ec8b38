"""Counters whose ratings change in a month, for the tests of corrective actions."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from survey.clock import months_before
from survey.models.point import ServicePoint
from survey.models.questionnaire import QuestionnaireVersion
from tests.factories import a_cell

MONTHS = tuple(months_before(date(2026, 12, 1), 12 - k) for k in range(12))
"""The year 2025, December, to 2026, November."""
CHANGED = date(2026, 6, 1)


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
