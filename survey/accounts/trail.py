"""The page of the audit trail."""

import json
import re
from datetime import date
from typing import NamedTuple

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import format_date

from survey import db, permissions
from survey.accounts import trail_words, wording
from survey.clock import local_day
from survey.models.account import Role
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
        rows=events,
        page=page,
        pages=pages,
        changes=changes,
        subjects=subjects,
        actions=trail_words.ACTIONS,
    )


def subjects(event: Event) -> list[tuple[str, str]]:
    """What it was done to, as the registers number it."""
    named = json.loads(event.details).get("subject", {})
    return [(_named(kind), str(number)) for kind, number in named.items()]


def changes(event: Event) -> list[Change]:
    details = json.loads(event.details)
    before, after = details.get("before", {}), details.get("after", {})
    return [
        Change(_named(name), _written(name, before.get(name)), _written(name, after.get(name)))
        for name in sorted(before.keys() | after.keys())
    ]


def _named(name: str) -> str:
    """A name that has no words yet stands as it is: the trail hides nothing."""
    return str(trail_words.NAMES.get(name, name))


def _written(name: str, value: object) -> str:
    if name == "role":
        return str(wording.ROLES[Role(str(value))]) if value else ""
    if isinstance(value, str) and NOTED_DAY.fullmatch(value):
        return str(format_date(date.fromisoformat(value)))
    return "" if value is None else str(value)
