"""Numbers that are given once, also after the row that bore one was deleted."""

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from survey.models.account import AuditEvent


def unused(session: Session, *, of: InstrumentedAttribute[int], thing: str, deleted: str) -> int:
    """A number that no row has ever borne; the trail calls it `thing`, and its end `deleted`.

    PostgreSQL gives it to nobody else. SQLite would hand on that of the last row, and another
    row may be kept under this one first.
    """
    if session.get_bind().dialect.name == "postgresql":
        given = func.nextval(func.pg_get_serial_sequence(of.class_.__tablename__, of.key))
        return int(session.execute(select(given)).scalar_one())
    noted = func.json_extract(AuditEvent.details, f"$.subject.{thing}")
    gone = select(func.max(noted)).where(AuditEvent.action == deleted)
    kept = select(func.max(of))
    return 1 + max(session.execute(each).scalar() or 0 for each in (kept, gone))
