"""Pages of procedures: the catalogue, one of them, enter, correct, end and take back."""

from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from survey import db
from survey.errors.registers import FieldNameTaken
from survey.models.procedure import Field, ProcedureLevel
from survey.policy import KEEPERS
from survey.queries import offerings, successions, time_limits
from survey.queries import procedures as catalogue
from survey.queries.paging import Window
from survey.queries.procedures import ProcedureFilter
from survey.registry import fields
from survey.registry import procedures as upkeep
from survey.registry.blueprint import bp
from survey.registry.limit_sentences import sentences
from survey.registry.procedure_forms import (
    EndProcedureForm,
    ProcedureFilterForm,
    ProcedureForm,
    field_choices,
)
from survey.registry.procedures import ProcedureDetails
from survey.staff import listing
from survey.staff.form_base import chosen, saved
from survey.staff.pages import form_page, on_to
from survey.staff.standing import actor, found, reachable, the_procedure, today

POINTS_SHOWN = 20


@bp.get("/registers/procedures", endpoint="procedures")
def browse() -> ResponseReturnValue:
    filters = ProcedureFilterForm(request.args)
    asked = listing.asked(filters, orders=catalogue.ORDERS, default="name", today=today())
    known = catalogue.fields(db.session())
    filters.field.choices = field_choices(known, nothing=_l("Every field"))
    wanted = filters.field.data or ""
    where = ProcedureFilter(
        day=asked.day,
        words=asked.words,
        field_id=int(wanted) if wanted.isdecimal() else None,
        level=chosen(ProcedureLevel, filters.level.data),
        any_time=asked.any_time,
    )
    return render_template(
        "registry/procedures.html",
        filters=filters,
        asked=asked,
        found=catalogue.found(db.session(), where=where, order=asked.order, window=asked.window),
    )


@bp.get("/registers/procedures/<int:procedure_id>", endpoint="procedure")
def read(procedure_id: int) -> ResponseReturnValue:
    session, procedure = db.session(), the_procedure(procedure_id)
    limits = time_limits.of_procedure(session, procedure_id=procedure.id)
    offered = offerings.of_procedure(
        session, procedure_id=procedure.id, day=today(), window=Window(limit=POINTS_SHOWN)
    )
    committed = {row.limit.agency_id for row in limits if row.limit.agency_id is not None}
    return render_template(
        "registry/procedure.html",
        procedure=procedure,
        field=_field(session, procedure.field_id),
        today=today(),
        limits=limits,
        sentences=sentences,
        before=successions.procedures_before(session, procedure_id=procedure.id),
        after=successions.procedures_after(session, procedure_id=procedure.id),
        reachable=reachable(row.agency_id for row in offered.rows),
        kept=reachable(committed, roles=KEEPERS),
        offered=offered,
    )


@bp.route("/registers/procedures/new", methods=["GET", "POST"], endpoint="new_procedure")
def enter() -> ResponseReturnValue:
    form = _form(valid_from=today())
    done = saved(
        form,
        lambda session: upkeep.create(session, details=_details(session, form), by=actor()),
    )
    if done:
        told = _("The procedure was entered.")
        return on_to("registry.procedure", told=told, procedure_id=done.result.id)
    return form_page("registry/enter_procedure.html", form=form)


@bp.route(
    "/registers/procedures/<int:procedure_id>/edit",
    methods=["GET", "POST"],
    endpoint="edit_procedure",
)
def correct(procedure_id: int) -> ResponseReturnValue:
    procedure = the_procedure(procedure_id)
    form = _form(obj=procedure, field=str(procedure.field_id))
    done = saved(
        form,
        lambda session: upkeep.edit(
            session, procedure=procedure, details=_details(session, form), by=actor()
        ),
    )
    if done:
        told = _("The procedure was saved.")
        return on_to("registry.procedure", told=told, procedure_id=procedure_id)
    return form_page("registry/edit_procedure.html", form=form, procedure=procedure)


@bp.route(
    "/registers/procedures/<int:procedure_id>/end",
    methods=["GET", "POST"],
    endpoint="end_procedure",
)
def end(procedure_id: int) -> ResponseReturnValue:
    procedure = the_procedure(procedure_id)
    form = EndProcedureForm(day=today())
    done = saved(
        form,
        lambda session: upkeep.end(
            session, procedure=procedure, last_day=form.day.data, by=actor()
        ),
    )
    if done:
        told = _("The end of the procedure was saved.")
        return on_to("registry.procedure", told=told, procedure_id=procedure_id)
    offered = offerings.of_procedure(
        db.session(), procedure_id=procedure_id, day=today(), window=Window(limit=1)
    )
    return form_page(
        "registry/end_procedure.html", form=form, procedure=procedure, offered=offered.total
    )


@bp.post("/registers/procedures/<int:procedure_id>/reopen", endpoint="reopen_procedure")
def take_back(procedure_id: int) -> ResponseReturnValue:
    with db.transaction() as session:
        upkeep.reopen(session, procedure=the_procedure(procedure_id), by=actor())
    told = _("The procedure is in force again.")
    return on_to("registry.procedure", told=told, procedure_id=procedure_id)


def _form(**given: Any) -> ProcedureForm:
    form = ProcedureForm(**given)
    known = catalogue.fields(db.session())
    form.field.choices = field_choices(known, nothing=_l("Choose a field"))
    return form


def _details(session: Session, form: ProcedureForm) -> ProcedureDetails:
    return ProcedureDetails(
        name_vi=form.name_vi.data,
        name_en=form.name_en.data,
        national_code=form.national_code.data,
        field=_chosen_field(session, form),
        level=form.chosen_level,
        note=form.note.data,
        valid_from=form.valid_from.data,
    )


def _chosen_field(session: Session, form: ProcedureForm) -> Field:
    if form.field.data:
        return _field(session, int(form.field.data))
    names = {"name_vi": form.new_field_vi.data, "name_en": form.new_field_en.data}
    try:
        return fields.create(session, by=actor(), **names)
    except FieldNameTaken as taken:
        taken.field = "new_field_vi"
        raise


def _field(session: Session, field_id: int) -> Field:
    return found(catalogue.field_by_id(session, field_id=field_id))
