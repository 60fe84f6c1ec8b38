"""What is written about a case: to the agency that somebody wrote, to the citizen that it answered.

Neither says what was written: mail is read by others on its way.
"""

from datetime import datetime

from flask_babel import force_locale, format_date
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from survey.casework import confidence
from survey.clock import local_day
from survey.mail import outbox
from survey.mail.outbox import Letter
from survey.mail.writing import letter_text, page_address
from survey.models.account import Account
from survey.models.case import Case
from survey.policy import CASE_WORKERS
from survey.queries import agencies, memberships


def responsible(session: Session, *, case: Case, now: datetime) -> list[Account]:
    """Who has taken the case; else those who can answer, in the nearest agency upwards in which
    there is anybody."""
    if case.owner_id is not None:
        return [session.get_one(Account, case.owner_id)]
    path = agencies.path(session, agency_id=case.agency_id, day=local_day(now))
    upwards = [agency.id for agency in reversed(path)]
    return memberships.nearest(session, agency_ids=upwards, roles=CASE_WORKERS)


def tell_staff(session: Session, *, case: Case, now: datetime) -> None:
    for account in responsible(session, case=case, now=now):
        outbox.put(
            session, _new_case(case, to=account), about=f"case:{case.id}:{account.id}", now=now
        )


def tell_new_owner(
    session: Session, *, case: Case, to: Account, by: Account, now: datetime
) -> None:
    about = f"case:{case.id}:handed:{to.id}:{now.isoformat()}"
    outbox.put(session, _handed_over(case, to=to, by=by), about=about, now=now)


def tell_citizen(session: Session, *, case: Case, now: datetime) -> None:
    """Where an e-mail address was given; it leaves the outbox with the letter."""
    contact = confidence.contact_of(case)
    if contact and contact.mail:
        letter = _answered(case, recipient=contact.mail)
        outbox.put(session, letter, about=_to_citizen(case), now=now, is_private=True)


def keep_from_citizen(session: Session, *, case: Case) -> None:
    """A letter that still waits is not sent any more."""
    outbox.take_back(session, about=_to_citizen(case))


def _to_citizen(case: Case) -> str:
    return f"case:{case.id}:citizen"


def _new_case(case: Case, *, to: Account) -> Letter:
    with force_locale(to.language):
        paragraphs = (
            _("%(name)s,", name=to.name),
            _("a citizen has written to the agency and wants an answer."),
            _("It is to be answered by %(day)s.", day=format_date(case.due_on)),
            page_address(f"/cases/{case.id}"),
        )
        return Letter(to.login, _("A citizen wants an answer"), letter_text(*paragraphs))


def _handed_over(case: Case, *, to: Account, by: Account) -> Letter:
    with force_locale(to.language):
        paragraphs = (
            _("%(name)s,", name=to.name),
            _("%(colleague)s has handed a citizen's message over to you.", colleague=by.name),
            _("It is to be answered by %(day)s.", day=format_date(case.due_on)),
            page_address(f"/cases/{case.id}"),
        )
        return Letter(to.login, _("A message was handed over to you"), letter_text(*paragraphs))


def _answered(case: Case, *, recipient: str) -> Letter:
    with force_locale(case.language):
        paragraphs = (
            _("the agency has answered your message of %(day)s.", day=format_date(case.opened_on)),
            _("Read the answer here, and say whether it helps:"),
            page_address(f"/w/case/{confidence.link(case.key)}?lang={case.language}"),
        )
        return Letter(recipient, _("Your message was answered"), letter_text(*paragraphs))
