"""Pages of closed dossiers: points with their months, a month of a point, a day to fill in."""

from datetime import date, timedelta

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from flask_babel import gettext as _

from survey import db
from survey.errors.problem import NotFound
from survey.errors.registers import CountsChanged
from survey.i18n import called
from survey.models.point import ServicePoint
from survey.queries import flows as counted
from survey.queries import offers, procedures
from survey.queries import points as point_lists
from survey.queries.points import PointFilter
from survey.registry import flows
from survey.registry.blueprint import bp
from survey.registry.flow_forms import Line, counts_form, fresh_counts_form
from survey.registry.flow_sheet import sheet
from survey.registry.point_forms import PointFilterForm
from survey.staff import listing, months, trails
from survey.staff.form_base import saved
from survey.staff.months import Month
from survey.staff.pages import form_page, on_to
from survey.staff.standing import actor, territory, the_point, today

RECENT = timedelta(days=30)


@bp.get("/registers/flows", endpoint="flows")
def choose_point() -> ResponseReturnValue:
    filters = PointFilterForm(request.args)
    asked = listing.asked(filters, orders=point_lists.ORDERS, default="agency", today=today())
    where = PointFilter(day=asked.day, within=territory(), words=asked.words)
    found = point_lists.found(db.session(), where=where, order=asked.order, window=asked.window)
    ids = [row.id for row in found.rows]
    return render_template(
        "registry/flows.html",
        filters=filters,
        asked=asked,
        found=found,
        recent=counted.recent(db.session(), point_ids=ids, first=today() - RECENT, last=today()),
    )


@bp.get("/registers/points/<point_code>/flows", endpoint="point_flows")
def read_month(point_code: str) -> ResponseReturnValue:
    point = the_point(point_code)
    month = months.read_month(request.args.get("month", ""), today=today())
    return render_template(
        "registry/point_flows.html",
        point=point,
        trail=trails.to_point(point),
        sheet=sheet(db.session(), point_id=point.id, month=month, today=today()),
        grid_columns=_grid_columns(month),
        today=today(),
    )


def _grid_columns(month: Month) -> dict[str, dict[str, object]]:
    """For the table of procedures by days: a name, a column a day, a total."""
    days = {str(day): {"label": day.day, "numeric": True} for day in month.days}
    total = {"label": _("Together"), "numeric": True}
    return {"name": {"label": _("Procedure")}, **days, "total": total}


@bp.route(
    "/registers/points/<point_code>/flows/<day>", methods=["GET", "POST"], endpoint="edit_flows"
)
def count(point_code: str, day: str) -> ResponseReturnValue:
    point, counted_on = the_point(point_code), _past_day(day)
    closed = _closed(point, counted_on)
    lines = _lines(point, counted_on, list(closed))
    form = counts_form(lines, closed=closed)
    done = saved(
        form,
        lambda session: flows.save_day(
            session,
            point=point,
            day=counted_on,
            counts=form.counts,
            seen=form.seen_counts,
            by=actor(),
        ),
    )
    if done:
        told = _("The counts of %(day)s were saved.", day=format_date(counted_on))
        month = str(months.month_of(counted_on))
        return on_to("registry.point_flows", told=told, point_code=point.code, month=month)
    if isinstance(form.refused_by, CountsChanged):
        form = fresh_counts_form(lines, closed=_closed(point, counted_on), instead_of=form)
    return form_page(
        "registry/edit_flows.html",
        form=form,
        point=point,
        day=counted_on,
        month=months.month_of(counted_on),
        trail=trails.to_point(point),
    )


def _closed(point: ServicePoint, day: date) -> dict[int, int]:
    rows = counted.of_day(db.session(), point_id=point.id, day=day)
    return {row.procedure_id: row.closed for row in rows}


def _past_day(written: str) -> date:
    """Days to come have nothing closed yet."""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        raise NotFound from None
    if day > today():
        raise NotFound
    return day


def _lines(point: ServicePoint, day: date, counted_ids: list[int]) -> list[Line]:
    """What is offered on the day, most handled first; then what was counted all the same."""
    offered = offers.at_point(db.session(), point_id=point.id, day=day)
    known = {offer.procedure_id for offer in offered}
    others = procedures.by_ids(
        db.session(), procedure_ids=[number for number in counted_ids if number not in known]
    )
    return [
        *(Line(offer.procedure_id, called(offer.name_vi, offer.name_en)) for offer in offered),
        *(Line(other.id, called(other.name_vi, other.name_en)) for other in others),
    ]
