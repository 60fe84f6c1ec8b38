"""The slips that were printed: weekly pools, and which slip each rating came with."""

from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from sqlalchemy import insert
from sqlalchemy.orm import Session

from survey.clock import monday_of
from survey.demonstration import bulk, traffic
from survey.demonstration.ratings import Drawn
from survey.demonstration.registers import Counter
from survey.demonstration.traffic import Counts
from survey.documents.slips import SLIPS_PER_PAGE
from survey.models.slip import SlipPool
from survey.registry.slip_scopes import ENOUGH_TO_HIDE, EVERYTHING, Scope

SPARE = 1.05
VALID_FOR = timedelta(days=13)
DIGEST_BYTES = 32


class Printed(NamedTuple):
    """What the slips of a counter tell about its ratings by slip."""

    digests: list[bytes]
    scopes: list[Scope]


def scopes(counter: Counter, *, volume: float) -> list[Scope]:
    """The scope of each procedure of the counter, by the dossiers of a usual week."""
    usual = traffic.weekly(counter, volume=volume)
    of_field: dict[int, float] = {}
    for handled, n in zip(counter.handled, usual, strict=True):
        if n < ENOUGH_TO_HIDE:
            of_field[handled.field_id] = of_field.get(handled.field_id, 0.0) + float(n)
    found = []
    for handled, n in zip(counter.handled, usual, strict=True):
        if n >= ENOUGH_TO_HIDE:
            found.append(Scope(procedure_id=handled.procedure_id))
        elif of_field[handled.field_id] >= ENOUGH_TO_HIDE:
            found.append(Scope(field_id=handled.field_id))
        else:
            found.append(EVERYTHING)
    return found


def print_all(
    session: Session,
    *,
    counter: Counter,
    closed: Counts,
    by_slip: Drawn,
    days: list[date],
    volume: float,
    rng: Generator,
) -> Printed:
    """Write the pools of every week with their slips; nobody ever held these codes."""
    of_procedure = scopes(counter, volume=volume)
    kinds = sorted(set(of_procedure), key=of_procedure.index)
    kind_of = np.array([kinds.index(scope) for scope in of_procedure])
    week_of = _weeks(days)
    handed_out = _by_kind_and_week(closed, kind_of=kind_of, week_of=week_of)
    printed = np.ceil(handed_out * SPARE / SLIPS_PER_PAGE).astype(int) * SLIPS_PER_PAGE
    blob = rng.bytes(int(printed.sum()) * DIGEST_BYTES)
    _write(session, counter=counter, kinds=kinds, printed=printed, first=days[0], blob=blob)
    places = _places(kind_of[by_slip.procedure], week_of[by_slip.closed_on], printed=printed)
    return Printed(
        [_digest(blob, place) for place in places],
        [of_procedure[procedure] for procedure in by_slip.procedure],
    )


def _weeks(days: list[date]) -> NDArray[np.int64]:
    start = monday_of(days[0])
    return np.array([(day - start).days // 7 for day in days])


def _by_kind_and_week(
    closed: Counts, *, kind_of: NDArray[np.int64], week_of: NDArray[np.int64]
) -> Counts:
    counts = np.zeros((kind_of.max() + 1, week_of[-1] + 1), dtype=np.int64)
    np.add.at(counts, (kind_of[:, None], week_of[None, :]), closed)
    return counts


def _write(
    session: Session,
    *,
    counter: Counter,
    kinds: list[Scope],
    printed: Counts,
    first: date,
    blob: bytes,
) -> None:
    rows = [
        _pool(counter, scope=kinds[kind], monday=monday_of(first) + timedelta(weeks=int(week)))
        | {"printed": int(printed[kind, week])}
        for kind, week in np.argwhere(printed)
    ]
    if not rows:
        return
    pool_ids = session.scalars(
        insert(SlipPool).returning(SlipPool.id, sort_by_parameter_order=True), rows
    )
    pool_of = np.repeat(list(pool_ids), printed[printed > 0])
    # In the order of the index, which a database extends faster than it fills it.
    digests = ((_digest(blob, place), int(pool)) for place, pool in enumerate(pool_of))
    bulk.insert_slips(session, sorted(digests))


def _pool(counter: Counter, *, scope: Scope, monday: date) -> dict[str, object]:
    return {
        "point_id": counter.point_id,
        "procedure_id": scope.procedure_id,
        "field_id": scope.field_id,
        "printed_on": monday,
        "valid_from": monday,
        "valid_to": monday + VALID_FOR,
        "used": 0,
    }


def _places(
    kind: NDArray[np.int64], week: NDArray[np.int64], *, printed: Counts
) -> NDArray[np.int64]:
    """Where in the whole print run each rating's slip stands: the next one of its pool."""
    pool = kind * printed.shape[1] + week
    order = np.argsort(pool, kind="stable")
    first_of_pool = np.searchsorted(pool[order], pool[order])
    rank = np.empty_like(pool)
    rank[order] = np.arange(len(pool)) - first_of_pool
    starts = np.concatenate(([0], np.cumsum(printed.ravel())[:-1]))
    return starts[pool] + rank


def _digest(blob: bytes, place: int) -> bytes:
    return blob[place * DIGEST_BYTES : (place + 1) * DIGEST_BYTES]
