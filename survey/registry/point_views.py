"""Pages of service points: find one, read it, enter, correct, close and open it again."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from survey import db
from survey.models.point import PointKind
from survey.queries import offerings
from survey.queries import points as point_lists
from survey.queries.paging import Window
from survey.queries.points import PointFilter
from survey.registry import points as upkeep
from survey.registry.blueprint import bp
from survey.registry.point_forms import EndPointForm, PointFilterForm, PointForm
from survey.staff import listing, trails
from survey.staff.form_base import chosen, saved
from survey.staff.pages import form_page, on_to
from survey.staff.standing import actor, agency_of, territory, the_agency, the_point, today

OFFERS_SHOWN = 10


@bp.get("/registers/points", endpoint="points")
def browse() -> ResponseReturnValue:
    filters = PointFilterForm(request.args)
    asked = listing.asked(filters, orders=point_lists.ORDERS, default="agency", today=today())
    found = point_lists.found(
        db.session(),
        where=PointFilter(
            day=asked.day,
            within=territory(),
            agency_id=_narrowed_to(request.args.get("agency")),
            words=asked.words,
            kind=chosen(PointKind, filters.kind.data),
            any_time=asked.any_time,
        ),
        order=asked.order,
        window=asked.window,
    )
    return render_template(
        "registry/points.html",
        filters=filters,
        asked=asked,
        found=found,
        offered=offerings.counts(
            db.session(), point_ids=[row.id for row in found.rows], day=asked.day
        ),
    )


def _narrowed_to(agency_code: str | None) -> int | None:
    return the_agency(agency_code).id if agency_code else None


@bp.get("/registers/points/<point_code>", endpoint="point")
def read(point_code: str) -> ResponseReturnValue:
    point = the_point(point_code)
    return render_template(
        "registry/point.html",
        point=point,
        agency=agency_of(point),
        trail=trails.to_point(point),
        today=today(),
        offered=offerings.at_point(
            db.session(), point_id=point.id, day=today(), window=Window(limit=OFFERS_SHOWN)
        ),
    )


@bp.route(
    "/registers/agencies/<agency_code>/points/new", methods=["GET", "POST"], endpoint="new_point"
)
def enter(agency_code: str) -> ResponseReturnValue:
    agency = the_agency(agency_code)
    form = PointForm(valid_from=today())
    done = saved(
        form,
        lambda session: upkeep.create(session, agency=agency, details=form.details(), by=actor()),
    )
    if done:
        told = _("The service point was entered. Choose what it offers.")
        return on_to("registry.add_offers", told=told, point_code=done.result.code)
    return form_page("registry/enter_point.html", form=form, agency=agency)


@bp.route("/registers/points/<point_code>/edit", methods=["GET", "POST"], endpoint="edit_point")
def correct(point_code: str) -> ResponseReturnValue:
    point = the_point(point_code)
    form = PointForm(obj=point)
    done = saved(
        form,
        lambda session: upkeep.edit(
            session, point=point, agency=agency_of(point), details=form.details(), by=actor()
        ),
    )
    if done:
        return on_to(
            "registry.point", told=_("The service point was saved."), point_code=point.code
        )
    return form_page(
        "registry/edit_point.html", form=form, point=point, trail=trails.to_point(point)
    )


@bp.route("/registers/points/<point_code>/end", methods=["GET", "POST"], endpoint="end_point")
def close(point_code: str) -> ResponseReturnValue:
    point = the_point(point_code)
    form = EndPointForm(day=today())
    done = saved(
        form,
        lambda session: upkeep.end(session, point=point, last_day=form.day.data, by=actor()),
    )
    if done:
        told = _("The end of the service point was saved.")
        return on_to("registry.point", told=told, point_code=point.code)
    return form_page(
        "registry/end_point.html",
        form=form,
        point=point,
        trail=trails.to_point(point),
        offered=offerings.at_point(
            db.session(), point_id=point.id, day=today(), window=Window(limit=1)
        ).total,
    )


@bp.post("/registers/points/<point_code>/reopen", endpoint="reopen_point")
def open_again(point_code: str) -> ResponseReturnValue:
    point = the_point(point_code)
    with db.transaction() as session:
        upkeep.reopen(session, point=point, by=actor())
    return on_to(
        "registry.point", told=_("The service point is open again."), point_code=point.code
    )
