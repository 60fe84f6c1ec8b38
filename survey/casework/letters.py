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
from survey.models.account import Account
from survey.models.case import Case
from survey.policy import CASE_WORKERS
from survey.queries import agencies, memberships
from survey.settings import current_settings


def tell_staff(session: Session, *, case: Case, now: datetime) -> None:
    """Those who can answer, in the nearest agency upwards in which there is anybody."""
    path = agencies.path(session, agency_id=case.agency_id, day=local_day(now))
    upwards = [agency.id for agency in reversed(path)]
    for account in memberships.nearest(session, agency_ids=upwards, roles=CASE_WORKERS):
        outbox.put(
            session, _new_case(case, to=account), about=f"case:{case.id}:{account.id}", now=now
        )


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
            f"{current_settings().base_url}/cases/{case.id}",
        )
        return Letter(to.login, _("A citizen wants an answer"), _joined(paragraphs))


def _answered(case: Case, *, recipient: str) -> Letter:
    with force_locale(case.language):
        paragraphs = (
            _("the agency has answered your message of %(day)s.", day=format_date(case.opened_on)),
            _("Read the answer here, and say whether it helps:"),
            f"{current_settings().base_url}/w/case/{confidence.link(case.key)}?lang={case.language}",
        )
        return Letter(recipient, _("Your message was answered"), _joined(paragraphs))


def _joined(paragraphs: tuple[str, ...]) -> str:
    return "\n\n".join(paragraphs) + "\n"
