"""The worker's chore: owners of corrective actions are reminded before their day, and after."""

from datetime import datetime, timedelta

from flask_babel import force_locale, format_date
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from survey import db
from survey.clock import local_day
from survey.mail import outbox
from survey.mail.outbox import Letter
from survey.mail.writing import letter_text, page_address
from survey.models.account import Account
from survey.models.corrective_action import ActionRound
from survey.queries import corrective_actions

AHEAD = timedelta(days=7)


def remind_all(now: datetime) -> None:
    """The outbox takes each reminder once, so doing it again does no harm."""
    with db.transaction() as session:
        remind(session, now=now)


def remind(session: Session, *, now: datetime) -> None:
    today = local_day(now)
    for attempt in corrective_actions.undone(session, due_by=today + AHEAD):
        is_over = attempt.is_overdue(today=today)
        which = "overdue" if is_over else "soon"
        owner = session.get_one(Account, attempt.owner_id)
        letter = _reminder(attempt, to=owner, is_over=is_over)
        outbox.put(session, letter, about=f"action:{attempt.id}:{which}:{owner.id}", now=now)


def _reminder(attempt: ActionRound, *, to: Account, is_over: bool) -> Letter:
    with force_locale(to.language):
        day = format_date(attempt.due_on)
        told = (
            _("a corrective action of yours was to be carried out by %(day)s.", day=day)
            if is_over
            else _("a corrective action of yours is to be carried out by %(day)s.", day=day)
        )
        subject = (
            _("A corrective action is overdue") if is_over else _("A corrective action is due soon")
        )
        address = page_address(f"/quality-system/actions/{attempt.action_id}")
        return Letter(to.login, subject, letter_text(_("%(name)s,", name=to.name), told, address))
