"""What tells the database of a demonstration from one in use."""

from collections.abc import Collection

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from survey.models.account import Account, AuditEvent
from survey.models.agency import Agency
from survey.models.questionnaire import Questionnaire


def newest_event(session: Session, *, actions: Collection[str]) -> AuditEvent | None:
    statement = select(AuditEvent).where(AuditEvent.action.in_(actions))
    return session.execute(statement.order_by(AuditEvent.id.desc()).limit(1)).scalar()


def is_empty(session: Session) -> bool:
    """Whether neither an agency nor an account nor a questionnaire was ever entered."""
    entered = (exists().where(table.id > 0) for table in (Agency, Account, Questionnaire))
    return not session.execute(select(or_(*entered))).scalar()
