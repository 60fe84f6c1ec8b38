"""Mail that waits to be sent."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.models.outgoing_mail import OutgoingMail


def next_due(session: Session, *, now: datetime) -> OutgoingMail | None:
    """The one that waits longest, held until the transaction ends; what another holds is passed."""
    statement = (
        select(OutgoingMail)
        .where(
            OutgoingMail.sent_at.is_(None),
            OutgoingMail.given_up_at.is_(None),
            OutgoingMail.due_at <= now,
        )
        .order_by(OutgoingMail.due_at, OutgoingMail.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return session.execute(statement).scalar_one_or_none()
