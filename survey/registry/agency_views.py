"""Pages of agencies: browse the tree of a day, read one, enter, correct and move it."""

from flask import g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from survey import db, permissions
from survey.models.agency import Agency, AgencyKind
from survey.policy import ADMINISTRATORS, EVERYONE
from survey.queries import agencies, agency_lists, offerings, placements, successions
from survey.queries import points as point_lists
from survey.queries.agency_lists import AgencyFilter
from survey.queries.paging import Window
from survey.queries.points import PointFilter
from survey.registry import agencies as upkeep
from survey.registry import agency_questions
from survey.registry.agency_forms import AgencyFilterForm, AgencyForm, MoveForm
from survey.registry.blueprint import bp
from survey.registry.choosing import Choice, choose_agency
from survey.staff import listing, trails
from survey.staff.form_base import chosen, saved
from survey.staff.pages import form_page, on_to
from survey.staff.standing import (
    above,
    actor,
    chosen_agency,
    may_change,
    may_place,
    reachable,
    territory,
    the_agency,
    today,
)
from survey.staff.trails import Step

POINTS_SHOWN = 10


@bp.get("/registers/agencies", endpoint="agencies")
def browse() -> ResponseReturnValue:
    """What the person is responsible for; with words or a kind, everything below as well."""
    filters = AgencyFilterForm(request.args)
    asked = listing.asked(filters, orders=agency_lists.ORDERS, default="name", today=today())
    kind = chosen(AgencyKind, filters.kind.data)
    searching = bool(asked.words or kind or asked.any_time)
    where = AgencyFilter(
        day=asked.day,
        within=territory(),
        among=None if searching else permissions.held(g.person, roles=EVERYONE),
        words=asked.words,
        kind=kind,
        any_time=asked.any_time,
    )
    found = agency_lists.found(db.session(), where=where, order=asked.order, window=asked.window)
    ids = [row.id for row in found.rows]
    return render_template(
        "registry/agencies.html",
        filters=filters,
        asked=asked,
        found=found,
        directly_below=agency_lists.directly_below(db.session(), agency_ids=ids, day=asked.day),
        parents=placements.parents(db.session(), agency_ids=ids, day=asked.day),
        searching=searching,
    )


@bp.get("/registers/agencies/<agency_code>", endpoint="agency")
def read(agency_code: str) -> ResponseReturnValue:
    session, agency = db.session(), the_agency(agency_code)
    filters = AgencyFilterForm(request.args)
    asked = listing.asked(filters, orders=agency_lists.ORDERS, default="name", today=today())
    path = agencies.path(session, agency_id=agency.id, day=asked.day)
    before = successions.agencies_before(session, agency_id=agency.id)
    after = successions.agencies_after(session, agency_id=agency.id)
    theirs = reachable([step.id for step in path] + [kin.id for kin in before + after])
    where = AgencyFilter(
        day=asked.day, parent_id=agency.id, words=asked.words, any_time=asked.any_time
    )
    below = agency_lists.found(session, where=where, order=asked.order, window=asked.window)
    served = PointFilter(day=asked.day, agency_id=agency.id, any_time=asked.any_time)
    points = point_lists.found(session, where=served, window=Window(limit=POINTS_SHOWN))
    return render_template(
        "registry/agency.html",
        agency=agency,
        filters=filters,
        asked=asked,
        trail=trails.to_agency(
            path, on_day=None if asked.is_today else asked.day, reachable=theirs
        ),
        reachable=theirs,
        below=below,
        directly_below=agency_lists.directly_below(
            session, agency_ids=[row.id for row in below.rows], day=asked.day
        ),
        points=points,
        offered=offerings.counts(
            session, point_ids=[point.id for point in points.rows], day=asked.day
        ),
        stays=placements.history(session, agency_id=agency.id),
        before=before,
        after=after,
        may_change=may_place(above(path)),
        asks=agency_questions.in_use(session, agency_id=agency.id, day=asked.day),
    )


@bp.route("/registers/top-agencies/new", methods=["GET", "POST"], endpoint="new_top_agency")
def enter_top() -> ResponseReturnValue:
    return _enter(under=None)


@bp.route(
    "/registers/agencies/<agency_code>/below/new", methods=["GET", "POST"], endpoint="new_agency"
)
def enter_below(agency_code: str) -> ResponseReturnValue:
    return _enter(under=agency_code)


def _enter(*, under: str | None) -> ResponseReturnValue:
    parent = the_agency(under) if under else None
    form = AgencyForm(valid_from=today())
    done = saved(
        form,
        lambda session: upkeep.create(session, details=form.details(), parent=parent, by=actor()),
    )
    if done:
        told = _("The agency was entered.")
        return on_to("registry.agency", told=told, agency_code=done.result.code)
    return form_page("registry/enter_agency.html", form=form, parent=parent)


@bp.route("/registers/agencies/<agency_code>/edit", methods=["GET", "POST"], endpoint="edit_agency")
def correct(agency_code: str) -> ResponseReturnValue:
    agency = the_agency(agency_code)
    form = AgencyForm(obj=agency)
    if saved(
        form,
        lambda session: upkeep.edit(session, agency=agency, details=form.details(), by=actor()),
    ):
        return on_to("registry.agency", told=_("The agency was saved."), agency_code=agency.code)
    return form_page(
        "registry/edit_agency.html",
        form=form,
        agency=agency,
        may_change=may_change(agency, day=today()),
    )


@bp.route("/registers/agencies/<agency_code>/move", methods=["GET", "POST"], endpoint="move_agency")
def move(agency_code: str) -> ResponseReturnValue:
    """First the parent is chosen from a list, then the day is asked."""
    agency, parent = the_agency(agency_code), chosen_agency(request.args.get("parent"))
    trail = trails.for_agency(agency, last=_("Move"))
    if parent is None:
        return _choose_parent(agency, trail=trail)
    form = MoveForm(day=today())
    if saved(
        form,
        lambda session: upkeep.move(
            session, agency=agency, parent=parent, day=form.day.data, by=actor()
        ),
    ):
        return on_to("registry.agency", told=_("The move was saved."), agency_code=agency.code)
    return form_page(
        "registry/move_agency.html", form=form, agency=agency, parent=parent, trail=trail
    )


def _choose_parent(agency: Agency, *, trail: list[Step]) -> ResponseReturnValue:
    return choose_agency(
        Choice(
            title=_("Move below another agency"),
            step=_("Choose the new parent"),
            next_step=_("Choose the day"),
        ),
        trail=trail,
        roles=ADMINISTRATORS,
        address_of=lambda row: url_for(
            "registry.move_agency", agency_code=agency.code, parent=row.code
        ),
        leave_out=[agency.id],
    )
