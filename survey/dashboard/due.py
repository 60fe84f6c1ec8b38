"""What is overdue or due soon in the quality work of the agencies a person works for."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from survey.dashboard.waiting import WRITERS
from survey.models.agency import Agency
from survey.models.deadline import AFTER, BEFORE, Deadline
from survey.permissions import held
from survey.policy import APPROVERS
from survey.queries import agencies, deadlines
from survey.queries.accounts import Person


class DueAt(NamedTuple):
    agency: Agency
    deadline: Deadline[Any]


def of(session: Session, *, person: Person, today: date) -> list[DueAt]:
    """Not done yet, earliest first; of the days about which people are reminded by mail."""
    theirs = held(person, roles=APPROVERS | WRITERS)
    found = [
        DueAt(agency, deadline)
        for agency in agencies.by_ids(session, agency_ids=theirs)
        for deadline in _open(session, agency=agency, today=today)
    ]
    return sorted(found, key=lambda one: one.deadline.day)


def _open(session: Session, *, agency: Agency, today: date) -> Iterable[Deadline[Any]]:
    days = {"first_day": today - AFTER, "last_day": today + BEFORE}
    for deadline in deadlines.between(session, agency_id=agency.id, **days):
        if deadline.done_on is None:
            yield deadline
