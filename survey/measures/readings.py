"""The past as it was then beside the past as it is now, so that neither gives away the other.

Today's places stand on one tree; here each is divided further, into the agencies of then that count
for it. As it was then, a figure is shown only at boundaries at which it is a sum or difference
of what this tree shows: whoever reads both knows no more than the tree tells.
"""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, reduce
from itertools import pairwise
from typing import NamedTuple

from sqlalchemy.orm import Session

from survey.clock import next_month
from survey.measures import counting, places
from survey.measures.counting import Node, Table
from survey.measures.disclosure import NEVER, Cuts
from survey.measures.lineage import Path
from survey.measures.methods import Method
from survey.measures.nesting import nested, whole
from survey.measures.scope import Scope, resolve
from survey.measures.selection import Lineage
from survey.queries.slices import Group, Key, Slice

Holds = Callable[[Path], bool]
"""Whether what stood there then, from the top down, is part of a group."""


class Then(NamedTuple):
    """An agency as long as it stood in one place."""

    agency_id: int
    path: Path


@dataclass(frozen=True)
class Told:
    """What is told of one question: today's places with the agencies of then within them."""

    today: Mapping[Node, Cuts]
    nowhere: Mapping[Then, Cuts]
    """Those that count for no place of today below the top; each for itself."""
    every: Cuts

    def allowed(self, holds: Holds) -> Cuts:
        """The boundaries at which a group of then tells nothing new."""
        inside = {leaf for leaf in (*self._leaves[()], *self.nowhere) if holds(leaf.path)}
        alone = [self.nowhere[leaf] for leaf in inside if leaf in self.nowhere]
        return self._common(self._among((), inside=inside), *alone)

    def _among(self, node: Node, *, inside: set[Then]) -> Cuts:
        """Where the parts of a node that are inside are told."""
        here = self._leaves[node]
        if here.isdisjoint(inside):
            return self.every
        if here <= inside:
            return self.today[node]
        parts = self._parts[node]
        whole_parts = [part for part in parts if self._leaves[part] <= inside]
        others = [part for part in parts if not self._leaves[part] <= inside]
        found = self.every
        if whole_parts:
            one_by_one = self._common(*(self.today[part] for part in whole_parts))
            by_difference = self._common(self.today[node], *(self.today[part] for part in others))
            found = max(one_by_one, by_difference, key=len)
        return self._common(found, *(self._among(part, inside=inside) for part in others))

    def _common(self, *cuts: Cuts) -> Cuts:
        return reduce(frozenset.intersection, cuts, self.every)

    @cached_property
    def _parts(self) -> dict[Node, list[Node]]:
        parts: dict[Node, list[Node]] = {}
        for node in self.today:
            if node:
                parts.setdefault(node[:-1], []).append(node)
        return parts

    @cached_property
    def _leaves(self) -> dict[Node, frozenset[Then]]:
        found: dict[Node, set[Then]] = {(): set()}
        for node in self.today:
            if node and isinstance(node[-1], Then):
                for end in range(len(node) + 1):
                    found.setdefault(node[:end], set()).add(node[-1])
        return {node: frozenset(leaves) for node, leaves in found.items()}


def told(
    session: Session, scope: Scope, *, method: Method, questions: Sequence[str]
) -> dict[str, Told]:
    """By question, of all that the reader of a scope may see; its boundaries are the scope's."""
    now = resolve(
        session,
        selection=replace(scope.selection, lineage=Lineage.NOW),
        suppress_below=scope.threshold,
    )

    def tables(own: Scope, place: counting.Place) -> dict[str, Table]:
        return counting.by_month(
            session,
            own,
            method=method,
            of=Slice(own.family.members(own.family.top)),
            by=(Group.AGENCY,),
            place=place,
            questions=questions,
        )

    today = tables(now, _divided(now, then=scope))
    nowhere = tables(scope, _nowhere(scope, now=now))
    return {
        question: Told(
            _as_in(scope, _tree(table, now=now, then=scope), months=now.months),
            {
                leaf: whole({(): counts}, scope=scope)
                for (leaf,), counts in nowhere[question].items()
            },
            frozenset(range(len(scope.months) + 1)),
        )
        for question, table in today.items()
    }


def _tree(table: Table, *, now: Scope, then: Scope) -> dict[Node, Cuts]:
    """An agency of then is told only where it can be cut where it came or went.

    Everybody knows when that was: the months before and after would else be told with it.
    """
    tree = nested(table, whole=whole(table, scope=now), scope=now)
    return {
        node: cuts if cuts.issuperset(_ends(node, months=now.months, then=then)) else NEVER
        for node, cuts in tree.items()
    }


def _ends(node: Node, *, months: tuple[date, ...], then: Scope) -> list[int]:
    """The boundaries at which an agency of then came to its place or left it."""
    if not node or not isinstance(node[-1], Then):
        return []
    leaf = node[-1]
    stood = [then.family.path(leaf.agency_id, month=month) == leaf.path for month in months]
    return [k for k, (before, after) in enumerate(pairwise(stood), start=1) if before != after]


def _divided(now: Scope, *, then: Scope) -> counting.Place:
    today = places.by_agency(now, below=now.family.top)

    def place(key: Key, month: date) -> Node | None:
        node = today(key, month)
        return None if node is None else (*node, _then(key, month, scope=then))

    return place


def _nowhere(then: Scope, *, now: Scope) -> counting.Place:
    def place(key: Key, month: date) -> Node | None:
        is_somewhere = now.family.path(key[0], month=month)
        return None if is_somewhere else (_then(key, month, scope=then),)

    return place


def _then(key: Key, month: date, *, scope: Scope) -> Then:
    return Then(key[0], scope.family.path(key[0], month=month))


def _as_in(
    scope: Scope, tree: Mapping[Node, Cuts], *, months: tuple[date, ...]
) -> dict[Node, Cuts]:
    """Boundaries between other months as those of the scope at the same days."""
    days = [*scope.months, *(next_month(month) for month in scope.months[-1:])]
    places_of = [bisect_left(months, day) for day in days]
    return {
        node: frozenset(own for own, other in enumerate(places_of) if other in cuts)
        for node, cuts in tree.items()
    }
