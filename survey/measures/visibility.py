"""In which periods a selection and its parts can be shown, question by question."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from sqlalchemy.orm import Session

from survey.measures import counting, nesting, places, readings
from survey.measures.counting import Node, Place, Table
from survey.measures.crossed_counts import CrossedCounts
from survey.measures.crossings import Crossing
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

    def at(self, node: Node) -> dict[str, Cuts]:
        """Of one part; one that nobody rated has the boundaries of what it is part of."""
        return {question: _at(tree, node) for question, tree in self.cuts.items()}


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
            found |= replace(self, questions=missing).of_chosen(self.wanted())
        return {question: found[question] for question in self.questions}

    def of_chosen(self, asked: Node) -> PerQuestion:
        """Of the agency or point that is chosen, and of what was asked there."""
        place = self.place()
        if place is None:
            return dict.fromkeys(self.questions, NEVER)
        if asked:
            return {question: one.throughout(place, asked) for question, one in self._crossed()}
        if places.is_point(self.scope, place):
            return self._of_point(place)
        return self.of_agency(self.scope.selection.agency_id)

    def of_agency(self, agency_id: int, *, own: bool = False) -> PerQuestion:
        """Wherever it stood; `own`: without what is counted for the agencies below it."""
        path = self._path(agency_id)
        if not path:
            return dict.fromkeys(self.questions, NEVER)
        is_part = own and agency_id in self.scope.family.parents
        return self._told(
            self._agencies().at((*path[1:], OWN) if is_part else path[1:]),
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

    def tables(self, *, of: Slice, by: tuple[Group, ...], place: Place) -> dict[str, Table]:
        """Everybody who answered, by month."""
        return counting.by_month(
            self.session,
            self.scope,
            method=self.method,
            of=of,
            by=by,
            place=place,
            questions=self.questions,
        )

    def parts(self, tables: Mapping[str, Table], *, whole: PerQuestion) -> Parts:
        return Parts(
            {
                question: nesting.nested(table, whole=whole[question], scope=self.scope)
                for question, table in tables.items()
            }
        )

    def at(self, place: Node, asked: Node) -> PerQuestion:
        """Of a place below the top and of a field, or a procedure of it, that was asked there."""
        return {question: one.at(place, asked) for question, one in self._crossed()}

    def place(self) -> Node | None:
        """Where the agency or point that is chosen stands below the top; None outside of it."""
        chosen = self.scope.selection
        if chosen.point_id is None:
            return self.place_of(chosen.agency_id)
        registered = points.agency_of(self.session, point_id=chosen.point_id)
        path = self._path(registered) if registered else ()
        if not path:
            return None
        own = (OWN,) if path[-1] in self.scope.family.parents else ()
        return (*path[1:], *own, chosen.point_id)

    def place_of(self, agency_id: int) -> Node | None:
        path = self._path(agency_id)
        return path[1:] if path else None

    def _path(self, agency_id: int) -> Path:
        """The agencies that one is counted for, as the period ends."""
        return self.scope.family.path(agency_id, month=self.scope.selection.period.last)

    def wanted(self) -> Node:
        """The place of the procedure or field that is asked for."""
        chosen = self.scope.selection
        if chosen.procedure_id is not None:
            return self.scope.catalogue.place(chosen.procedure_id)
        return (chosen.field_id,) if chosen.field_id is not None else ()

    def _of_place(self, place: Node) -> PerQuestion:
        """Of whatever was asked at a point, or at an agency while it stood there."""
        if places.is_point(self.scope, place):
            return self._of_point(place)
        is_part = place[-1:] == (OWN,)
        beginning = (self.scope.family.top, *(place[:-1] if is_part else place))
        return self._told(
            self._agencies().at(place), lambda then: _runs(then, beginning, to_the_end=is_part)
        )

    def _of_point(self, place: Node) -> PerQuestion:
        """A point is a part of what is its agency's own."""
        *above, point_id = place
        agency_id = places.agency_at(self.scope, tuple(above))
        whole, of = self.of_agency(agency_id, own=True), self.scope.own(agency_id)
        tables = self.tables(of=of, by=(Group.POINT,), place=places.by_key)
        return self.parts(tables, whole=whole).at((point_id,))

    def _agencies(self) -> Parts:
        """All agencies that the reader may see."""
        key = ("agencies", self.method.version_ids, self.questions)
        if key not in self.scope.seen:
            top = self.scope.family.top
            tables = self.tables(
                of=self.scope.of(agency_id=top, filtered=False),
                by=(Group.AGENCY,),
                place=places.by_agency(self.scope, below=top),
            )
            whole = {q: nesting.whole(table, scope=self.scope) for q, table in tables.items()}
            self.scope.seen[key] = self.parts(tables, whole=whole)
        found: Parts = self.scope.seen[key]
        return found

    def _asked(self) -> Parts:
        """What was asked wherever the reader may see."""
        top = self.scope.family.top
        tables = self.tables(
            of=self.scope.of(agency_id=top, filtered=False),
            by=(Group.PROCEDURE,),
            place=places.by_procedure(self.scope),
        )
        return self.parts(tables, whole=self.of_agency(top))

    def _crossed(self) -> Iterable[tuple[str, Crossing]]:
        key = ("crossings", self.method.version_ids, self.questions)
        if key not in self.scope.seen:
            self.scope.seen[key] = self._crossings()
        found: Mapping[str, Crossing] = self.scope.seen[key]
        return found.items()

    def _crossings(self) -> Mapping[str, Crossing]:
        counts = CrossedCounts(self.session, self.scope, self.method, self.questions)
        of_place, of_asked = cache(self._of_place), cache(self._asked().at)
        below = cache(counts.below)

        def crossing(question: str) -> Crossing:
            return Crossing(
                self.scope,
                lambda place: of_place(place)[question],
                lambda asked: of_asked(asked)[question],
                lambda above: below(above)[question],
            )

        return {question: crossing(question) for question in self.questions}


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
