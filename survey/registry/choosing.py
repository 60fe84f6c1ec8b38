"""A page on which an agency is chosen before a form can be filled in."""

from collections.abc import Callable, Collection
from typing import NamedTuple

from flask import render_template, request
from flask.typing import ResponseReturnValue

from survey import db
from survey.models.account import Role
from survey.models.agency import AgencyKind
from survey.queries import agency_lists, placements
from survey.queries.agency_lists import AgencyFilter, AgencyRow
from survey.registry.agency_forms import AgencyFilterForm
from survey.staff import listing
from survey.staff.form_base import chosen
from survey.staff.standing import territory, today
from survey.staff.trails import Step


class Choice(NamedTuple):
    """What the page says."""

    title: str
    step: str
    """What is done here."""
    next_step: str
    lead: str = ""


def choose_agency(
    choice: Choice,
    *,
    trail: Collection[Step],
    roles: frozenset[Role],
    address_of: Callable[[AgencyRow], str],
    kind: AgencyKind | None = None,
    leave_out: Collection[int] = (),
) -> ResponseReturnValue:
    """Agencies in which the person holds one of the roles; each leads to its address.

    Those of `kind` are shown until another kind is asked for.
    """
    filters = AgencyFilterForm(request.args)
    if kind is not None and "kind" not in request.args:
        filters.kind.data = kind.value
    asked = listing.asked(filters, orders=agency_lists.ORDERS, default="name", today=today())
    where = AgencyFilter(
        day=asked.day,
        within=territory(roles),
        leave_out=leave_out,
        words=asked.words,
        kind=chosen(AgencyKind, filters.kind.data),
    )
    found = agency_lists.found(db.session(), where=where, order=asked.order, window=asked.window)
    return render_template(
        "registry/choose_agency.html",
        choice=choice,
        trail=trail,
        filters=filters,
        asked=asked,
        found=found,
        parents=placements.parents(
            db.session(), agency_ids=[row.id for row in found.rows], day=asked.day
        ),
        address_of=address_of,
    )
