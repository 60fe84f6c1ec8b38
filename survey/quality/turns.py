"""Whose turn it is with something that is submitted, approved or sent back, and who is told so."""

from collections.abc import Callable
from datetime import date

from sqlalchemy.orm import Session

from survey.audit import Actor
from survey.clock import local_day
from survey.mail import outbox
from survey.mail.outbox import Letter
from survey.models.account import Account, Role
from survey.models.agency import Agency
from survey.models.staged import Stage
from survey.policy import APPROVERS
from survey.quality import stages, turn_letters
from survey.queries import agencies, memberships
from survey.queries.awaiting import Submitted


def whose_turn(session: Session, row: Submitted, *, day: date) -> tuple[Agency, list[Account]]:
    """Who takes the next step, in the nearest agency upwards in which there is anybody."""
    agency = session.get_one(Agency, row.agency_id)
    upwards = agencies.lineage_ids(session, agency_id=agency.id, day=day)
    roles = APPROVERS if row.stage is Stage.SUBMITTED else {Role.QUALITY_OFFICER}
    return agency, memberships.nearest(session, agency_ids=upwards, roles=roles)


def advance(session: Session, row: Submitted, *, to: Stage, by: Actor) -> None:
    """What is submitted is told to those who approve it, each time."""
    stages.advance(row, to=to, day=local_day(by.now))
    if to is Stage.SUBMITTED:
        times = 1 + len(row.sent_back)
        event = f"{row.__tablename__} {row.id} submitted {times}"
        tell(session, row, letter=turn_letters.of_submission, event=event, by=by)


def tell(
    session: Session, row: Submitted, *, letter: Callable[..., Letter], event: str, by: Actor
) -> None:
    """Whose turn it is now, in the transaction of what made it theirs."""
    agency, accounts = whose_turn(session, row, day=local_day(by.now))
    for account in accounts:
        about = f"{event} for {account.id}"
        outbox.put(session, letter(row, agency=agency, to=account), about=about, now=by.now)
