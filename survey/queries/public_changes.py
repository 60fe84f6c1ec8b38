"""What agencies told the public that they changed."""

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.models.corrective_action import ActionRound, Outcome
from survey.models.public_change import PublicChange


class Told(NamedTuple):
    """A sentence that stands, and whether ratings given later showed that the change worked."""

    change: PublicChange
    worked: bool


def of_action(session: Session, *, action_id: int) -> PublicChange | None:
    """What stands now."""
    statement = select(PublicChange).where(
        PublicChange.action_id == action_id, PublicChange.withdrawn_on.is_(None)
    )
    return session.execute(statement).scalar_one_or_none()


def of_agency(session: Session, *, agency_id: int, limit: int | None = None) -> list[Told]:
    """What stands now, newest first."""
    worked = (
        select(ActionRound.id)
        .where(
            ActionRound.action_id == PublicChange.action_id,
            ActionRound.outcome == Outcome.WORKED,
        )
        .exists()
    )
    statement = (
        select(PublicChange, worked)
        .where(PublicChange.agency_id == agency_id, PublicChange.withdrawn_on.is_(None))
        .order_by(PublicChange.published_on.desc(), PublicChange.id.desc())
        .limit(limit)
    )
    return [Told(*row) for row in session.execute(statement)]
