"""The worker's chore: who answers a case is reminded before its day, and once it has passed."""

from datetime import datetime, timedelta

from flask_babel import force_locale, format_date
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from survey import db
from survey.casework.letters import responsible
from survey.clock import local_day
from survey.mail import outbox
from survey.mail.outbox import Letter
from survey.mail.writing import letter_text, page_address
from survey.models.account import Account
from survey.models.case import Case
from survey.queries import cases

AHEAD = timedelta(days=3)


def remind_all(now: datetime) -> None:
    """The outbox takes each reminder once, so doing it again does no harm."""
    with db.transaction() as session:
        remind(session, now=now)


def remind(session: Session, *, now: datetime) -> None:
    today = local_day(now)
    for case in cases.waiting(session, due_by=today + AHEAD):
        is_over = case.due_on < today
        which = "overdue" if is_over else "soon"
        for account in responsible(session, case=case, now=now):
            letter = _reminder(case, to=account, is_over=is_over)
            outbox.put(session, letter, about=f"case:{case.id}:{which}:{account.id}", now=now)


def _reminder(case: Case, *, to: Account, is_over: bool) -> Letter:
    with force_locale(to.language):
        day = format_date(case.due_on)
        told = (
            _("a citizen was promised an answer by %(day)s. That day has passed.", day=day)
            if is_over
            else _("a citizen was promised an answer by %(day)s.", day=day)
        )
        subject = _("An answer is overdue") if is_over else _("An answer is due soon")
        text = letter_text(_("%(name)s,", name=to.name), told, page_address(f"/cases/{case.id}"))
        return Letter(to.login, subject, text)
