"""How many answers a plan has reached, and where it will end at this rate."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import ceil

from sqlalchemy.orm import Session

from survey.closing import closed_by
from survey.measures.plan_answers import PlanAnswers, plan_answers
from survey.models.measurement_plan import MeasurementPlan, PlanItem, PlanWave, Thing
from survey.queries import agencies, closed_dossiers
from survey.queries.slices import Group, Members, Slice

DAYS_A_WEEK = 7


class Outlook(StrEnum):
    NOT_BEGUN = "not_begun"
    REACHED = "reached"
    ON_COURSE = "on_course"
    BEHIND = "behind"
    MISSED = "missed"


@dataclass(frozen=True)
class ItemProgress:
    """Of closed days alone; `expected` at the last day if it goes on as so far."""

    item: PlanItem
    answered: int
    expected: int | None
    weekly: int
    """Answers a week that are needed from now on to reach the target."""
    outlook: Outlook


@dataclass(frozen=True)
class WaveProgress:
    number: int
    wave: PlanWave
    answered: tuple[int, ...]
    """Of each item of the version, in their order."""


def progress(session: Session, *, plan: MeasurementPlan, today: date) -> list[ItemProgress]:
    """Of the items of the present version."""
    return progress_of(session, plans=[plan], today=today)[plan.id]


def progress_of(
    session: Session, *, plans: Collection[MeasurementPlan], today: date
) -> dict[int, list[ItemProgress]]:
    """By plan; as many statements for many plans as for one."""
    found = plan_answers(session, plans=plans)
    return {
        plan.id: [_of(item, found, plan=plan, today=today) for item in plan.current.items]
        for plan in plans
    }


def wave_progress(session: Session, *, plan: MeasurementPlan) -> list[WaveProgress]:
    """Of the waves of the present version, earliest first."""
    found = plan_answers(session, plans=[plan])
    return [
        WaveProgress(
            number,
            wave,
            tuple(
                found.of(item, plan=plan, days=(wave.first_day, wave.last_day))
                for item in plan.current.items
            ),
        )
        for number, wave in enumerate(plan.current.waves, start=1)
    ]


def dossiers_a_year_before(
    session: Session,
    *,
    agency_id: int,
    first_day: date,
    last_day: date,
    thing: Thing,
) -> int:
    """Closed in the same months of the year before: how many could have answered."""
    first, last = (day.replace(year=day.year - 1, day=1) for day in (first_day, last_day))
    ids = tuple(agencies.subtree_ids(session, roots=[agency_id], day=last))
    of = Slice((Members(ids, first, last),), thing.point_id, thing.procedure_ids)
    return sum(row.closed for row in closed_dossiers.closed(session, of=of, by=[Group.MONTH]))


def _of(item: PlanItem, found: PlanAnswers, *, plan: MeasurementPlan, today: date) -> ItemProgress:
    answered = found.of(item, plan=plan, days=(plan.first_day, plan.last_day))
    closed = min(closed_by(today), plan.last_day)
    passed, whole = _days(plan.first_day, closed), _days(plan.first_day, plan.last_day)
    expected = round(answered * whole / passed) if passed else None
    left = whole - passed
    missing = max(item.target - answered, 0)
    weekly = ceil(missing * DAYS_A_WEEK / left) if left else 0
    outlook = _outlook(item.target, answered=answered, expected=expected, left=left)
    return ItemProgress(item, answered, expected, weekly, outlook)


def _days(first: date, last: date) -> int:
    return max((last - first) // timedelta(days=1) + 1, 0)


def _outlook(target: int, *, answered: int, expected: int | None, left: int) -> Outlook:
    if answered >= target:
        return Outlook.REACHED
    if expected is None:
        return Outlook.NOT_BEGUN
    if left == 0:
        return Outlook.MISSED
    return Outlook.ON_COURSE if expected >= target else Outlook.BEHIND
