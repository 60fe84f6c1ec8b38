"""A citizen asks for an answer: one case, however often the same page is sent."""

from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from survey.casework import confidence, letters
from survey.casework.confidence import Contact
from survey.clock import local_day
from survey.models.case import Case
from survey.queries import cases
from survey.queries.cases import Place


class Wish(NamedTuple):
    """What was written, by whom, in which language."""

    key: UUID
    message: str
    contact: Contact
    language: str


def receive(
    session: Session, *, wish: Wish, place: Place, now: datetime, days_to_answer: int
) -> Case:
    """The case of the wish; one that was sent before stays as it was."""
    today = local_day(now)
    earlier = cases.by_key(session, key=wish.key)
    if earlier is not None:
        return earlier
    case = Case(
        key=wish.key,
        link_digest=confidence.link_digest(confidence.link(wish.key)),
        agency_id=place.agency_id,
        point_id=place.point_id,
        language=wish.language,
        opened_on=today,
        due_on=today + timedelta(days=days_to_answer),
        message=confidence.sealed(wish.message, key=wish.key, what="message"),
        contact=confidence.sealed_contact(wish.contact, key=wish.key),
    )
    session.add(case)
    session.flush()
    letters.tell_staff(session, case=case, now=now)
    return case
