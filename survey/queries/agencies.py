"""The tree of agencies as it stood on a day.

An agency that had ended by then keeps the place of its last day, and one that had not begun takes
that of its first: whoever is responsible for a merged commune still is. A caller that wants only
those that existed adds `Agency.valid_on(day)`.
"""

from collections.abc import Collection, Iterator
from datetime import date
from typing import NamedTuple

from sqlalchemy import CTE, ColumnElement, Select, and_, case, exists, literal, or_, select
from sqlalchemy.orm import Session

from survey.models.agency import Agency, AgencyPlacement

DEEPEST = 12  # levels; a tree that is deeper has a circle in it


class Branch(NamedTuple):
    """An agency and how far below the first shown it stands."""

    agency: Agency
    depth: int


def by_id(session: Session, *, agency_id: int) -> Agency | None:
    return session.get(Agency, agency_id)


def by_ids(session: Session, *, agency_ids: Collection[int]) -> list[Agency]:
    """By name."""
    statement = select(Agency).where(Agency.id.in_(agency_ids))
    return list(session.execute(statement.order_by(Agency.search, Agency.id)).scalars())


def by_code(session: Session, *, code: str) -> Agency | None:
    return session.execute(select(Agency).where(Agency.code == code)).scalar()


def by_codes(session: Session, *, codes: Collection[str]) -> dict[str, Agency]:
    statement = select(Agency).where(Agency.code.in_(codes))
    return {agency.code: agency for agency in session.execute(statement).scalars()}


def subtree_ids(session: Session, *, roots: Collection[int], day: date) -> set[int]:
    """These agencies and everything below them."""
    return set(session.execute(subtree(roots=roots, day=day)).scalars())


def subtree(*, roots: Collection[int], day: date) -> Select[int]:
    """The same as a statement, for others to narrow their rows by."""
    below = select(Agency.id).where(Agency.id.in_(roots)).cte("below", recursive=True)
    below = below.union(
        select(AgencyPlacement.agency_id)
        .join(below, below.c.id == AgencyPlacement.parent_id)
        .join(Agency, Agency.id == AgencyPlacement.agency_id)
        .where(_placed_on(day))
    )
    return select(below.c.id)


def subtrees(session: Session, *, roots: Collection[int], day: date) -> dict[int, set[int]]:
    """Of each of these agencies, itself and everything below it."""
    start = select(Agency.id.label("root"), Agency.id).where(Agency.id.in_(roots))
    below = start.cte("below_each", recursive=True)
    below = below.union(
        select(below.c.root, AgencyPlacement.agency_id)
        .join(below, below.c.id == AgencyPlacement.parent_id)
        .join(Agency, Agency.id == AgencyPlacement.agency_id)
        .where(_placed_on(day))
    )
    found: dict[int, set[int]] = {root: set() for root in roots}
    for root, agency_id in session.execute(select(below.c.root, below.c.id)):
        found[root].add(agency_id)
    return found


def are_above_all(session: Session, *, roots: Collection[int], day: date) -> bool:
    """Whether every way up ends at one of these agencies: then nothing lies outside them.

    What hangs in a circle has no way up and counts as theirs; the registers refuse circles.
    """
    placed = exists().where(AgencyPlacement.agency_id == Agency.id, _placed_on(day))
    outside = select(literal(1)).select_from(Agency).where(Agency.id.not_in(roots), ~placed)
    return bool(roots) and session.execute(outside.limit(1)).first() is None


def ids_within(
    session: Session, *, agency_ids: Collection[int], roots: Collection[int], day: date
) -> set[int]:
    """Those of these agencies that are one of the roots or stand below one."""
    above = _upwards(agency_ids=agency_ids, day=day)
    statement = select(above.c.start).where(above.c.id.in_(roots)).distinct()
    return set(session.execute(statement).scalars())


