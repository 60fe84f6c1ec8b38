"""Pages of what a service point offers: the list with its dates, adding to it, taking away."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from survey import db
from survey.models.point import ServicePoint
from survey.queries import offerings, procedures
from survey.queries.procedures import ProcedureFilter
from survey.registry import offers
from survey.registry.blueprint import bp
from survey.registry.point_forms import OfferForm, StopForm
from survey.staff import listing, trails
from survey.staff.form_base import saved
from survey.staff.listing import FilterForm
from survey.staff.pages import form_page, on_to
from survey.staff.standing import actor, the_point, today


@bp.get("/registers/points/<point_code>/offers", endpoint="offers")
def browse(point_code: str) -> ResponseReturnValue:
    return _list(the_point(point_code), form=StopForm(day=today()))


@bp.post("/registers/points/<point_code>/offers/end", endpoint="stop_offers")
def stop(point_code: str) -> ResponseReturnValue:
    """Offers ticked in the list end together."""
    point, form = the_point(point_code), StopForm()
    done = saved(
        form,
        lambda session: offers.stop_offering(
            session,
            point=point,
            offering_ids=form.chosen.data,
            last_day=form.day.data,
            by=actor(),
        ),
    )
    if not done:
        return _list(point, form=form)
    told = ngettext("%(num)s procedure ends here.", "%(num)s procedures end here.", done.result)
    return on_to("registry.offers", told=told, point_code=point.code)


def _list(point: ServicePoint, *, form: StopForm) -> ResponseReturnValue:
    filters = FilterForm(request.args)
    asked = listing.asked(filters, orders=(), default="", today=today())
    found = offerings.at_point(
        db.session(),
        point_id=point.id,
        day=asked.day,
        words=asked.words,
        any_time=asked.any_time,
        window=asked.window,
    )
    return form_page(
        "registry/offers.html",
        form=form,
        filters=filters,
        asked=asked,
        point=point,
        trail=trails.to_point(point),
        found=found,
    )


@bp.route(
    "/registers/points/<point_code>/offers/add", methods=["GET", "POST"], endpoint="add_offers"
)
def add(point_code: str) -> ResponseReturnValue:
    """Procedures that the point does not offer yet; ticked ones begin together."""
    point = the_point(point_code)
    form = OfferForm(day=today())
    done = saved(
        form,
        lambda session: offers.offer(
            session,
            point=point,
            procedure_ids=form.chosen.data,
            first_day=form.day.data,
            by=actor(),
        ),
    )
    if done:
        told = ngettext(
            "%(num)s procedure was added.", "%(num)s procedures were added.", done.result
        )
        return on_to("registry.offers", told=told, point_code=point.code)
    filters = FilterForm(request.args)
    asked = listing.asked(filters, orders=procedures.ORDERS, default="name", today=today())
    where = ProcedureFilter(day=asked.day, words=asked.words, not_offered_at=point.id)
    return form_page(
        "registry/add_offers.html",
        form=form,
        filters=filters,
        asked=asked,
        point=point,
        trail=trails.to_point(point),
        found=procedures.found(db.session(), where=where, order=asked.order, window=asked.window),
    )
