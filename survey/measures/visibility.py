"""In which periods a selection and its parts can be shown, question by question."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from survey.measures import counting, nesting, places, readings
from survey.measures.counting import Node, Place, Table
from survey.measures.disclosure import NEVER, Cuts
from survey.measures.lineage import Path
from survey.measures.methods import Method
from survey.measures.places import OWN
from survey.measures.readings import Holds, Told
from survey.measures.scope import Scope
from survey.measures.selection import Lineage
from survey.queries import points
from survey.queries.slices import Group, Slice

PerQuestion = Mapping[str, Cuts]


@dataclass(frozen=True)
class Parts:
    """The boundaries of the parts of a whole, and of everything between."""

    cuts: Mapping[str, Mapping[Node, Cuts]]

    @property
    def nodes(self) -> list[Node]:
        """The smallest parts."""
        known = {node for tree in self.cuts.values() for node in tree}
        inner = {node[:end] for node in known for end in range(len(node))}
        return sorted(known - inner, key=repr)

    def at(self, node: Node) -> dict[str, Cuts]:
        """Of one part; one that nobody rated has the boundaries of what it is part of."""
        return {question: _at(tree, node) for question, tree in self.cuts.items()}

    def within(self, others: Callable[[Node], PerQuestion]) -> "Parts":
        """The smallest parts cut only where another table can cut them too."""
        smallest = {node: others(node) for node in self.nodes}
        return Parts(
            {
                question: {
                    node: cuts & smallest[node][question] if node in smallest else cuts
                    for node, cuts in tree.items()
                }
                for question, tree in self.cuts.items()
            }
        )


@dataclass(frozen=True)
class Visibility:
    """What is counted beside what, from the top of what the reader may see downwards."""

    session: Session
    scope: Scope
    method: Method
    questions: tuple[str, ...]

    def of_selection(self) -> PerQuestion:
        """Worked out once for each question: all that a page shows stands on it."""
        found: dict[str, Cuts] = self.scope.seen.setdefault(self.method.version_ids, {})
        if missing := tuple(question for question in self.questions if question not in found):
            found |= replace(self, questions=missing)._of_selection()
        return {question: found[question] for question in self.questions}

    def _of_selection(self) -> PerQuestion:
        chosen = self.scope.selection
        if chosen.point_id is not None:
            return self._of_point(chosen.point_id)
        whole = self.of_agency(chosen.agency_id)
        node = self.wanted()
        if not node:
            return whole
        of = self.scope.of(filtered=False)
        return self.procedures(of=of, whole=whole, depth=len(node)).at(node)

    def of_agency(self, agency_id: int, *, own: bool = False) -> PerQuestion:
        """`own`: without what is counted for the agencies below it."""
        top = self.scope.family.top
        path = self.scope.family.path(agency_id, month=self.scope.selection.period.last)
        if not path:
            return dict.fromkeys(self.questions, NEVER)
        place = places.by_agency(self.scope, below=top)
        of = self.scope.of(agency_id=top, filtered=False)
        tables = self._by_month(of=of, by=(Group.AGENCY,), place=place)
        whole = {q: nesting.whole(table, scope=self.scope) for q, table in tables.items()}
        is_part = own and agency_id in self.scope.family.parents
        node = (*path[1:], OWN) if is_part else path[1:]
        return self._told(
            self._parts(tables, whole=whole).at(node),
            lambda then: then[-1:] == (agency_id,) if is_part else agency_id in then,
        )

    def told_below(self, agency_id: int) -> Callable[[Node], PerQuestion]:
        """Of what stands directly below an agency, where the other reading of the past is told."""

        def at(node: Node) -> PerQuestion:
            beginning = (agency_id,) if node == (OWN,) else (agency_id, *node)
            return self._allowed(lambda then: _runs(then, beginning, to_the_end=node == (OWN,)))

        return at

    def _told(self, cuts: PerQuestion, holds: Holds) -> PerQuestion:
        """As it was then, only where that tells no more than the reading as it is now."""
        if self.scope.selection.lineage is not Lineage.THEN:
            return cuts
        allowed = self._allowed(holds)
        return {question: own & allowed[question] for question, own in cuts.items()}

    def _allowed(self, holds: Holds) -> PerQuestion:
        key = ("told", self.method.version_ids, self.questions)
        if key not in self.scope.seen:
            self.scope.seen[key] = readings.told(
                self.session, self.scope, method=self.method, questions=self.questions
            )
        told: Mapping[str, Told] = self.scope.seen[key]
        return {question: one.allowed(holds) for question, one in told.items()}

    def parts(self, *, of: Slice, by: tuple[Group, ...], place: Place, whole: PerQuestion) -> Parts:
        return self._parts(self._by_month(of=of, by=by, place=place), whole=whole)

    def procedures(
        self, *, of: Slice, whole: PerQuestion, by: tuple[Group, ...] = (), depth: int = 2
    ) -> Parts:
        """Fields, their procedures unless `depth` is 1, and more groups within them."""
        place = places.by_procedure(self.scope, depth=depth)
        return self.parts(of=of, by=(Group.PROCEDURE, *by), place=place, whole=whole)

    def across_points(self, point_id: int, *, depth: int) -> Callable[[Node], PerQuestion]:
        """Of what was asked at a point, as a part of the same at all points of the agency."""
        agency_id = self.agency_of(point_id)
        if agency_id is None:
            return lambda _node: dict.fromkeys(self.questions, NEVER)
        whole, of = self.of_agency(agency_id, own=True), self.scope.own(agency_id)
        parts = self.procedures(of=of, whole=whole, by=(Group.POINT,), depth=depth)
        return lambda node: parts.at((*node, point_id))

    def across_procedures(self) -> Callable[[Node], PerQuestion]:
        """Of the procedure asked for at a point, as a part of what was asked at the point."""
        wanted, chosen = self.wanted(), self.scope.selection
        parts = self.parts(
            of=self.scope.of(filtered=False),
            by=(Group.POINT, Group.PROCEDURE),
            place=places.within_point(self.scope, depth=len(wanted)),
            whole=self.of_agency(chosen.agency_id),
        )
        return lambda node: parts.at((node[-1], *wanted))

    def agency_of(self, point_id: int) -> int | None:
        """The agency that a point is counted for; None outside of what the reader may see."""
        registered = points.agency_of(self.session, point_id=point_id)
        last = self.scope.selection.period.last
        path = self.scope.family.path(registered, month=last) if registered else ()
        return path[-1] if path else None

    def wanted(self) -> Node:
        """The place of the procedure or field that is asked for."""
        chosen = self.scope.selection
        if chosen.procedure_id is not None:
            return self.scope.catalogue.place(chosen.procedure_id)
        return (chosen.field_id,) if chosen.field_id is not None else ()

    def _of_point(self, point_id: int) -> PerQuestion:
        """Among the points of its agency; its procedures also among those of the agency."""
        agency_id, node = self.agency_of(point_id), self.wanted()
        if agency_id is None:
            return dict.fromkeys(self.questions, NEVER)
        whole, of = self.of_agency(agency_id, own=True), self.scope.own(agency_id)
        beside = self.parts(of=of, by=(Group.POINT,), place=places.by_key, whole=whole)
        point = beside.at((point_id,))
        if not node:
            return point
        of_point = of._replace(point_id=point_id)
        inside = self.procedures(of=of_point, whole=point, depth=len(node))
        return inside.within(self.across_points(point_id, depth=len(node))).at(node)

    def _by_month(self, *, of: Slice, by: tuple[Group, ...], place: Place) -> dict[str, Table]:
        return counting.by_month(
            self.session,
            self.scope,
            method=self.method,
            of=of,
            by=by,
            place=place,
            questions=self.questions,
        )

    def _parts(self, tables: Mapping[str, Table], *, whole: PerQuestion) -> Parts:
        return Parts(
            {
                question: nesting.nested(table, whole=whole[question], scope=self.scope)
                for question, table in tables.items()
            }
        )


def _runs(path: Path, beginning: Path, *, to_the_end: bool) -> bool:
    """Whether a path goes through these agencies one after the other, or ends with them."""
    if beginning[0] not in path:
        return False
    inner = path[path.index(beginning[0]) :]
    return inner == beginning if to_the_end else inner[: len(beginning)] == beginning


def _at(tree: Mapping[Node, Cuts], node: Node) -> Cuts:
    while node not in tree:
        node = node[:-1]
    return tree[node]
