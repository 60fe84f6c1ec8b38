"""Pools of slips: codes are drawn once, printed once, and kept as digests alone."""

import json
from datetime import date
from typing import NamedTuple

from flask_babel import format_date
from sqlalchemy import delete, insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from survey import audit
from survey.audit import Actor
from survey.clock import local_day
from survey.errors.problem import NotFound
from survey.errors.registers import PoolHandedOut, PoolUsed, SlipsOfThePast
from survey.i18n import called
from survey.models.point import ServicePoint
from survey.models.slip import Slip, SlipPool
from survey.models.slip_code import digest, new_code
from survey.queries import slip_pools, trail
from survey.queries.slip_pools import PoolRow
from survey.registry.slip_scopes import EVERYTHING, Scope, require_fitting
from survey.staff.dates import require_order, require_within

MOST_SLIPS = 2000


class PoolOrder(NamedTuple):
    """So many slips of a point, valid from the first to the last day named."""

    point: ServicePoint
    slips: int
    valid_from: date
    valid_to: date
    scope: Scope = EVERYTHING


class PrintedPool(NamedTuple):
    """The only moment at which the codes are known."""

    pool_id: int
    codes: list[str]


class NumberTaken(Exception):
    """Another pool was kept under this number meanwhile."""


def draw(session: Session, *, order: PoolOrder, today: date) -> PrintedPool:
    """A number and codes to be set on paper; they open nothing before they are kept."""
    if not 1 <= order.slips <= MOST_SLIPS:
        raise ValueError(f"slips must lie in [1, {MOST_SLIPS}]")
    _require_printable(session, order=order, today=today)
    codes = [new_code() for _ in range(order.slips)]
    return PrintedPool(slip_pools.next_number(session), codes)


def keep(
    session: Session, *, order: PoolOrder, printed: PrintedPool, today: date, by: Actor
) -> None:
    """From here on the slips open their page and count as printed; raises NumberTaken."""
    point, scope = order.point, order.scope
    _require_printable(session, order=order, today=today)
    pool = SlipPool(
        id=printed.pool_id,
        point_id=point.id,
        procedure_id=scope.procedure_id,
        field_id=scope.field_id,
        printed_on=today,
        valid_from=order.valid_from,
        valid_to=order.valid_to,
        printed=order.slips,
    )
    session.add(pool)
    try:
        session.flush()
    except IntegrityError:
        raise NumberTaken from None
    _keep_digests(session, pool=pool, codes=printed.codes)
    _note(session, action="pool.printed", pool=pool, point=point, by=by)


def print_pool(session: Session, *, order: PoolOrder, today: date, by: Actor) -> PrintedPool:
    """Draw codes and keep them; nobody can read again what comes back."""
    printed = draw(session, order=order, today=today)
    keep(session, order=order, printed=printed, today=today, by=by)
    return printed


def withdraw(session: Session, *, pool_id: int, point: ServicePoint, by: Actor) -> bool:
    """Forget a pool that was not handed out: its slips open nothing, no rate counts them.

    False where that was done already.
    """
    pool = slip_pools.by_id_locked(session, pool_id=pool_id)
    if pool is None and _was_withdrawn(session, pool_id=pool_id, point=point):
        return False
    if pool is None or pool.point_id != point.id:
        raise NotFound
    if not may_be_withdrawn(pool, today=local_day(by.now)):
        raise PoolHandedOut
    if slip_pools.was_used(session, pool_id=pool.id):
        raise PoolUsed
    _note(session, action=slip_pools.WITHDRAWN, pool=pool, point=point, by=by)
    try:
        with session.begin_nested():
            session.execute(delete(Slip).where(Slip.pool_id == pool.id))
            session.delete(pool)
    except IntegrityError:
        # A citizen's rating arrived between the question and the deletion.
        raise PoolUsed from None
    return True


def may_be_withdrawn(pool: SlipPool | PoolRow, *, today: date) -> bool:
    """A mistake of today, or nothing that could be handed out yet.

    Later the rated would withdraw what nobody answered, and their response rate would rise.
    """
    return today == pool.printed_on or today < pool.valid_from


def _require_printable(session: Session, *, order: PoolOrder, today: date) -> None:
    point = order.point
    require_order(first=order.valid_from, last=order.valid_to)
    if order.valid_from < today:
        raise SlipsOfThePast(day=format_date(today))
    require_within(point, day=order.valid_from, name=called(point.name_vi, point.name_en))
    require_fitting(session, point=point, scope=order.scope, day=order.valid_from, today=today)


def _keep_digests(session: Session, *, pool: SlipPool, codes: list[str]) -> None:
    # Sorted by digest the rows lie in an order that tells nothing about the order on paper.
    digests = sorted(digest(code) for code in codes)
    session.execute(insert(Slip), [{"digest": kept, "pool_id": pool.id} for kept in digests])


def _was_withdrawn(session: Session, *, pool_id: int, point: ServicePoint) -> bool:
    noted = trail.details(session, action=slip_pools.WITHDRAWN, agency_id=point.agency_id)
    return any(json.loads(one)["subject"] == _subject(pool_id, point) for one in noted)


def _subject(pool_id: int, point: ServicePoint) -> dict[str, int]:
    return {"pool": pool_id, "point": point.id}


def _note(session: Session, *, action: str, pool: SlipPool, point: ServicePoint, by: Actor) -> None:
    audit.record(
        session,
        by=by,
        action=action,
        subject=_subject(pool.id, point),
        agency_id=point.agency_id,
        after=audit.snapshot(pool),
    )
