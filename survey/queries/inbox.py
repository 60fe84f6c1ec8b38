"""What waits to be sealed."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from survey.models.agency import Agency
from survey.models.rating import Channel, PendingRating
from survey.models.slip import Slip
from survey.models.tally import Cell
from survey.queries.slices import Slice, belongs


class Waiting(NamedTuple):
    """Ratings of closed days that one agency has in the inbox."""

    agency_id: int
    agency_vi: str
    ratings: int
    oldest: date


class Rating(NamedTuple):
    """A waiting rating without what is forgotten: no time, no language, no content hash."""

    submission_key: UUID
    slip_digest: bytes | None
    point_id: int
    procedure_id: int | None
    channel: Channel
    version_id: int
    language: str
    day: date
    answers: str
    revotes: int


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


def is_anything_waiting(session: Session, *, of: Slice, channel: Channel) -> bool:
    """Whether a rating of these months is not sealed yet."""
    waits = exists().where(
        belongs(of.members, agency=PendingRating.agency_id, day=PendingRating.day),
        PendingRating.channel == channel,
    )
    if of.point_id is not None:
        waits = waits.where(PendingRating.point_id == of.point_id)
    if of.procedure_ids is not None:
        waits = waits.where(PendingRating.procedure_id.in_(of.procedure_ids))
    return bool(session.execute(select(waits)).scalar())


def locked(session: Session, *, agency_id: int, through: date, limit: int) -> list[Rating]:
    """Some of an agency's waiting ratings, by their random keys, held until the end."""
    statement = (
        select(*(getattr(PendingRating, name) for name in Rating._fields))
        .where(PendingRating.agency_id == agency_id, PendingRating.day <= through)
        .order_by(PendingRating.submission_key)
        .limit(limit)
        .with_for_update()
    )
    return [Rating(*row) for row in session.execute(statement)]


def slips_by_pool(session: Session, *, digests: Sequence[bytes]) -> dict[int, int]:
    """How many of these slips each pool printed."""
    statement = (
        select(Slip.pool_id, func.count().label("slips"))
        .where(Slip.digest.in_(digests))
        .group_by(Slip.pool_id)
    )
    return {row.pool_id: row.slips for row in session.execute(statement)}


def cells(session: Session, *, agency_id: int, periods: set[date]) -> list[Cell]:
    return list(
        session.scalars(select(Cell).where(Cell.agency_id == agency_id, Cell.period.in_(periods)))
    )


def of_channel(session: Session, *, agency_id: int, channel: Channel, through: date) -> int:
    """How many ratings of one channel wait in an agency."""
    statement = select(func.count()).where(
        PendingRating.agency_id == agency_id,
        PendingRating.channel == channel,
        PendingRating.day <= through,
    )
    return session.execute(statement).scalar_one()
