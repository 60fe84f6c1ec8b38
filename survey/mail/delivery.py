"""Sending what waits in the outbox.

A message is claimed before it is sent and marked afterwards, each in a transaction of its own, so
nobody waits for the mail server. Where the program ends between the two it is sent again after the
claim has run out, under the same Message-ID, by which mail servers know the second.
"""

import logging
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import delete
from sqlalchemy.orm import Session

from survey import db
from survey.mail import transport
from survey.models.outgoing_mail import OutgoingMail
from survey.queries import outgoing_mail
from survey.settings import Settings, current_settings

log = logging.getLogger(__name__)
AT_ONCE = 50
"""Of one run, so that other work is not held up."""
CLAIM = timedelta(minutes=5)
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=2)
WORTH_SENDING = timedelta(days=3)
"""Older news helps nobody: also where a mail server was set only afterwards."""
KEPT = timedelta(days=35)
"""After that what was written is forgotten."""


class Claimed(NamedTuple):
    id: int
    recipient: str
    subject: str
    text: str
    message_id: str


def deliver(now: datetime) -> int:
    """How many messages the mail server took; none where none is set."""
    settings = current_settings()
    if not settings.mail_url:
        return 0
    _forget(now)
    sent = 0
    for _ in range(AT_ONCE):
        claimed = _claim(now)
        if claimed is None:
            break
        sent += _try(claimed, settings=settings, now=now)
    return sent


def _claim(now: datetime) -> Claimed | None:
    with db.transaction() as session:
        mail = outgoing_mail.next_due(session, now=now)
        if mail is None:
            return None
        mail.tries += 1
        mail.due_at = now + CLAIM
        return Claimed(mail.id, mail.recipient, mail.subject, mail.text, mail.message_id)


def _try(claimed: Claimed, *, settings: Settings, now: datetime) -> bool:
    message = transport.composed(
        sender=transport.sender_of(settings.mail_url, base_url=settings.base_url),
        recipient=claimed.recipient,
        message_id=claimed.message_id,
        subject=claimed.subject,
        text=claimed.text,
    )
    try:
        transport.send(message, mail_url=settings.mail_url)
    except OSError as problem:  # smtplib's own are of this kind
        log.error("mail %d could not be sent: %s", claimed.id, type(problem).__name__)
        _settle(claimed, sent=False, now=now)
        return False
    _settle(claimed, sent=True, now=now)
    return True


def _settle(claimed: Claimed, *, sent: bool, now: datetime) -> None:
    with db.transaction() as session:
        mail = session.get(OutgoingMail, claimed.id)
        if mail is None:
            return  # it was taken back meanwhile
        if sent:
            mail.sent_at = now
        elif now - mail.written_at > WORTH_SENDING:
            mail.given_up_at = now
        else:
            mail.due_at = now + min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(mail.tries - 1, 10))
        _forget_if_private(session, mail=mail)


def _forget_if_private(session: Session, *, mail: OutgoingMail) -> None:
    if mail.is_private and (mail.sent_at or mail.given_up_at):
        session.delete(mail)


def _forget(now: datetime) -> None:
    with db.transaction() as session:
        _give_up(session, now=now)
        session.execute(delete(OutgoingMail).where(OutgoingMail.written_at < now - KEPT))


def _give_up(session: Session, *, now: datetime) -> None:
    while (stale := outgoing_mail.next_due(session, now=now)) is not None:
        if now - stale.written_at <= WORTH_SENDING:
            return
        stale.given_up_at = now
        _forget_if_private(session, mail=stale)
        session.flush()
