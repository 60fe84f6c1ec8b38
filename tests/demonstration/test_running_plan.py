"""The plan of the quarter: what it reaches and where it falls behind can be seen while it runs."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.demonstration import running_plan
from survey.measures.plan_progress import Outlook, progress
from survey.models.measurement_plan import MeasurementPlan
from survey.models.staged import Stage
from tests.demonstration.building import NOW
from tests.factories import a_point, an_agency

pytestmark = pytest.mark.slow


def test_the_ward_reaches_its_answers_and_a_counter_falls_behind(told: Flask):
    with Session(told.extensions["engine"]) as session:
        plan = session.scalars(
            select(MeasurementPlan)
            .where(MeasurementPlan.carried_out_on.is_(None))
            .where(MeasurementPlan.approved_on > date(2026, 1, 1))
        ).one()
        whole, counter = progress(session, plan=plan, today=NOW.date())

    assert (plan.stage, plan.first_day, plan.last_day) == (
        Stage.APPROVED,
        date(2026, 10, 1),
        date(2026, 12, 31),
    )
    assert whole.outlook is Outlook.REACHED
    assert counter.outlook is Outlook.BEHIND
    assert 0 < counter.answered < counter.expected < counter.item.target


@pytest.mark.parametrize(
    ("today", "first", "last", "name"),
    [
        (date(2027, 1, 1), date(2027, 1, 1), date(2027, 3, 31), "quý I năm 2027"),
        (date(2026, 6, 30), date(2026, 4, 1), date(2026, 6, 30), "quý II năm 2026"),
        (date(2026, 11, 21), date(2026, 10, 1), date(2026, 12, 31), "quý IV năm 2026"),
    ],
)
def test_it_is_the_quarter_of_today_and_was_approved_before_it(
    session: Session, today: date, first: date, last: date, name: str
):
    ward = an_agency(session, code=running_plan.AGENCY)
    a_point(session, agency=ward).code = running_plan.COUNTER

    running_plan.build(session, today=today, volume=1)
    session.commit()

    plan = session.scalars(select(MeasurementPlan)).one()
    assert (plan.first_day, plan.last_day) == (first, last)
    assert name in plan.title
    assert plan.approved_on < first
