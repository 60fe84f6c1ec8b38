"""Mail that waits to be sent: written in the transaction of what it tells, so that none is lost."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from survey.db import GIVEN_ONCE, Base, UTCDateTime

_WAITS = text("sent_at IS NULL AND given_up_at IS NULL")


class OutgoingMail(Base):
    """One message to one person. `about` names the event and the person, so it is written once."""

    __tablename__ = "outgoing_mail"
    __table_args__ = (
        UniqueConstraint("about", name="outgoing_mail_written_once"),
        CheckConstraint("tries >= 0", name="outgoing_mail_tries_counted"),
        CheckConstraint("sent_at IS NULL OR given_up_at IS NULL", name="outgoing_mail_has_one_end"),
        Index("outgoing_mail_due", "due_at", sqlite_where=_WAITS, postgresql_where=_WAITS),
        GIVEN_ONCE,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    about: Mapped[str]
    recipient: Mapped[str]
    subject: Mapped[str]
    text: Mapped[str] = mapped_column(Text)
    message_id: Mapped[str]
    """The same at each try: a server that took one before its answer was lost knows the second."""
    written_at: Mapped[datetime] = mapped_column(UTCDateTime)
    due_at: Mapped[datetime] = mapped_column(UTCDateTime)
    tries: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    given_up_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    is_private: Mapped[bool] = mapped_column(default=False, server_default=false())
    """To a citizen: nothing of it stays once it was sent or given up."""
