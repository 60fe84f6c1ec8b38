"""Writing mail: in the transaction of what it tells, so that it is neither lost nor premature."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Table, delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from survey.mail import transport
from survey.models.outgoing_mail import OutgoingMail
from survey.settings import current_settings

_OUTBOX: Table = OutgoingMail.__table__  # type: ignore[assignment]
_INSERT: dict[str, Any] = {
    "sqlite": sqlite.insert(_OUTBOX).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(_OUTBOX).on_conflict_do_nothing(),
}


class Letter(NamedTuple):
    """In the language of who receives it."""

    recipient: str
    subject: str
    text: str


def put(
    session: Session, letter: Letter, *, about: str, now: datetime, is_private: bool = False
) -> None:
    """`about` names the event and the person: what is there already is not written again.

    What is private is forgotten as soon as it was sent or given up.
    """
    settings = current_settings()
    sender = transport.sender_of(settings.mail_url, base_url=settings.base_url)
    row = {
        **letter._asdict(),
        "about": about,
        "message_id": transport.new_message_id(sender),
        "written_at": now,
        "due_at": now,
        "tries": 0,
        "is_private": is_private,
    }
    session.connection().execute(_INSERT[session.get_bind().dialect.name], row)


def take_back(session: Session, *, about: str) -> None:
    """What has not been sent yet never will be."""
    session.execute(delete(OutgoingMail).where(OutgoingMail.about == about))
