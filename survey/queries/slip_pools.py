"""Slip pools of a point, with what was printed and what came back."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from survey.models.procedure import Field, Procedure
from survey.models.rating import PendingRating
from survey.models.slip import Slip, SlipPool
from survey.queries import numbers
from survey.queries.paging import Stretch, Window, stretch

WITHDRAWN = "pool.withdrawn"
"""What the trail calls it."""


class PoolRow(NamedTuple):
    """A pool and what its slips rate: a procedure, a field, or everything at the point."""

    id: int
    printed_on: date
    valid_from: date
    valid_to: date
    printed: int
    used: int
    procedure_vi: str | None
    procedure_en: str | None
    field_vi: str | None
    field_en: str | None


_ROWS = (
    select(
        SlipPool.id,
        SlipPool.printed_on,
        SlipPool.valid_from,
        SlipPool.valid_to,
        SlipPool.printed,
        SlipPool.used,
        Procedure.name_vi,
        Procedure.name_en,
        Field.name_vi,
        Field.name_en,
    )
    .select_from(SlipPool)
    .outerjoin(Procedure, Procedure.id == SlipPool.procedure_id)
    .outerjoin(Field, Field.id == SlipPool.field_id)
)


def of_point(session: Session, *, point_id: int, window: Window) -> Stretch[PoolRow]:
    """Newest first."""
    statement = _ROWS.where(SlipPool.point_id == point_id).order_by(SlipPool.id.desc())
    return stretch(session, statement=statement, window=window, make=PoolRow)


def row(session: Session, *, pool_id: int) -> PoolRow:
    """Raises NoResultFound where there is no such pool."""
    return PoolRow._make(session.execute(_ROWS.where(SlipPool.id == pool_id)).one())


def by_id_locked(session: Session, *, pool_id: int) -> SlipPool | None:
    return session.get(SlipPool, pool_id, with_for_update=True)


def next_number(session: Session) -> int:
    """A withdrawn pool keeps its own: it stands on its sheet, and in the trail."""
    return numbers.unused(session, of=SlipPool.id, thing="pool", deleted=WITHDRAWN)


def was_used(session: Session, *, pool_id: int) -> bool:
    """Whether a slip of the pool was rated with, sealed or not."""
    sealed = exists().where(Slip.pool_id == pool_id, Slip.used_on.is_not(None))
    waiting = exists().where(Slip.pool_id == pool_id, PendingRating.slip_digest == Slip.digest)
    return bool(session.execute(select(sealed | waiting)).scalar())


def of_open_slips(session: Session, *, digests: Sequence[bytes], day: date) -> dict[bytes, int]:
    """The pool of each of these slips with which one can rate on that day.

    A slip that was used, sealed or waiting, is left out.
    """
    rated = exists().where(PendingRating.slip_digest == Slip.digest)
    statement = (
        select(Slip.digest, Slip.pool_id)
        .join(SlipPool, SlipPool.id == Slip.pool_id)
        .where(Slip.digest.in_(digests), Slip.used_on.is_(None), ~rated)
        .where(SlipPool.valid_from <= day, SlipPool.valid_to >= day)
    )
    return {row.digest: row.pool_id for row in session.execute(statement)}


class OpenSlips(NamedTuple):
    """Slips of a point that are valid on a day."""

    printed: int
    used: int
    last_day: date


def open_on(session: Session, *, point_ids: Sequence[int], day: date) -> dict[int, OpenSlips]:
    """By point; a point without valid slips is not named."""
    rows = session.execute(
        select(
            SlipPool.point_id,
            func.sum(SlipPool.printed),
            func.sum(SlipPool.used),
            func.max(SlipPool.valid_to),
        )
        .where(SlipPool.point_id.in_(point_ids))
        .where(SlipPool.valid_from <= day, SlipPool.valid_to >= day)
        .group_by(SlipPool.point_id)
    )
    return {
        point_id: OpenSlips(int(printed), int(used), last_day)
        for point_id, printed, used, last_day in rows
    }
