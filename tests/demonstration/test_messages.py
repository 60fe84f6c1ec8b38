"""Messages of citizens in the demonstration: in several states, one overdue, told once."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select

from survey import db
from survey.clock import local_day, now
from survey.demonstration import case_story, people
from survey.models.case import Case
from survey.models.point import ServicePoint


def test_messages_stand_in_several_states_and_are_told_once(app: Flask, ward: ServicePoint):
    with app.app_context():
        for at in (now(), now() + timedelta(hours=1)):
            with db.transaction() as session:
                people.ensure(session, known={}, now=at)
                session.flush()
                case_story.ensure(session, now=at)

        today = local_day(now())
        told = db.session().scalars(select(Case)).all()
        count = db.session().scalar(select(func.count()).select_from(Case))

    assert count == len(case_story.DAYS_AGO)
    assert sum(case.is_open and case.due_on < today for case in told) == 1
    assert sum(case.answered_on is not None for case in told) == 1
    assert sum(case.owner_id is None for case in told) == 1
