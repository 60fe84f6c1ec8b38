"""The worker's chore: once a day, agencies are reminded of findings they have not answered.

Each is told once that its deadline comes near and once that it passed.
"""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from survey import db
from survey.clock import local_day
from survey.inspections import notices
from survey.queries import findings

BEFORE = timedelta(days=7)
AFTER = timedelta(days=60)
"""What is overdue longer is no news: its page says so."""


def remind_all(now: datetime) -> None:
    """The outbox takes each reminder once, so doing it again does no harm."""
    with db.transaction() as session:
        remind(session, now=now)


def remind(session: Session, *, now: datetime) -> None:
    today = local_day(now)
    waiting = findings.unanswered(session, first=today - AFTER, last=today + BEFORE)
    for finding, inspection in waiting:
        notices.of_deadline(
            session,
            finding=finding,
            inspection=inspection,
            is_over=finding.is_overdue(today),
            now=now,
        )
