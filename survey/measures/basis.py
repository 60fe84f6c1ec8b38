"""On what a frozen figure rests: which sealed rows were counted, and which questions of theirs.

Written down with the figure, so that it is recomputed from the same rows whatever the registers
say later about agencies and procedures.
"""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from survey.leaf import canonical
from survey.measures import recipe
from survey.measures.scope import Scope
from survey.models.rating import Channel
from survey.queries.slices import Members, Slice


@dataclass(frozen=True)
class Basis:
    of: Slice
    channel: Channel
    version_ids: tuple[int, ...]
    """The questionnaire versions that are counted together; others are ratings alone."""
    questions: tuple[str, ...]


def of_scope(scope: Scope) -> Basis:
    """Of the index of a selection in its period."""
    method = scope.method
    index = recipe.of_index(method) if method else None
    return Basis(
        scope.of(period=scope.selection.period),
        scope.selection.channel,
        method.version_ids if method and index else (),
        index.questions if index else (),
    )


def written(basis: Basis) -> str:
    of = basis.of
    return canonical(
        {
            "agencies": [
                {"ids": some.agency_ids, "first": _day(some.first), "last": _day(some.last)}
                for some in of.members
            ],
            "point": of.point_id,
            "procedures": of.procedure_ids,
            "channel": basis.channel.value,
            "versions": basis.version_ids,
            "questions": basis.questions,
        }
    )


def read(text: str) -> Basis:
    """What `written` wrote."""
    found: dict[str, Any] = json.loads(text)
    members = tuple(
        Members(tuple(some["ids"]), _read_day(some["first"]), _read_day(some["last"]))
        for some in found["agencies"]
    )
    procedures = found["procedures"]
    return Basis(
        Slice(members, found["point"], None if procedures is None else tuple(procedures)),
        Channel(found["channel"]),
        tuple(found["versions"]),
        tuple(found["questions"]),
    )


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _read_day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
