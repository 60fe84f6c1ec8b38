"""The figures of groups: each counted, and put into its state."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy.orm import Session

from survey.measures import counting, figures, methods
from survey.measures.counting import Counts, Node, Place, Table
from survey.measures.disclosure import Cuts
from survey.measures.figure import Figure, State
from survey.measures.methods import Method
from survey.measures.recipe import Recipe
from survey.measures.scope import Scope
from survey.measures.visibility import PerQuestion
from survey.queries.slices import Group, Slice

RowKey = Any
Rows = Mapping[RowKey, Sequence[Node]]
"""The nodes that a row of a table is made of."""
Stretch = tuple[int, int]


@dataclass(frozen=True)
class Counted:
    """The answers of a period by rows, with what of them may be shown."""

    rows: tuple[RowKey, ...]
    counts: Mapping[str, Counts]
    """Rows by options for each question."""
    sizes: Mapping[str, tuple[int, ...]]
    """How many answered; of a question with several answers, how many rated."""
    states: Mapping[str, tuple[State, ...]]

    def figures(self, recipe: Recipe) -> dict[RowKey, Figure]:
        states = [
            joined([self.states[question][place] for question in recipe.questions])
            for place in range(len(self.rows))
        ]
        found = figures.figures(recipe, table=self.counts, states=states)
        return dict(zip(self.rows, found, strict=True))


def joined(states: Sequence[State]) -> State:
    """A figure of several questions needs each of them."""
    for state in (State.TOO_FEW, State.NO_DATA):
        if state in states:
            return state
    return State.SHOWN


def count(
    session: Session,
    scope: Scope,
    *,
    method: Method,
    questions: Sequence[str],
    stretch: Callable[[RowKey], Stretch],
    cuts: Callable[[Node], PerQuestion],
    of: Slice,
    by: Sequence[Group],
    place: Place,
    rows: Rows,
) -> Counted:
    """`cuts`: the boundaries of a node; `stretch`: those of the period that a row is about."""
    tables = counting.by_answer(
        session, scope, method=method, of=of, by=by, place=place, questions=questions
    )
    counts, sizes, states = {}, {}, {}
    for question in questions:
        width = len(method.definition.scale_of(question).labels)
        sums = [_sum(tables[question], nodes=nodes, width=width) for nodes in rows.values()]
        counts[question] = np.array(sums, np.int64).reshape(len(rows), width)
        sizes[question] = tuple(int(n) for n in counts[question].sum(axis=1))
        if methods.takes_several(method.definition, question=question):
            n = counting.raters(
                session, scope, method=method, of=of, by=by, place=place, question=question
            )
            sizes[question] = tuple(
                sum(n.get(node, 0) for node in nodes) for nodes in rows.values()
            )
        states[question] = tuple(
            state(
                n,
                cuts=[cuts(node)[question] for node in nodes],
                stretch=stretch(row),
                threshold=scope.threshold,
            )
            for (row, nodes), n in zip(rows.items(), sizes[question], strict=True)
        )
    return Counted(tuple(rows), counts, sizes, states)


def state(n: int, *, cuts: Sequence[Cuts], stretch: Stretch, threshold: int) -> State:
    """Hidden where a part of the group cannot be cut at the ends of the stretch."""
    if stretch[0] == stretch[1]:
        return State.NO_DATA
    if not all(own.issuperset(stretch) for own in cuts) or 0 < n < threshold:
        return State.TOO_FEW
    return State.SHOWN if n else State.NO_DATA


def _sum(table: Table, *, nodes: Sequence[Node], width: int) -> Counts:
    return sum((table[node] for node in nodes if node in table), np.zeros(width, np.int64))
