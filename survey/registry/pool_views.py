"""Pages of slips: points with their pools, the pools of a point, printing, withdrawing, posters."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.fields.choices import SelectChoice

from survey import db
from survey.documents.poster import Paper
from survey.errors.registers import Refusal
from survey.i18n import called
from survey.models.point import ServicePoint
from survey.queries import points as point_lists
from survey.queries import slip_pools as pools
from survey.queries.points import PointFilter
from survey.registry import slip_pools, slip_scopes
from survey.registry.blueprint import bp
from survey.registry.point_forms import PointFilterForm
from survey.registry.pool_forms import PoolForm, pool_form, written_scope
from survey.registry.slip_scopes import Fitting
from survey.registry.slip_sheets import order_sheet, wall_poster
from survey.staff import listing, trails
from survey.staff.downloads import PDF_TYPE, attachment
from survey.staff.pages import form_page, on_to
from survey.staff.standing import actor, territory, the_point, today

PAPERS: dict[str, Paper] = {"a4": "a4", "a3": "a3"}


@bp.get("/registers/slips", endpoint="slips")
def choose_point() -> ResponseReturnValue:
    filters = PointFilterForm(request.args)
    asked = listing.asked(filters, orders=point_lists.ORDERS, default="agency", today=today())
    where = PointFilter(day=asked.day, within=territory(), words=asked.words)
    found = point_lists.found(db.session(), where=where, order=asked.order, window=asked.window)
    ids = [row.id for row in found.rows]
    return render_template(
        "registry/slips.html",
        filters=filters,
        asked=asked,
        found=found,
        valid=pools.open_on(db.session(), point_ids=ids, day=today()),
    )


@bp.get("/registers/points/<point_code>/slips", endpoint="pools")
def browse(point_code: str) -> ResponseReturnValue:
    point = the_point(point_code)
    return _list(point, form=_form(point))


@bp.post("/registers/points/<point_code>/slips", endpoint="print_slips")
def print_slips(point_code: str) -> ResponseReturnValue:
    """The only moment at which the codes can be read."""
    point = the_point(point_code)
    form = _form(point)
    if not form.validate_on_submit():
        return _list(point, form=form)
    try:
        number, sheet = order_sheet(form.order(point), today=today(), by=actor())
    except Refusal as refusal:
        form.refuse(refusal)
        return _list(the_point(point_code), form=form)
    return attachment(sheet, media_type=PDF_TYPE, name=f"phieu-{point_code}-{number}.pdf")


@bp.post("/registers/points/<point_code>/slips/<int:number>/withdraw", endpoint="withdraw_pool")
def withdraw(point_code: str, number: int) -> ResponseReturnValue:
    """Pressed twice, or by two at once, it has happened all the same."""
    point = the_point(point_code)
    with db.transaction() as session:
        is_done = slip_pools.withdraw(session, pool_id=number, point=point, by=actor())
    told = (
        _("The pool was withdrawn. Its slips open nothing any more.")
        if is_done
        else _("The pool was withdrawn already. Its slips open nothing any more.")
    )
    return on_to("registry.pools", told=told, point_code=point.code)


@bp.get("/registers/points/<point_code>/poster.pdf", endpoint="poster")
def poster(point_code: str) -> ResponseReturnValue:
    paper = PAPERS.get(request.args.get("paper", ""), "a4")
    sheet = wall_poster(db.session(), point=the_point(point_code), paper=paper, today=today())
    return attachment(sheet, media_type=PDF_TYPE, name=f"ap-phich-{point_code}-{paper}.pdf")


def _form(point: ServicePoint) -> PoolForm:
    fields, procedures = slip_scopes.fitting(db.session(), point=point, day=today(), today=today())
    whole = SelectChoice("", _l("Everything at this service point"))
    choices = [
        whole,
        *_choices(fields, group=_("One field")),
        *_choices(procedures, group=_("One procedure")),
    ]
    return pool_form(choices, today=today())


def _choices(scopes: list[Fitting], *, group: str) -> list[SelectChoice]:
    return [
        SelectChoice(written_scope(each.scope), called(each.name_vi, each.name_en), optgroup=group)
        for each in scopes
    ]


def _list(point: ServicePoint, *, form: PoolForm) -> ResponseReturnValue:
    page = max(request.args.get("page", 1, type=int), 1)
    pools_found = pools.of_point(db.session(), point_id=point.id, window=listing.window_of(page))
    return form_page(
        "registry/pools.html",
        form=form,
        point=point,
        trail=trails.to_point(point),
        found=pools_found,
        page=page,
        pages=listing.pages_of(pools_found.total),
        today=today(),
        may_be_withdrawn=slip_pools.may_be_withdrawn,
    )
