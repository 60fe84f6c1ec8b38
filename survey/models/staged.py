"""What goes its way from draft to approved or closed, each step on a day that is kept for ever.

There is no column for the stage: the last day that is set tells it, so days and stage cannot
disagree. The database refuses a day without the one before it, and an earlier one.
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import ClassVar

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, declared_attr, relationship

from survey.models.sent_back import SentBack


class Stage(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    SENT_BACK = "sent_back"
    """Submitted, and returned with a reason: the next step is to submit it again."""
    APPROVED = "approved"
    ANNOUNCED = "announced"
    CARRIED_OUT = "carried_out"
    JUDGED = "judged"
    CLOSED = "closed"


Steps = tuple[tuple[Stage, str], ...]
STEPS: Steps = (
    (Stage.SUBMITTED, "submitted_on"),
    (Stage.APPROVED, "approved_on"),
    (Stage.CARRIED_OUT, "carried_out_on"),
    (Stage.CLOSED, "closed_on"),
)
"""Every stage after the draft, with the day on which it began."""


class Stepwise:
    """Whatever goes by steps of its own."""

    steps: ClassVar[Steps]
    created_on: Mapped[date]

    @property
    def stage(self) -> Stage:
        reached = [stage for stage, column in self.steps if getattr(self, column) is not None]
        return reached[-1] if reached else Stage.DRAFT

    @property
    def last_step_on(self) -> date:
        """The day on which the present stage began."""
        days = [getattr(self, column) for _, column in self.steps]
        return next((day for day in reversed(days) if day is not None), self.created_on)


class Signed(Stepwise):
    """What is done with once it is approved."""

    steps: ClassVar[Steps] = STEPS[:2]
    submitted_on: Mapped[date | None]
    approved_on: Mapped[date | None]

    @declared_attr
    def sent_back(cls) -> Mapped[list[SentBack]]:  # noqa: N805  # the library hands the class in
        return relationship(order_by=SentBack.id)

    @property
    def stage(self) -> Stage:
        reached = super().stage
        is_back = reached is Stage.SUBMITTED and any(
            one.submitted_again_on is None for one in self.sent_back
        )
        return Stage.SENT_BACK if is_back else reached

    @property
    def last_step_on(self) -> date:
        """Sending back is a step, and so is submitting again."""
        days = [day for one in self.sent_back for day in (one.sent_back_on, one.submitted_again_on)]
        return max(filter(None, [super().last_step_on, *days]))

    @property
    def is_with_author(self) -> bool:
        """Not before a leader, nor approved: it may still be changed."""
        return self.stage in (Stage.DRAFT, Stage.SENT_BACK)

    def was_approved_late(self, *, begins: date) -> bool:
        """Approved only when it had begun already: that stays visible for ever."""
        return self.approved_on is not None and self.approved_on >= begins


class Staged(Signed):
    """What is carried out after its approval, and closed then."""

    steps: ClassVar[Steps] = STEPS
    carried_out_on: Mapped[date | None]
    closed_on: Mapped[date | None]


def stages_in_order(table: str, *, steps: Steps = STEPS) -> tuple[CheckConstraint, ...]:
    return steps_in_order(table, columns=("created_on", *(column for _, column in steps)))


def steps_in_order(table: str, *, columns: Sequence[str]) -> tuple[CheckConstraint, ...]:
    """No step without the one before it, and no day before the one before it."""
    return tuple(
        CheckConstraint(
            f"{column} IS NULL OR ({before} IS NOT NULL AND {column} >= {before})",
            name=f"{table}_{column.removesuffix('_on')}_after_{before.removesuffix('_on')}",
        )
        for before, column in pairwise(columns)
    )
