"""Pages of objectives: enter one, correct it, take its steps."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from survey import db
from survey.models.agency import Agency
from survey.models.measurement_plan import Objective
from survey.models.staged import Stage
from survey.quality import objectives, trails
from survey.quality.blueprint import bp
from survey.quality.plan_forms import ObjectiveForm
from survey.quality.steps import asked_step
from survey.queries import agencies, measurement_plans
from survey.staff.form_base import saved
from survey.staff.pages import form_page, on_to
from survey.staff.standing import actor, found, the_agency, today
from survey.staff.years import asked_year


@bp.route(
    "/quality-system/<agency_code>/objectives/new",
    methods=["GET", "POST"],
    endpoint="new_objective",
)
def enter(agency_code: str) -> ResponseReturnValue:
    agency, year = the_agency(agency_code), asked_year(today=today())
    form = ObjectiveForm()
    done = saved(
        form,
        lambda session: objectives.create(
            session, agency=agency, details=form.details(year=year), by=actor()
        ),
    )
    if done:
        return _back(agency, objective=done.result, told=_("The objective was entered."))
    trail = trails.to_plans(agency, year=year)
    return form_page("quality/enter_objective.html", form=form, agency=agency, trail=trail)


@bp.route(
    "/quality-system/objectives/<int:objective_id>",
    methods=["GET", "POST"],
    endpoint="edit_objective",
)
def correct(objective_id: int) -> ResponseReturnValue:
    objective, agency = the_objective(objective_id)
    share = objective.target_per_mille
    form = ObjectiveForm(obj=objective, target=None if share is None else share / 10)
    done = saved(
        form,
        lambda session: objectives.edit(
            session,
            objective=objective,
            details=form.details(year=objective.year),
            by=actor(),
        ),
        require=lambda: objectives.require_with_author(objective),
    )
    if done:
        return _back(agency, objective=objective, told=_("The objective was saved."))
    trail = trails.to_plans(agency, year=objective.year)
    return form_page("quality/edit_objective.html", form=form, objective=objective, trail=trail)


@bp.post("/quality-system/objectives/<int:objective_id>/advance", endpoint="advance_objective")
def advance(objective_id: int) -> ResponseReturnValue:
    return _step(objective_id, to=asked_step())


@bp.post("/quality-system/objectives/<int:objective_id>/approve", endpoint="approve_objective")
def approve(objective_id: int) -> ResponseReturnValue:
    return _step(objective_id, to=Stage.APPROVED)


def the_objective(objective_id: int) -> tuple[Objective, Agency]:
    objective = found(measurement_plans.objective_by_id(db.session(), objective_id=objective_id))
    return objective, found(agencies.by_id(db.session(), agency_id=objective.agency_id))


def _step(objective_id: int, *, to: Stage) -> ResponseReturnValue:
    objective, agency = the_objective(objective_id)
    with db.transaction() as session:
        objectives.advance(session, objective=objective, to=to, by=actor())
    return _back(agency, objective=objective, told=_("The step was taken."))


def _back(agency: Agency, *, objective: Objective, told: str) -> ResponseReturnValue:
    return on_to("quality.plans", told=told, agency_code=agency.code, year=objective.year)
