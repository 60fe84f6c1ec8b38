"""A step from one stage to the next: none is skipped, and no day lies before the one before."""

from datetime import date
from itertools import pairwise

from flask_babel import format_date

from survey.errors.steps import DayMovesBack, StageOver, WaitsForLeader
from survey.models.sent_back import SentBack
from survey.models.staged import Signed, Stage, Stepwise


def order(row: Stepwise | type[Stepwise]) -> tuple[Stage, ...]:
    return (Stage.DRAFT, *(stage for stage, _ in row.steps))


def following(row: Stepwise) -> Stage | None:
    """The only stage that can come next; None after the last."""
    if row.stage is Stage.SENT_BACK:
        return Stage.SUBMITTED
    return dict(pairwise(order(row))).get(row.stage)


def advance(row: Stepwise, *, to: Stage, day: date) -> None:
    """Raises a refusal for any stage but the next one, and for a day before the last step."""
    if following(row) is not to:
        raise StageOver
    _require_in_order(row, day=day)
    if isinstance(row, Signed) and row.stage is Stage.SENT_BACK:
        for one in row.sent_back:
            one.submitted_again_on = one.submitted_again_on or day
    else:
        setattr(row, dict(row.steps)[to], day)


def require_not_submitted(row: Signed) -> None:
    if row.stage is Stage.SUBMITTED:
        raise WaitsForLeader


def send_back(row: Signed, *, reason: str, day: date) -> None:
    """What was submitted, instead of approving it."""
    if row.stage is not Stage.SUBMITTED:
        raise StageOver
    _require_in_order(row, day=day)
    row.sent_back.append(SentBack(sent_back_on=day, reason=reason))


def _require_in_order(row: Stepwise, *, day: date) -> None:
    if day < row.last_step_on:
        raise DayMovesBack(day=format_date(row.last_step_on))
