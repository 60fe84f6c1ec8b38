"""Answers of the same people beside each other, as patterns with counts that give nobody away.

Whatever a reader can select is made of agencies, months, versions and channels. So these are the
smallest parts, and a part with 1 to threshold - 1 complete rows is left out: no sum or difference
of what is counted here then holds fewer people than the threshold. Months that may still
grow wait, so that nobody can compare a month with itself a day later.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from itertools import groupby
from math import isnan
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from survey import closing
from survey.clock import next_month
from survey.measures.coding import Column
from survey.measures.methods import Method
from survey.measures.scope import Scope
from survey.measures.selection import Period
from survey.queries import patterns
from survey.queries.patterns import Pattern

MOST_RATINGS = 1_000_000
"""Of a selection: more take too long to count while somebody waits."""
MOST_ROWS = 100_000
"""Different answers, counted anew in each agency and month: so many are read into memory."""
MOST_PATTERNS = 10_000
"""Different rows: so many are drawn again and again for an interval."""

Floats = NDArray[np.float64]
Row = tuple[float, ...]
Part = Counter[Row]
"""The rows of one agency, month and version."""


class TooMany(Exception):
    """More ratings, or more different ones, than can be counted while somebody waits."""


@dataclass(frozen=True, eq=False)
class Patterns:
    """One row for all who answered alike; NaN where they left a question out."""

    rows: Floats
    counts: NDArray[np.int64]

    @property
    def n(self) -> int:
        return int(self.counts.sum())

    @property
    def complete(self) -> "Patterns":
        return self.where(np.asarray(~np.isnan(self.rows).any(axis=1)))

    def where(self, chosen: NDArray[np.bool_]) -> "Patterns":
        return Patterns(self.rows[chosen], self.counts[chosen])


class Gathered(NamedTuple):
    """All that may be counted, and those parts in which two kinds of rows may be told apart."""

    everyone: Patterns
    apart: Patterns


def gather(
    session: Session,
    *,
    scope: Scope,
    method: Method,
    columns: Sequence[Column],
    kind: Callable[[Row], bool] = lambda _row: True,
) -> Gathered:
    """Raises TooMany.

    `kind` tells two sorts of complete rows; where one of them is small in a part, the part
    is not `apart`.
    """
    period = closed(scope)
    if period and scope.responses(channel=scope.selection.channel, period=period) > MOST_RATINGS:
        raise TooMany
    everyone, apart = Part(), Part()
    versions = _alike(method, columns=columns)
    for part in _parts(session, scope=scope, versions=versions, columns=columns, period=period):
        complete = [(row, n) for row, n in part.items() if not any(map(isnan, row))]
        first = sum(n for row, n in complete if kind(row))
        other = sum(n for _row, n in complete) - first
        if _is_small(first + other, scope=scope):
            continue
        everyone.update(part)
        if not _is_small(first, scope=scope) and not _is_small(other, scope=scope):
            apart.update(part)
        if len(everyone) > MOST_PATTERNS:
            raise TooMany
    return Gathered(*(_patterns(found, width=len(columns)) for found in (everyone, apart)))


def closed(scope: Scope) -> Period | None:
    """The months of the selection that cannot grow any more."""
    chosen = scope.selection
    done = [
        month
        for month in chosen.period.months
        if not closing.may_grow(next_month(month) - timedelta(days=1), today=chosen.today)
    ]
    return Period(done[0], done[-1]) if done else None


def _alike(method: Method, *, columns: Sequence[Column]) -> tuple[int, ...]:
    """The versions that ask all of it as the newest does."""
    questions = dict.fromkeys(question for column in columns for question in column.questions)
    asked = method.asked(questions).values()
    return tuple(key for key in method.version_ids if all(key in versions for versions in asked))


def _parts(
    session: Session,
    *,
    scope: Scope,
    versions: tuple[int, ...],
    columns: Sequence[Column],
    period: Period | None,
) -> Iterator[Part]:
    if period is None:
        return
    found = patterns.by_month(
        session,
        members=scope.of(period=period, filtered=False).members,
        channel=scope.selection.channel,
        version_ids=versions,
        at_most=MOST_ROWS + 1,
    )
    if len(found) > MOST_ROWS:
        raise TooMany
    read = _reader(columns)
    for _key, alike in groupby(found, key=lambda pattern: pattern[:3]):
        yield _part(alike, read=read)


def _reader(columns: Sequence[Column]) -> Callable[[str], Row]:
    """What was answered alike in many agencies and months is read once."""

    @cache
    def read(written: str) -> Row:
        answers = json.loads(written)
        return tuple(column.read(answers) for column in columns)

    return read


def _part(found: Iterable[Pattern], *, read: Callable[[str], Row]) -> Part:
    part = Part()
    for pattern in found:
        part[read(pattern.answers)] += pattern.n
    return part


def _is_small(n: int, *, scope: Scope) -> bool:
    return 0 < n < scope.threshold


def _patterns(part: Part, *, width: int) -> Patterns:
    """In an order of their own, so that the same answers are always drawn alike."""
    rows = sorted(part, key=repr)
    return Patterns(
        np.array(rows, float).reshape(len(rows), width),
        np.array([part[row] for row in rows], np.int64),
    )
