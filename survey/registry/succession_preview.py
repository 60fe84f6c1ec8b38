"""What a change of agencies would do, shown before it is done."""

from typing import NamedTuple

from flask import render_template, request

from survey import db
from survey.errors.registers import Refusal
from survey.models.agency import Agency
from survey.queries import agencies
from survey.registry import agency_changes
from survey.registry.agency_plan import ENDS, Change, estate
from survey.registry.succession_forms import without_assignments
from survey.staff import trails
from survey.staff.form_base import RegisterForm
from survey.staff.standing import actor


class Named(NamedTuple):
    """Something that the preview names."""

    id: int
    name_vi: str
    name_en: str | None


def preview(form: RegisterForm, change: Change, *, title: str) -> str | None:
    """A page found by doing it and taking it back; None when the registers refuse."""
    named = _named(change)
    trail = trails.for_agency(change.predecessors[0], last=title)
    try:
        with db.transaction() as session:
            outcome = agency_changes.rehearse(session, change=change, by=actor())
    except Refusal as refusal:
        form.refuse(refusal)
        return None
    return render_template(
        "registry/preview.html",
        title=title,
        trail=trail,
        change=change,
        outcome=outcome,
        kept=without_assignments(request.form),
        ends=ENDS,
        **named,
    )


def _named(change: Change) -> dict[str, list[Named]]:
    """Read before the rehearsal, whose end forgets what it had loaded."""
    held = estate(db.session(), agencies=change.predecessors, day=change.day)
    below = agencies.by_ids(db.session(), agency_ids=[row.agency_id for row in held.below])
    return {
        "ending": [_of(agency) for agency in change.predecessors],
        "below": [_of(agency) for agency in below],
        "points": [Named(row.id, row.name_vi, row.name_en) for row in held.points],
        "heirs": _heirs(change),
        "parents": [_of(change.parent)] if change.parent else [],
    }


def _heirs(change: Change) -> list[Named]:
    if change.continuing is not None:
        return [_of(change.continuing)]
    return [
        Named(number, details.name_vi, details.name_en) for number, details in enumerate(change.new)
    ]


def _of(agency: Agency) -> Named:
    return Named(agency.id, agency.name_vi, agency.name_en)
