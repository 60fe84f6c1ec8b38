"""What agencies told the public that they changed."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from survey.models.public_change import PublicChange


def of_action(session: Session, *, action_id: int) -> PublicChange | None:
    """What stands now."""
    statement = _standing().where(PublicChange.action_id == action_id)
    return session.execute(statement).scalar_one_or_none()


def of_agency(session: Session, *, agency_id: int) -> list[PublicChange]:
    """What stands now, newest first."""
    statement = _standing().where(PublicChange.agency_id == agency_id)
    newest = (PublicChange.published_on.desc(), PublicChange.id.desc())
    return list(session.execute(statement.order_by(*newest)).scalars())


def _standing() -> Select[PublicChange]:
    return select(PublicChange).where(PublicChange.withdrawn_on.is_(None))
