"""Pages on which procedures take the place of others: choose, fill in, look at it, do it."""

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from survey import db
from survey.errors.problem import NotFound
from survey.errors.registers import Refusal
from survey.models.procedure import Procedure
from survey.queries import procedures as catalogue
from survey.queries.procedures import ProcedureFilter
from survey.registry import procedure_changes
from survey.registry.blueprint import bp
from survey.registry.procedure_changes import Replacement
from survey.registry.procedure_forms import ReplacementForm
from survey.registry.succession_forms import Step, pressed, without_assignments
from survey.staff import listing, trails
from survey.staff.form_base import saved
from survey.staff.listing import FilterForm
from survey.staff.pages import form_page, on_to
from survey.staff.standing import actor, the_procedure, today


@bp.route(
    "/registers/procedures/<int:procedure_id>/replacement",
    methods=["GET", "POST"],
    endpoint="replace_procedure",
)
def replace(procedure_id: int) -> ResponseReturnValue:
    procedure, adding = the_procedure(procedure_id), request.args.get("add")
    old, new = (procedure, *_named("also")), _named("by")
    if len(old) > 1 and len(new) > 1:
        raise NotFound  # a merger has one successor, a split one predecessor
    if not new or adding in ("also", "by"):
        return _choose(old, new, adding="also" if adding == "also" else "by")
    form = ReplacementForm(day=today())
    if pressed() in (Step.PREVIEW, Step.CONFIRM) and form.validate_on_submit():
        replacement = Replacement(
            day=form.day.data,
            predecessors=old,
            successors=new,
            legal_basis=form.legal_basis.data,
        )
        answer = _look_or_do(form, replacement)
        if answer is not None:
            return answer
    return form_page(
        "registry/replacement.html",
        form=form,
        old=old,
        new=new,
        trail=_trail(procedure),
        without=lambda left: _address(*([p for p in side if p is not left] for side in (old, new))),
        more=lambda side: _address(old, new, add=side),
    )


def _look_or_do(form: ReplacementForm, replacement: Replacement) -> ResponseReturnValue | None:
    """None when the registers refuse it."""
    if pressed() is Step.PREVIEW:
        return _preview(form, replacement)
    done = saved(
        form,
        lambda session: procedure_changes.carry_out(session, replacement=replacement, by=actor()),
    )
    if not done:
        return None
    told = _("The change was saved. This is what follows.")
    number = replacement.successors[0].id
    return on_to("registry.procedure", told=told, procedure_id=number)


def _preview(form: ReplacementForm, replacement: Replacement) -> str | None:
    try:
        with db.transaction() as session:
            outcome = procedure_changes.rehearse(session, replacement=replacement, by=actor())
    except Refusal as refusal:
        form.refuse(refusal)
        return None
    return render_template(
        "registry/replacement_preview.html",
        replacement=replacement,
        outcome=outcome,
        kept=without_assignments(request.form),
        trail=_trail(replacement.predecessors[0]),
    )


def _choose(
    old: tuple[Procedure, ...], new: tuple[Procedure, ...], *, adding: str
) -> ResponseReturnValue:
    filters = FilterForm(request.args)
    asked = listing.asked(filters, orders=catalogue.ORDERS, default="name", today=today())
    found = catalogue.found(
        db.session(),
        where=ProcedureFilter(day=today(), words=asked.words, any_time=True),
        order=asked.order,
        window=asked.window,
    )
    sides = (lambda row: _address((*old, row), new), lambda row: _address(old, (*new, row)))
    return render_template(
        "registry/choose_procedure.html",
        asked=asked,
        found=found,
        adding=adding,
        taken={procedure.id for procedure in (*old, *new)},
        address_of=sides[adding == "by"],
        trail=_trail(old[0]),
        procedure=old[0],
    )


def _address(old: Any, new: Any, **more: str) -> str:
    """Of this page with these procedures; the first of the old ones stands in the path."""
    arguments: dict[str, Any] = {
        "also": [procedure.id for procedure in old[1:]],
        "by": [procedure.id for procedure in new],
        **more,
    }
    return url_for("registry.replace_procedure", procedure_id=old[0].id, **arguments)


def _named(side: str) -> tuple[Procedure, ...]:
    """The procedures that the address names, each once."""
    numbers = dict.fromkeys(request.args.getlist(side, type=int))
    return tuple(the_procedure(number) for number in numbers)


def _trail(procedure: Procedure) -> list[trails.Step]:
    return trails.for_procedure(procedure, last=_("Replace"))
