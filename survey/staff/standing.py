"""Who acts in a request, on which day, and for which part of the tree."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from flask import g

from survey import db, permissions
from survey.audit import Actor
from survey.clock import local_day
from survey.errors.problem import NotAllowed, NotFound
from survey.models.account import Role
from survey.models.agency import Agency
from survey.models.point import ServicePoint
from survey.models.procedure import Procedure
from survey.policy import ADMINISTRATORS, EVERYONE
from survey.queries import agencies, points, procedures
from survey.queries.territory import Territory

Row = TypeVar("Row")


def actor() -> Actor:
    return Actor(g.person.id, g.now)


def today() -> date:
    return local_day(g.now)


def territory(roles: frozenset[Role] = EVERYONE) -> Territory | None:
    """Where the person holds one of the roles, and below; None where that is everything."""
    roots = permissions.held(g.person, roles=roles)
    if agencies.are_above_all(db.session(), roots=roots, day=today()):
        return None
    return Territory(roots=roots, day=today())


def reachable(agency_ids: Iterable[int], *, roles: frozenset[Role] = EVERYONE) -> set[int]:
    """Those of these agencies that lie where the person holds one of the roles."""
    return permissions.covered(
        db.session(), person=g.person, roles=roles, agency_ids=set(agency_ids), day=today()
    )


def found(row: Row | None) -> Row:
    if row is None:
        raise NotFound
    return row


def the_agency(code: str) -> Agency:
    return found(agencies.by_code(db.session(), code=code))


def the_point(code: str) -> ServicePoint:
    return found(points.by_code(db.session(), code=code))


def the_procedure(number: int) -> Procedure:
    return found(procedures.by_id(db.session(), procedure_id=number))


def chosen_agency(code: str | None) -> Agency | None:
    """An agency that a form or an address names beside the page's own: it must be theirs too."""
    if not code:
        return None
    agency = the_agency(code)
    if not reachable([agency.id], roles=ADMINISTRATORS):
        raise NotFound
    return agency


def agency_of(point: ServicePoint) -> Agency:
    return found(agencies.by_id(db.session(), agency_id=point.agency_id))


def may_place(agency: Agency | None) -> bool:
    """Whether the person may put agencies below this one, or at the top."""
    if agency is None:
        return bool(permissions.held(g.person, roles=frozenset({Role.SYSTEM_ADMIN})))
    return bool(reachable([agency.id], roles=ADMINISTRATORS))


def may_change(agency: Agency, *, day: date) -> bool:
    """Whether its parent is in the person's hands, below which its heirs would stand."""
    return may_place(above(agencies.path(db.session(), agency_id=agency.id, day=day)))


def parent_of(agency: Agency, *, day: date) -> Agency | None:
    """Below which its heirs will stand, or what it leaves: that must be in the person's hands."""
    parent = above(agencies.path(db.session(), agency_id=agency.id, day=day))
    if not may_place(parent):
        raise NotAllowed
    return parent


def above(path: list[Agency]) -> Agency | None:
    """The parent at the end of a way down the tree."""
    return path[-2] if len(path) > 1 else None
