"""A step on the way of a campaign, an inspection, a report or a finding."""

from datetime import date

from flask_babel import format_date

from survey.errors.steps import DayMovesBack, StageOver
from survey.models.campaign import Campaign, Inspection
from survey.models.finding import Finding
from survey.models.inspection_sheet import SelfCheck

Going = Campaign | Inspection | Finding | SelfCheck


def take(row: Going, step: str, *, after: str, day: date) -> None:
    """Set the day of a step; refused when it was taken, when it is not its turn, and for a day
    before the last one."""
    last = getattr(row, after)
    if last is None or getattr(row, step) is not None:
        raise StageOver
    if day < last:
        raise DayMovesBack(day=format_date(last))
    setattr(row, step, day)
