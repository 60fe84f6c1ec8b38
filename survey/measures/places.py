"""Where a row of the counts belongs, seen from an agency: below which child, point, procedure."""

from datetime import date
from typing import NamedTuple

from survey.measures.counting import Node, Place
from survey.measures.disclosure import Cuts
from survey.measures.lineage import Path
from survey.measures.scope import Scope
from survey.queries.slices import Key

OWN = None
"""The part of an agency with others below it that is counted for none of them."""


class Stay(NamedTuple):
    """A place of an agency, from one boundary between months to another."""

    place: Node
    first: int
    end: int

    @property
    def boundaries(self) -> Cuts:
        return frozenset(range(self.first, self.end + 1))


def agency_at(scope: Scope, place: Node) -> int:
    """The agency that stands at a place below the top, or whose own part that is."""
    return next((step for step in reversed(place) if step is not OWN), scope.family.top)


def has_agencies(scope: Scope, place: Node) -> bool:
    """Whether other agencies stand below an agency; else its points do."""
    return place[-1:] != (OWN,) and agency_at(scope, place) in scope.family.parents


def is_point(scope: Scope, place: Node) -> bool:
    return bool(place) and place[-1] is not OWN and not has_agencies(scope, place[:-1])


def stays(scope: Scope, place: Node) -> list[Stay]:
    """Where the agency of a place stood, oldest first, and in which months.

    Months in which it stood nowhere belong to the stay before them: nobody was counted.
    """
    agency_id = agency_at(scope, place)
    below = place[-1:] if place[-1:] == (OWN,) else ()
    begun: dict[int, Path] = {}
    for k, month in enumerate(scope.months):
        path = scope.family.path(agency_id, month=month)
        if path and path != next(reversed(begun.values()), None):
            begun[k if begun else 0] = path
    ends = (*begun, len(scope.months))[1:]
    return [
        Stay((*path[1:], *below), first, end)
        for (first, path), end in zip(begun.items(), ends, strict=True)
    ]


def by_agency(scope: Scope, *, below: int) -> Place:
    """Rows of an agency, by its place below another one."""
    parents = scope.family.parents

    def place(key: Key, month: date) -> Node | None:
        path = scope.family.path(key[0], month=month)
        if below not in path:
            return None
        inner = path[path.index(below) + 1 :]
        return (*inner, OWN) if path[-1] in parents else inner

    return place


def by_point(scope: Scope, *, below: int) -> Place:
    """Rows of an agency and a point: the points of an agency are parts of what is its own."""
    agency = by_agency(scope, below=below)

    def place(key: Key, month: date) -> Node | None:
        node = agency(key[:1], month)
        return None if node is None else (*node, key[1])

    return place


def by_procedure(scope: Scope) -> Place:
    """Rows of a procedure, below its field."""

    def place(key: Key, _month: date) -> Node:
        return scope.catalogue.place(key[0])

    return place


def by_key(key: Key, _month: date) -> Node:
    return key


def everything(_key: Key, _month: date) -> Node:
    return ()
