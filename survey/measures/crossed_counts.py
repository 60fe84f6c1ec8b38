"""How many were asked what at the places below another one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy.orm import Session

from survey.measures import counting, places
from survey.measures.counting import Counts, Node, Place, Table
from survey.measures.methods import Method
from survey.measures.scope import Scope
from survey.queries.slices import Group, Key, Slice

Below = dict[Any, dict[Node, Counts]]
"""By place directly below another one, and by field or procedure."""


@dataclass(frozen=True)
class CrossedCounts:
    """Read once for all agencies, and once for the points of each agency that is looked at."""

    session: Session
    scope: Scope
    method: Method
    questions: tuple[str, ...]

    def below(self, above: Node) -> Mapping[str, Below]:
        """At the agencies directly below another one; where there are none, at its points."""
        if places.has_agencies(self.scope, above):
            return {question: found.get(above, {}) for question, found in self._agencies.items()}
        agency_id = places.agency_at(self.scope, above)
        tables = self._tables(
            of=self.scope.own(agency_id),
            group=Group.POINT,
            place=lambda key, _month: (*above, key[0]),
        )
        return {question: _by_place(table).get(above, {}) for question, table in tables.items()}

    @cached_property
    def _agencies(self) -> dict[str, dict[Node, Below]]:
        top = self.scope.family.top
        tables = self._tables(
            of=self.scope.of(agency_id=top, filtered=False),
            group=Group.AGENCY,
            place=places.by_agency(self.scope, below=top),
        )
        return {question: _by_place(table) for question, table in tables.items()}

    def _tables(self, *, of: Slice, group: Group, place: Place) -> dict[str, Table]:
        """By place and what was asked there."""
        asked = places.by_procedure(self.scope)

        def crossed(key: Key, month: date) -> Node | None:
            at = place(key[1:], month)
            return None if at is None else (at, asked(key, month))

        return counting.by_month(
            self.session,
            self.scope,
            method=self.method,
            of=of,
            by=(Group.PROCEDURE, group),
            place=crossed,
            questions=self.questions,
        )


def _by_place(table: Table) -> dict[Node, Below]:
    """Of every place what was asked directly below it: by field, and by procedure."""
    found: dict[Node, Below] = {}
    for (place, asked), counts in table.items():
        for end, step in enumerate(place):
            here = found.setdefault(place[:end], {}).setdefault(step, {})
            for depth in range(1, len(asked) + 1):
                part = asked[:depth]
                here[part] = here[part] + counts if part in here else counts
    return found
