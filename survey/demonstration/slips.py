"""Slips that a newcomer can rate with: kept in good supply, as links and on paper."""

from datetime import datetime, timedelta
from typing import NamedTuple

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from survey.audit import Actor
from survey.clock import local_day
from survey.demonstration import featured
from survey.documents.slips import SLIPS_PER_PAGE, slip_sheet
from survey.errors.registers import TooFewToHide
from survey.models.slip_code import digest
from survey.queries import slip_pools
from survey.registry.slip_pools import PoolOrder, print_pool
from survey.registry.slip_scopes import EVERYTHING, Scope

FEWEST = 200
SUPPLY = 400
VALID_DAYS = 14
SHEET = 5 * SLIPS_PER_PAGE


class Unused(NamedTuple):
    """A code with which one can rate today, and the pool it was printed in."""

    code: str
    pool_id: int


def unused(session: Session, *, codes: list[str], now: datetime) -> list[Unused]:
    """What is left of these codes, in their order."""
    known = {digest(code): code for code in codes}
    pools = slip_pools.of_open_slips(session, digests=list(known), day=local_day(now))
    return [Unused(code, pools[kept]) for kept, code in known.items() if kept in pools]


def supplied(session: Session, *, codes: list[str], now: datetime) -> list[Unused]:
    """What is left, and new slips where that is little."""
    left = unused(session, codes=codes, now=now)
    if len(left) >= FEWEST:
        return left
    return left + printed(session, number=SUPPLY - len(left), now=now)


def printed(session: Session, *, number: int, now: datetime) -> list[Unused]:
    """New slips of the featured counter: for one procedure, where enough dossiers hide them."""
    scope = Scope(procedure_id=featured.procedure(session).id)
    try:
        return _printed(session, number=number, scope=scope, now=now)
    except TooFewToHide:
        return _printed(session, number=number, scope=EVERYTHING, now=now)


def sheet(session: Session, *, supply: list[Unused], base_url: str, now: datetime) -> bytes:
    """Slips of the newest pool on paper."""
    pool = slip_pools.row(session, pool_id=supply[-1].pool_id)
    codes = [slip.code for slip in supply if slip.pool_id == pool.id][:SHEET]
    with force_locale("vi"):
        everything = _("Every procedure at this service point")
    return slip_sheet(
        codes,
        point_name=featured.point(session).name_vi,
        agency_name=featured.agency(session).name_vi,
        scope_label=pool.procedure_vi or everything,
        pool=pool.id,
        valid_from=pool.valid_from,
        valid_to=pool.valid_to,
        base_url=base_url,
        printed_on=local_day(now),
        simulated=True,
    )


def _printed(session: Session, *, number: int, scope: Scope, now: datetime) -> list[Unused]:
    today = local_day(now)
    order = PoolOrder(
        point=featured.point(session),
        slips=number,
        valid_from=today,
        valid_to=today + timedelta(days=VALID_DAYS - 1),
        scope=scope,
    )
    pool = print_pool(session, order=order, today=today, by=Actor(None, now))
    return [Unused(code, pool.pool_id) for code in pool.codes]
