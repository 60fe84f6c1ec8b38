"""Corrective actions as a management review (9.3) meets them: how many are open or overdue, and
where each of a period stood on a day."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from survey.models.corrective_action import CorrectiveAction, Outcome
from survey.models.staged import Stage
from survey.queries import corrective_actions


class ActionCounts(NamedTuple):
    """`overdue`: of those that are open, not carried out by their day."""

    open: int
    overdue: int


def action_counts(session: Session, *, agency_ids: Collection[int], today: date) -> ActionCounts:
    return ActionCounts(
        corrective_actions.count_open(session, agency_ids=agency_ids),
        corrective_actions.count_overdue(session, agency_ids=agency_ids, today=today),
    )


class ActionStanding(NamedTuple):
    """An action as it stood on a day, by the round of that day."""

    title: str
    due_on: date | None
    stage: Stage
    outcome: Outcome | None


def standings(
    session: Session, *, agency_id: int, first: date, last: date, day: date
) -> list[ActionStanding]:
    """Of the agency itself: opened by the last day, and not closed before the first one."""
    return [
        _standing(action, day=day)
        for action in corrective_actions.of_agency(session, agency_id=agency_id)
        if action.opened_on <= min(last, day) and not _was_over(action, by=first)
    ]


def _was_over(action: CorrectiveAction, *, by: date) -> bool:
    closed_on = action.current.closed_on
    return closed_on is not None and closed_on < by


def _standing(action: CorrectiveAction, *, day: date) -> ActionStanding:
    attempt = [one for one in action.rounds if one.created_on <= day][-1]
    reached = [
        stage
        for stage, column in attempt.steps
        if (taken := getattr(attempt, column)) is not None and taken <= day
    ]
    is_judged = Stage.JUDGED in reached
    return ActionStanding(
        action.title,
        attempt.due_on,
        reached[-1] if reached else Stage.DRAFT,
        attempt.outcome if is_judged else None,
    )
