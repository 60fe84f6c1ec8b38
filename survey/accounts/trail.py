"""The page of the audit trail."""

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import format_date

from survey import db, permissions
from survey.accounts import trail_naming, trail_values, trail_words
from survey.accounts.trail_naming import Known
from survey.audit import Values
from survey.clock import local_day
from survey.policy import ADMINISTRATORS
from survey.queries import trail
from survey.queries.trail import Event

PAGE_LENGTH = 50
NOTED_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
bp = Blueprint("trail", __name__)


class Change(NamedTuple):
    """One value; empty where there was, or is, none."""

    name: str
    before: str
    after: str


class Noted(NamedTuple):
    """An event with what its details say, in the words and names of the reader."""

    event: Event
    subjects: list[tuple[str, str]]
    changes: list[Change]


@bp.get("/audit")
def index() -> ResponseReturnValue:
    scope = permissions.scope(
        db.session(), person=g.person, day=local_day(g.now), roles=ADMINISTRATORS
    )
    pages = -(-trail.number_of_events(db.session(), agency_ids=scope) // PAGE_LENGTH) or 1
    page = min(max(request.args.get("page", 1, type=int), 1), pages)
    events = trail.events(
        db.session(), agency_ids=scope, offset=(page - 1) * PAGE_LENGTH, limit=PAGE_LENGTH
    )
    return render_template(
        "accounts/trail.html",
        rows=noted(events),
        page=page,
        pages=pages,
        actions=trail_words.ACTIONS,
    )


def noted(events: list[Event]) -> list[Noted]:
    details = [json.loads(event.details) for event in events]
    everything = [values for one in details for values in one.values()]
    names = trail_naming.known(db.session(), noted=everything)
    return [
        Noted(event, _subjects(one.get("subject", {}), names=names), _changes(one, names=names))
        for event, one in zip(events, details, strict=True)
    ]


def _subjects(subject: Values, *, names: Known) -> list[tuple[str, str]]:
    """What it was done to."""
    return [(_named(noun), _written(noun, value, names=names)) for noun, value in subject.items()]


def _changes(details: Mapping[str, Values], *, names: Known) -> list[Change]:
    before, after = details.get("before", {}), details.get("after", {})
    changes = (
        Change(
            _named(noun),
            _written(noun, before.get(noun), names=names),
            _written(noun, after.get(noun), names=names),
        )
        for noun in sorted(before.keys() | after.keys())
    )
    return [change for change in changes if change.before or change.after]


def _named(name: str) -> str:
    """A name that has no words yet stands as it is: the trail hides nothing."""
    return str(trail_words.NAMES.get(name, name))


def _written(noun: str, value: object, *, names: Known) -> str:
    words = trail_values.written(noun, value)
    if words is not None:
        return words
    if isinstance(value, str) and NOTED_DAY.fullmatch(value):
        return str(format_date(date.fromisoformat(value)))
    return trail_naming.written(noun, value, names=names)
