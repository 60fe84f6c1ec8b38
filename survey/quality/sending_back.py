"""A leader sends back what was submitted: the reason stays, and nothing is approved meanwhile."""

from functools import partial

from sqlalchemy.orm import Session

from survey import db
from survey.audit import Actor
from survey.clock import local_day
from survey.quality import stages, turn_letters, turns
from survey.quality.noting import note
from survey.quality.plan_refusals import WhySentBack
from survey.queries.awaiting import Submitted


def send_back(session: Session, *, row: Submitted, reason: str | None, by: Actor) -> None:
    db.hold(session, row)
    if not reason:
        raise WhySentBack
    stages.send_back(row, reason=reason, day=local_day(by.now))
    session.flush()
    note(session, row=row, did="sent_back", by=by, after={"note": reason})
    letter = partial(turn_letters.of_sending_back, reason=reason)
    turns.tell(session, row, letter=letter, event=f"sent back {row.sent_back[-1].id}", by=by)
