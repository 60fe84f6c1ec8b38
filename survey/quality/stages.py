"""A step from one stage to the next: none is skipped, and no day lies before the one before."""

from datetime import date
from itertools import pairwise

from flask_babel import format_date

from survey.errors.steps import DayMovesBack, StageOver
from survey.models.staged import Stage, Stepwise


def order(row: Stepwise | type[Stepwise]) -> tuple[Stage, ...]:
    return (Stage.DRAFT, *(stage for stage, _ in row.steps))


def following(row: Stepwise) -> Stage | None:
    """The only stage that can come next; None after the last."""
    return dict(pairwise(order(row))).get(row.stage)


def advance(row: Stepwise, *, to: Stage, day: date) -> None:
    """Raises a refusal for any stage but the next one, and for a day before the last step."""
    if following(row) is not to:
        raise StageOver
    if day < row.last_step_on:
        raise DayMovesBack(day=format_date(row.last_step_on))
    setattr(row, dict(row.steps)[to], day)
