"""Pages on which the system draws whom to invite, and on which anybody in charge repeats it."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from survey import db
from survey.documents.spreadsheets import XLSX_TYPE, Sheet, xlsx_bytes
from survey.models.agency import Agency
from survey.models.invitation_draw import InvitationDraw
from survey.models.measurement_plan import MeasurementPlan
from survey.quality import draws, plan_items, trails
from survey.quality.blueprint import bp
from survey.quality.draw_forms import DrawForm, RepeatForm
from survey.quality.draw_refusals import AnotherList
from survey.quality.plan_views import the_plan
from survey.queries import invitation_draws
from survey.staff.downloads import attachment
from survey.staff.form_base import saved
from survey.staff.pages import form_page
from survey.staff.standing import actor, found

WIDTHS = (10, 40)
WORKBOOK = "workbook"
LONGEST_LIST = 150_000
"""Characters that a page can hand in again; a longer list comes as a workbook at once."""


@bp.get("/quality-system/plans/<int:plan_id>/draws", endpoint="draws")
def browse(plan_id: int) -> ResponseReturnValue:
    plan, agency = the_plan(plan_id)
    rows = invitation_draws.of_plan(db.session(), plan_id=plan.id)
    return render_template(
        "quality/draws.html",
        plan=plan,
        agency=agency,
        trail=trails.to_plan(agency, plan=plan),
        rows=rows,
        names=_names(agency, plan=plan),
        key_of=plan_items.key_of,
    )


@bp.route(
    "/quality-system/plans/<int:plan_id>/draws/new", methods=["GET", "POST"], endpoint="new_draw"
)
def make(plan_id: int) -> ResponseReturnValue:
    """The answer is the list of whom to invite: the system keeps none."""
    plan, agency = the_plan(plan_id)
    names, items = _names(agency, plan=plan), {str(item.id): item for item in plan.current.items}
    form = DrawForm()
    form.item.choices = [(key, names[plan_items.key_of(item)]) for key, item in items.items()]
    codes = list[str]()

    def work(session: Session) -> InvitationDraw:
        item = items[form.item.data]
        codes[:] = form.codes()
        return draws.draw(
            session,
            plan=plan,
            item=item,
            codes=codes,
            wanted=form.wanted.data or item.target,
            reason=form.reason.data,
            by=actor(),
        )

    done = saved(form, work, require=lambda: draws.require_under_way(plan))
    if done:
        return _list_of(done.result, codes=codes)
    return form_page(
        "quality/new_draw.html",
        form=form,
        plan=plan,
        trail=trails.to_draws(agency, plan=plan),
        was_drawn=bool(invitation_draws.of_plan(db.session(), plan_id=plan.id)),
    )


@bp.route(
    "/quality-system/draws/<int:draw_id>/again", methods=["GET", "POST"], endpoint="repeat_draw"
)
def repeat(draw_id: int) -> ResponseReturnValue:
    """From the same list the same are drawn, whoever does it."""
    made, plan, agency = _the_draw(draw_id)
    form = RepeatForm()
    done = saved(form, lambda _session: form.codes())
    if done:
        try:
            return _list_of(made, codes=done.result)
        except AnotherList as refusal:
            form.refuse(refusal)
    trail = trails.to_draws(agency, plan=plan)
    return form_page("quality/repeat_draw.html", form=form, made=made, trail=trail)


def _list_of(made: InvitationDraw, *, codes: list[str]) -> ResponseReturnValue:
    """On a page, which hands the list in again to take it away as a workbook."""
    chosen, listed = draws.result_of(made, codes=codes), "\n".join(codes)
    if request.form.get("as") == WORKBOOK or len(listed) > LONGEST_LIST:
        return _workbook(made, chosen=chosen)
    _made, plan, agency = _the_draw(made.id)
    item = invitation_draws.item_of(db.session(), draw_id=made.id)
    return render_template(
        "quality/drawn.html",
        made=made,
        plan=plan,
        what=_names(agency, plan=plan)[plan_items.key_of(item)],
        chosen=chosen,
        listed=listed,
        form=RepeatForm(formdata=None),
        trail=trails.to_draws(agency, plan=plan),
    )


def _workbook(made: InvitationDraw, *, chosen: list[str]) -> ResponseReturnValue:
    rows = [(_("Lot"), _("Dossier")), *enumerate(chosen, start=1)]
    sheet = Sheet(_("To be invited"), rows, WIDTHS)
    return attachment(
        xlsx_bytes([sheet], created=actor().now),
        media_type=XLSX_TYPE,
        name=_("invite-%(number)s", number=made.id) + ".xlsx",
    )


def _the_draw(draw_id: int) -> tuple[InvitationDraw, MeasurementPlan, Agency]:
    made = found(invitation_draws.by_id(db.session(), draw_id=draw_id))
    plan_id = invitation_draws.plan_of(db.session(), draw_id=made.id)
    return made, *the_plan(found(plan_id))


def _names(agency: Agency, *, plan: MeasurementPlan) -> dict[str, str]:
    return plan_items.named(db.session(), agency=agency, items=plan.all_items)
