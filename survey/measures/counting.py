"""Rows of the tallies gathered into tables: groups by months, and groups by answers."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from survey.measures import methods
from survey.measures.methods import Method
from survey.measures.scope import Scope
from survey.queries import tallies
from survey.queries.slices import Group, Key, Slice
from survey.queries.tallies import Answered

Counts = NDArray[np.int64]
Node = tuple[Any, ...]
"""A group by its place: it is part of the groups whose nodes it begins with."""
Place = Callable[[Key, date], Node | None]
"""The node of a row by the values of its groups and its month; None leaves the row out."""
Table = dict[Node, Counts]


def by_month(
    session: Session,
    scope: Scope,
    *,
    method: Method,
    of: Slice,
    by: Sequence[Group],
    place: Place,
    questions: Sequence[str],
) -> dict[str, Table]:
    """How many answered each question, by node and month of the scope."""
    positions = {month: position for position, month in enumerate(scope.months)}
    found: dict[str, dict[Node, list[int]]] = {question: {} for question in questions}
    placed = cache(place)  # a group and month comes once for every question
    groups = (*by, Group.MONTH)
    for row in _answered(session, scope, method=method, of=of, by=groups, questions=questions):
        month = row.key[-1]
        node = placed(row.key[:-1], month)
        if node is not None:
            table = found[row.question]
            if node not in table:
                table[node] = [0] * len(positions)
            table[node][positions[month]] += row.n
    return {
        question: {node: np.array(counts, np.int64) for node, counts in table.items()}
        for question, table in found.items()
    }


def by_answer(
    session: Session,
    scope: Scope,
    *,
    method: Method,
    of: Slice,
    by: Sequence[Group],
    place: Place,
    questions: Sequence[str],
) -> dict[str, Table]:
    """How often each answer was given, by node and option in the order of the scale."""
    options = {key: list(method.definition.scale_of(key).labels) for key in questions}
    found: dict[str, Table] = {question: {} for question in questions}
    asked, channel = method.asked(questions), scope.selection.channel
    groups = with_month(by, scope=scope)
    for row in tallies.answers(session, of=of, by=groups, channel=channel, asked=asked):
        node = place(*key_and_month(row.key, scope=scope))
        if node is not None and row.answer in options[row.question]:
            counts = found[row.question].setdefault(node, _zeros(options[row.question]))
            counts[options[row.question].index(row.answer)] += row.n
    return found


def raters(
    session: Session,
    scope: Scope,
    *,
    method: Method,
    of: Slice,
    by: Sequence[Group],
    place: Place,
    question: str,
) -> dict[Node, int]:
    """How many rated in a version that asks the question, by node."""
    found: dict[Node, int] = {}
    (version_ids,) = method.asked([question]).values()
    rows = tallies.responses(
        session,
        of=of,
        by=with_month(by, scope=scope),
        channel=scope.selection.channel,
        version_ids=version_ids,
    )
    for key, n in rows:
        node = place(*key_and_month(key, scope=scope))
        if node is not None:
            found[node] = found.get(node, 0) + n
    return found


def with_month(by: Sequence[Group], *, scope: Scope) -> tuple[Group, ...]:
    """Where agencies move, a row must say its month to be placed."""
    return (*by, Group.MONTH) if scope.family.changes else tuple(by)


def key_and_month(key: Key, *, scope: Scope) -> tuple[Key, date]:
    return (key[:-1], key[-1]) if scope.family.changes else (key, date.max)


def _zeros(columns: Sequence[Any]) -> Counts:
    return np.zeros(len(columns), np.int64)


def _answered(
    session: Session,
    scope: Scope,
    *,
    method: Method,
    of: Slice,
    by: Sequence[Group],
    questions: Sequence[str],
) -> Iterator[Answered]:
    """Of a question with several answers the tallies do not know who answered: all who rated."""
    channel, definition = scope.selection.channel, method.definition
    several = [key for key in questions if methods.takes_several(definition, question=key)]
    single = [key for key in questions if key not in several]
    if single:
        asked = method.asked(single)
        yield from tallies.answered(session, of=of, by=by, channel=channel, asked=asked)
    for question, version_ids in method.asked(several).items():
        for key, n in tallies.responses(
            session, of=of, by=by, channel=channel, version_ids=version_ids
        ):
            yield Answered(key, question, n)
