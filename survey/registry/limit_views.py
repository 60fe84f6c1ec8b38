"""Pages of time limits: the law's, and those that an agency commits to."""

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from survey import db
from survey.errors.problem import NotFound
from survey.i18n import called
from survey.models.agency import Agency
from survey.models.procedure import Procedure, TimeLimit
from survey.policy import KEEPERS
from survey.queries import time_limits
from survey.registry import limits
from survey.registry.blueprint import bp
from survey.registry.choosing import Choice, choose_agency
from survey.registry.procedure_forms import LimitForm
from survey.staff import trails
from survey.staff.form_base import saved
from survey.staff.pages import form_page, on_to
from survey.staff.standing import actor, found, the_agency, the_procedure, today

METHODS = ["GET", "POST"]


@bp.route(
    "/registers/procedures/<int:procedure_id>/limits/new", methods=METHODS, endpoint="new_limit"
)
def enter_statutory(procedure_id: int) -> ResponseReturnValue:
    return _enter(the_procedure(procedure_id), agency=None)


@bp.route(
    "/registers/procedures/<int:procedure_id>/limits/<int:limit_id>",
    methods=METHODS,
    endpoint="edit_limit",
)
def correct_statutory(procedure_id: int, limit_id: int) -> ResponseReturnValue:
    limit = found(time_limits.by_id(db.session(), limit_id=limit_id))
    if limit.procedure_id != procedure_id or limit.agency_id is not None:
        raise NotFound
    return _correct(limit, agency=None)


@bp.get("/registers/procedures/<int:procedure_id>/commitment", endpoint="choose_committed")
def choose(procedure_id: int) -> ResponseReturnValue:
    procedure = the_procedure(procedure_id)
    return choose_agency(
        Choice(
            title=_("Commit to a time limit"),
            step=_("Choose the agency"),
            next_step=_("Enter the limit"),
            lead=called(procedure.name_vi, procedure.name_en),
        ),
        trail=trails.for_procedure(procedure, last=_("Commit to a time limit")),
        roles=KEEPERS,
        address_of=lambda row: url_for(
            "registry.new_committed", agency_code=row.code, procedure_id=procedure.id
        ),
    )


@bp.route(
    "/registers/agencies/<agency_code>/procedures/<int:procedure_id>/limits/new",
    methods=METHODS,
    endpoint="new_committed",
)
def enter_committed(agency_code: str, procedure_id: int) -> ResponseReturnValue:
    return _enter(the_procedure(procedure_id), agency=the_agency(agency_code))


@bp.route(
    "/registers/agencies/<agency_code>/limits/<int:limit_id>",
    methods=METHODS,
    endpoint="edit_committed",
)
def correct_committed(agency_code: str, limit_id: int) -> ResponseReturnValue:
    limit, agency = (
        found(time_limits.by_id(db.session(), limit_id=limit_id)),
        the_agency(agency_code),
    )
    if limit.agency_id != agency.id:
        raise NotFound
    return _correct(limit, agency=agency)


def _enter(procedure: Procedure, *, agency: Agency | None) -> ResponseReturnValue:
    form = LimitForm(valid_from=today())
    done = saved(
        form,
        lambda session: limits.create(
            session,
            procedure_id=procedure.id,
            agency_id=agency.id if agency else None,
            details=form.details(),
            by=actor(),
        ),
    )
    if done:
        return _back(procedure.id)
    return _page(form, procedure=procedure, agency=agency, last=_("Enter a time limit"))


def _correct(limit: TimeLimit, *, agency: Agency | None) -> ResponseReturnValue:
    procedure = the_procedure(limit.procedure_id)
    form = LimitForm(obj=limit)
    done = saved(
        form,
        lambda session: limits.edit(session, limit=limit, details=form.details(), by=actor()),
    )
    if done:
        return _back(procedure.id)
    return _page(form, procedure=procedure, agency=agency, last=_("Edit a time limit"))


def _back(procedure_id: int) -> ResponseReturnValue:
    told = _("The time limit was saved.")
    return on_to("registry.procedure", told=told, procedure_id=procedure_id)


def _page(
    form: LimitForm, *, procedure: Procedure, agency: Agency | None, last: str
) -> ResponseReturnValue:
    return form_page(
        "registry/limit.html",
        form=form,
        procedure=procedure,
        agency=agency,
        trail=trails.for_procedure(procedure, last=last),
        title=last,
    )
