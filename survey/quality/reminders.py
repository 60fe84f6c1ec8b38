"""The worker's chore: once a day, who has the next step of a plan or objective is reminded.

Each is told once that a deadline comes near and once that it passed; that a plan falls behind,
once a month.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from survey import db
from survey.clock import local_day
from survey.mail import outbox
from survey.measures.plan_progress import Outlook, progress
from survey.models.deadline import AFTER, BEFORE, Deadline, in_order
from survey.models.measurement_plan import MeasurementPlan
from survey.models.staged import Stage
from survey.quality import letters
from survey.quality.turns import whose_turn
from survey.queries import deadlines, measurement_plans


def remind_all(now: datetime) -> None:
    """Done twice it changes nothing: an event is written to a person once."""
    with db.transaction() as session:
        remind(session, now=now)


def remind(session: Session, *, now: datetime) -> None:
    today = local_day(now)
    until = today + BEFORE
    plans = measurement_plans.open_plans(session, until=until + timedelta(days=1))  # first days
    objectives = measurement_plans.open_objectives(session, until=until)
    due = deadlines.of_each(session, objectives=objectives, plans=plans)
    for deadline in in_order(due):
        if deadline.done_on is None and -AFTER <= deadline.day - today <= BEFORE:
            _tell_deadline(session, deadline, now=now)
    for plan in plans:
        if plan.stage is Stage.APPROVED:
            _tell_if_behind(session, plan, now=now)


def _tell_deadline(session: Session, deadline: Deadline[Any], *, now: datetime) -> None:
    today = local_day(now)
    is_over = today > deadline.day
    turn = "overdue" if is_over else "coming"
    agency, accounts = whose_turn(session, deadline.of, day=today)
    for account in accounts:
        letter = letters.of_deadline(deadline, agency=agency, is_over=is_over, to=account)
        event = f"{deadline.what} {deadline.of.id} by {deadline.day} {turn}"
        outbox.put(session, letter, about=f"{event} for {account.id}", now=now)


def _tell_if_behind(session: Session, plan: MeasurementPlan, *, now: datetime) -> None:
    today = local_day(now)
    rows = progress(session, plan=plan, today=today)
    behind = [row for row in rows if row.outlook is Outlook.BEHIND]
    agency, accounts = whose_turn(session, plan, day=today)
    for account in accounts if behind else ():
        letter = letters.of_plan_behind(session, plan, agency=agency, behind=behind, to=account)
        event = f"plan {plan.id} behind in {today:%Y-%m}"
        outbox.put(session, letter, about=f"{event} for {account.id}", now=now)
