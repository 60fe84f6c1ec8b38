"""What tells the database of a demonstration from one in use."""

from collections.abc import Collection

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from survey.models.account import Account, AuditEvent
from survey.models.agency import Agency


def newest_event(session: Session, *, actions: Collection[str]) -> AuditEvent | None:
    statement = select(AuditEvent).where(AuditEvent.action.in_(actions))
    return session.execute(statement.order_by(AuditEvent.id.desc()).limit(1)).scalar()


def is_empty(session: Session) -> bool:
    """Whether neither an agency nor an account was ever entered."""
    anything = exists().where(Agency.id > 0) | exists().where(Account.id > 0)
    return not session.execute(select(anything)).scalar()
