"""Pages of measurement plans: all of a year, one with its progress, its steps."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask.wrappers import Response
from flask_babel import gettext as _

from survey import closing, db
from survey.measures.plan_progress import progress, wave_progress
from survey.models.agency import Agency
from survey.models.measurement_plan import MeasurementPlan
from survey.models.staged import Stage
from survey.models.standard import standards
from survey.quality import plan_items, planned_fields, plans, stages, trails
from survey.quality.blueprint import bp
from survey.quality.plan_paper import paper
from survey.quality.steps import asked_step
from survey.queries import agencies, measurement_plans, measurement_records, questionnaires
from survey.staff.dates import day_after
from survey.staff.downloads import file_of
from survey.staff.pages import on_to
from survey.staff.standing import actor, found, the_agency, today
from survey.staff.years import asked_year


@bp.get("/quality-system/<agency_code>/plans", endpoint="plans")
def browse(agency_code: str) -> ResponseReturnValue:
    agency, year = the_agency(agency_code), asked_year(today=today())
    asked = {"agency_id": agency.id, "year": year}
    return render_template(
        "quality/plans.html",
        agency=agency,
        year=year,
        trail=trails.to_plans(agency, year=year),
        objectives=measurement_plans.objectives(db.session(), **asked),
        objectives_due=standards().objectives_due(year),
        late_from=day_after(standards().objectives_due(year)),
        plans=measurement_plans.plans(db.session(), **asked),
        following=stages.following,
    )


@bp.get("/quality-system/plans/<int:plan_id>", endpoint="plan")
def read(plan_id: int) -> ResponseReturnValue:
    plan, agency = the_plan(plan_id)
    version_id, objective_id = plan.questionnaire_version_id, plan.objective_id
    session = db.session()
    return render_template(
        "quality/plan.html",
        plan=plan,
        agency=agency,
        trail=trails.to_plan(agency, plan=plan),
        names=plan_items.named(session, agency=agency, items=plan.all_items),
        fields=planned_fields.of_items(session, items=plan.current.items),
        key_of=plan_items.key_of,
        progress=progress(session, plan=plan, today=today()),
        waves=wave_progress(session, plan=plan),
        records=measurement_records.of_plan(session, plan_id=plan.id),
        complete_on=closing.complete_on,
        day=today(),
        version=questionnaires.version(session, version_id=version_id) if version_id else None,
        objective=measurement_plans.objective_by_id(session, objective_id=objective_id)
        if objective_id
        else None,
        following=stages.following(plan),
    )


@bp.get("/quality-system/plans/<int:plan_id>/<any(pdf, docx):format>", endpoint="plan_paper")
def take_away(plan_id: int, format: str) -> Response:  # its name in the address
    plan, agency = the_plan(plan_id)
    written = paper(db.session(), plan=plan, agency=agency, today=today())
    return file_of(written, format=format, name=_("plan-%(number)s", number=plan.id))


@bp.post("/quality-system/plans/<int:plan_id>/advance", endpoint="advance_plan")
def advance(plan_id: int) -> ResponseReturnValue:
    return _step(plan_id, to=asked_step())


@bp.post("/quality-system/plans/<int:plan_id>/approve", endpoint="approve_plan")
def approve(plan_id: int) -> ResponseReturnValue:
    return _step(plan_id, to=Stage.APPROVED)


def the_plan(plan_id: int) -> tuple[MeasurementPlan, Agency]:
    plan = found(measurement_plans.plan_by_id(db.session(), plan_id=plan_id))
    return plan, found(agencies.by_id(db.session(), agency_id=plan.agency_id))


def _step(plan_id: int, *, to: Stage) -> ResponseReturnValue:
    plan, _agency = the_plan(plan_id)
    with db.transaction() as session:
        plans.advance(session, plan=plan, to=to, by=actor())
    return on_to("quality.plan", told=_("The step was taken."), plan_id=plan.id)
