"""What waits to be sealed."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import func, literal, select
from sqlalchemy.orm import Session

from survey.models.agency import Agency
from survey.models.rating import Channel, PendingRating


class Waiting(NamedTuple):
    """Ratings of closed days that one agency has in the inbox."""

    agency_id: int
    agency_vi: str
    ratings: int
    oldest: date


def waiting(session: Session, *, through: date) -> list[Waiting]:
    """Per agency, ratings of days up to and including `through`."""
    statement = (
        select(Agency.id, Agency.name_vi, func.count(), func.min(PendingRating.day))
        .join(PendingRating, PendingRating.agency_id == Agency.id)
        .where(PendingRating.day <= through)
        .group_by(Agency.id, Agency.name_vi)
        .order_by(Agency.id)
    )
    return [Waiting(*row) for row in session.execute(statement)]


def holds(session: Session, *, agency_id: int, through: date, at_least: int) -> bool:
    """Whether an agency has so many waiting ratings of days up to and including `through`."""
    some = (
        select(literal(1))
        .where(PendingRating.agency_id == agency_id, PendingRating.day <= through)
        .limit(at_least)
        .subquery()
    )
    return session.execute(select(func.count()).select_from(some)).scalar_one() >= at_least


def of_channel(session: Session, *, agency_id: int, channel: Channel, through: date) -> int:
    """How many ratings of one channel wait in an agency."""
    statement = select(func.count()).where(
        PendingRating.agency_id == agency_id,
        PendingRating.channel == channel,
        PendingRating.day <= through,
    )
    return session.execute(statement).scalar_one()