def lineage_ids(session: Session, *, agency_id: int, day: date) -> list[int]:
    """The agency itself, then what stands above it, nearest first."""
    above = _upwards(agency_ids=[agency_id], day=day)
    return list(session.execute(select(above.c.id).order_by(above.c.distance)).scalars())


def ancestor_ids(session: Session, *, agency_id: int, day: date) -> list[int]:
    """What stands above the agency, nearest first."""
    return lineage_ids(session, agency_id=agency_id, day=day)[1:]


def path(session: Session, *, agency_id: int, day: date) -> list[Agency]:
    """From the root down to the agency itself: a breadcrumb."""
    above = _upwards(agency_ids=[agency_id], day=day)
    statement = select(Agency).join(above, above.c.id == Agency.id)
    return list(session.execute(statement.order_by(above.c.distance.desc())).scalars())


def children(session: Session, *, agency_id: int, day: date) -> list[Agency]:
    """What stood directly below on that day and existed, by name."""
    statement = (
        select(Agency)
        .join(AgencyPlacement, AgencyPlacement.agency_id == Agency.id)
        .where(AgencyPlacement.parent_id == agency_id, AgencyPlacement.valid_on(day))
        .where(Agency.valid_on(day))
    )
    return list(session.execute(statement.order_by(Agency.search, Agency.id)).scalars())


def roots(session: Session, *, day: date) -> list[Agency]:
    """Those that existed on that day and stood below nobody."""
    placed = (
        select(AgencyPlacement.id)
        .where(AgencyPlacement.agency_id == Agency.id, AgencyPlacement.valid_on(day))
        .exists()
    )
    statement = select(Agency).where(Agency.valid_on(day), ~placed)
    return list(session.execute(statement.order_by(Agency.search, Agency.id)).scalars())


def outline(session: Session, *, agency_ids: Collection[int], day: date) -> list[Branch]:
    """Those of these agencies that existed on the day, each below its parent, by name."""
    statement = (
        select(Agency, AgencyPlacement.parent_id)
        .outerjoin(
            AgencyPlacement,
            and_(AgencyPlacement.agency_id == Agency.id, AgencyPlacement.valid_on(day)),
        )
        .where(Agency.id.in_(agency_ids), Agency.valid_on(day))
        .order_by(Agency.search, Agency.id)
    )
    found = {agency.id: (agency, parent_id) for agency, parent_id in session.execute(statement)}
    below: dict[int | None, list[Agency]] = {}
    for agency, parent_id in found.values():
        below.setdefault(parent_id if parent_id in found else None, []).append(agency)
    return list(_unfold(below, parent=None, depth=0))


def _unfold(
    below: dict[int | None, list[Agency]], *, parent: int | None, depth: int
) -> Iterator[Branch]:
    for agency in below.get(parent, ()):
        yield Branch(agency, depth)
        yield from _unfold(below, parent=agency.id, depth=depth + 1)


def _upwards(*, agency_ids: Collection[int], day: date) -> CTE:
    """From each of these agencies, the start of its way, to the top."""
    start = select(Agency.id.label("start"), Agency.id, literal(0).label("distance"))
    above = start.where(Agency.id.in_(agency_ids)).cte("above", recursive=True)
    return above.union(
        select(above.c.start, AgencyPlacement.parent_id, above.c.distance + 1)
        .join(above, above.c.id == AgencyPlacement.agency_id)
        .join(Agency, Agency.id == AgencyPlacement.agency_id)
        .where(_placed_on(day), above.c.distance < DEEPEST)
    )


def _placed_on(day: date) -> ColumnElement[bool]:
    """The placement that held on the day, or on the day of the agency's life nearest to it."""
    nearest = case(
        (Agency.valid_to < day, Agency.valid_to),
        (Agency.valid_from > day, Agency.valid_from),
        else_=literal(day),
    )
    return and_(
        or_(AgencyPlacement.valid_from.is_(None), AgencyPlacement.valid_from <= nearest),
        or_(AgencyPlacement.valid_to.is_(None), AgencyPlacement.valid_to >= nearest),
    )
