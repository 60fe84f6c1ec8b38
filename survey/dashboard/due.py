"""What is overdue or due soon in the quality work of the agencies a person works for."""

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
    theirs = agencies.by_ids(session, agency_ids=held(person, roles=APPROVERS | WRITERS))
    days = {"first_day": today - AFTER, "last_day": today + BEFORE}
    found = deadlines.between(session, agency_ids=[agency.id for agency in theirs], **days)
    places = {agency.id: place for place, agency in enumerate(theirs)}
    due = [DueAt(theirs[places[one.of.agency_id]], one) for one in found if one.done_on is None]
    return sorted(due, key=lambda one: (one.deadline.day, places[one.agency.id]))
