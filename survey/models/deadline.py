"""What is due on which day, and whether it was done by then: objectives, plans, actions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Generic, TypeVar

from survey.models.corrective_action import ActionRound, CorrectiveAction
from survey.models.measurement_plan import MeasurementPlan, Objective
from survey.models.standard import standards

Of = TypeVar("Of", Objective, MeasurementPlan, CorrectiveAction, covariant=True)
BEFORE = timedelta(days=14)
AFTER = timedelta(days=60)
"""Of so many days around today people are told. What is overdue longer is no news."""
Wave = tuple[date, date]
"""First and last day."""


class Due(StrEnum):
    OBJECTIVE_APPROVED = "objective_approved"
    OBJECTIVE_REACHED = "objective_reached"
    PLAN_APPROVED = "plan_approved"
    RECORD_APPROVED = "record_approved"
    PLAN_CARRIED_OUT = "plan_carried_out"
    ACTION_CARRIED_OUT = "action_carried_out"


class Punctuality(StrEnum):
    COMING = "coming"
    DONE = "done"
    DONE_LATE = "done_late"
    OVERDUE = "overdue"


@dataclass(frozen=True)
class Deadline(Generic[Of]):
    what: Due
    day: date
    done_on: date | None
    of: Of

    @property
    def title(self) -> str:
        return self.of.statement if isinstance(self.of, Objective) else self.of.title

    def standing(self, *, today: date) -> Punctuality:
        if self.done_on is not None:
            return Punctuality.DONE if self.done_on <= self.day else Punctuality.DONE_LATE
        return Punctuality.COMING if today <= self.day else Punctuality.OVERDUE


def of_objective(objective: Objective) -> Iterable[Deadline[Objective]]:
    set_by = standards().objectives_due(objective.year)
    yield Deadline(Due.OBJECTIVE_APPROVED, set_by, objective.approved_on, objective)
    yield Deadline(Due.OBJECTIVE_REACHED, objective.due_on, objective.closed_on, objective)


def of_plan(
    plan: MeasurementPlan, *, recorded: Mapping[Wave, date]
) -> Iterable[Deadline[MeasurementPlan]]:
    """Approved before its period begins; `recorded`: when the record of each wave was approved."""
    within = timedelta(days=standards().record_approved_within)
    day_before = plan.first_day - timedelta(days=1)
    yield Deadline(Due.PLAN_APPROVED, day_before, plan.approved_on, plan)
    for wave in plan.current.waves:
        approved_on = recorded.get((wave.first_day, wave.last_day))
        yield Deadline(Due.RECORD_APPROVED, wave.last_day + within, approved_on, plan)
    yield Deadline(Due.PLAN_CARRIED_OUT, plan.last_day + within, plan.carried_out_on, plan)


def of_action(action: CorrectiveAction) -> Iterable[Deadline[CorrectiveAction]]:
    """Each round that has a day."""
    for one in action.rounds:
        if one.due_on is not None:
            yield Deadline(Due.ACTION_CARRIED_OUT, one.due_on, _ended(one), action)


def _ended(one: ActionRound) -> date | None:
    return one.carried_out_on or one.closed_on


def in_order(deadlines: Iterable[Deadline[Any]]) -> list[Deadline[Any]]:
    return sorted(deadlines, key=lambda one: (one.day, one.what))
