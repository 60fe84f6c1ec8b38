"""Pages on which a measurement plan is written: anew, from last year's, again, after approval."""

from datetime import date
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from survey import db
from survey.i18n import language
from survey.models.agency import Agency
from survey.models.measurement_plan import MeasurementPlan
from survey.models.method import Definition
from survey.models.wording import in_language
from survey.quality import plan_items, plan_templates, plans, trails, waves
from survey.quality.blueprint import bp
from survey.quality.plan_forms import MORE_WAVES, ROWS, PlanForm, RevisionForm
from survey.quality.plan_views import the_plan
from survey.quality.plans import ItemDetails
from survey.quality.waves import Span
from survey.queries import measurement_plans, questionnaires
from survey.staff.form_base import saved
from survey.staff.pages import form_page, on_to
from survey.staff.standing import actor, the_agency, today
from survey.staff.years import asked_year


@bp.route("/quality-system/<agency_code>/plans/new", methods=["GET", "POST"], endpoint="new_plan")
def enter(agency_code: str) -> ResponseReturnValue:
    """Empty, as a template proposes, or as the plan that `copy` names, a year later."""
    agency, year = the_agency(agency_code), asked_year(today=today())
    form = PlanForm(data=_beginning(agency, year=year))
    _offer(form, agency=agency, year=year)
    _propose_objective(form)
    done = saved(
        form,
        lambda session: plans.create(
            session,
            agency=agency,
            details=form.details(),
            items=_items(session, form, agency=agency),
            spans=form.spans(),
            by=actor(),
        ),
    )
    if done:
        return on_to("quality.plan", told=_("The plan was entered."), plan_id=done.result.id)
    trail = trails.to_plans(agency, year=year)
    return form_page(
        "quality/enter_plan.html",
        form=form,
        agency=agency,
        trail=trail,
        year=year,
        templates=plan_templates.fitting(agency),
    )


@bp.route("/quality-system/plans/<int:plan_id>/edit", methods=["GET", "POST"], endpoint="edit_plan")
def correct(plan_id: int) -> ResponseReturnValue:
    plan, agency = the_plan(plan_id)
    form = PlanForm(data=_as_written(plan))
    _offer(form, agency=agency, year=plan.first_day.year)
    done = saved(
        form,
        lambda session: plans.edit(
            session,
            plan=plan,
            details=form.details(),
            items=_items(session, form, agency=agency),
            spans=form.spans(),
            by=actor(),
        ),
        require=lambda: plans.require_with_author(plan),
    )
    if done:
        return on_to("quality.plan", told=_("The plan was saved."), plan_id=plan.id)
    trail = trails.to_plan(agency, plan=plan)
    return form_page("quality/edit_plan.html", form=form, plan=plan, trail=trail)


@bp.route(
    "/quality-system/plans/<int:plan_id>/revise", methods=["GET", "POST"], endpoint="revise_plan"
)
def revise(plan_id: int) -> ResponseReturnValue:
    plan, agency = the_plan(plan_id)
    form = RevisionForm(data={"items": _rows(plan), "waves": _waves(plan)})
    form.offer(plan_items.things(db.session(), agency=agency, day=plan.first_day))
    done = saved(
        form,
        lambda session: plans.revise(
            session,
            plan=plan,
            items=plan_items.read(
                session, form, agency=agency, first_day=plan.first_day, last_day=plan.last_day
            ),
            spans=form.spans(),
            reason=form.reason.data,
            by=actor(),
        ),
        require=lambda: plans.require_under_way(plan),
    )
    if done:
        told = _("The new version of the plan was saved.")
        return on_to("quality.plan", told=told, plan_id=plan.id)
    trail = trails.to_plan(agency, plan=plan)
    return form_page("quality/revise_plan.html", form=form, plan=plan, trail=trail)


def _items(session: Session, form: PlanForm, *, agency: Agency) -> list[ItemDetails]:
    details = form.details()
    return plan_items.read(
        session, form, agency=agency, first_day=details.first_day, last_day=details.last_day
    )


def _offer(form: PlanForm, *, agency: Agency, year: int) -> None:
    session = db.session()
    form.offer(plan_items.things(session, agency=agency, day=date(year, 1, 1)))
    wanted = measurement_plans.objectives(session, agency_id=agency.id, year=year)
    form.objective.choices = [("", _("None")), *((str(row.id), row.statement) for row in wanted)]
    form.questionnaire.choices = [("", _("Whichever is in use")), *_versions(session)]


def _propose_objective(form: PlanForm) -> None:
    """Where the year has one, the plan is most likely for it."""
    offered = [key for key, _words in form.objective.choices if key]
    if len(offered) == 1 and not form.is_submitted():
        form.objective.data = offered[0]


def _versions(session: Session) -> list[tuple[str, str]]:
    return [
        (
            str(version.id),
            _(
                "%(title)s, version %(number)s",
                title=in_language(
                    Definition.model_validate_json(version.definition).title, language()
                ),
                number=version.number,
            ),
        )
        for version in questionnaires.published(session)
    ]


def _beginning(agency: Agency, *, year: int) -> dict[str, Any]:
    if earlier := _to_copy(agency):
        return _copied(earlier)
    if template := plan_templates.named(request.args.get("template"), agency=agency):
        return plan_templates.filled(db.session(), template, agency=agency, year=year)
    return plan_templates.plain(year=year, today=today())


def _to_copy(agency: Agency) -> MeasurementPlan | None:
    plan_id = request.args.get("copy", type=int)
    plan = measurement_plans.plan_by_id(db.session(), plan_id=plan_id) if plan_id else None
    return plan if plan is not None and plan.agency_id == agency.id else None


def _as_written(plan: MeasurementPlan) -> dict[str, Any]:
    return {
        "title": plan.title,
        "first_month": plan.first_day,
        "last_month": plan.last_day.replace(day=1),
        "responsible": plan.responsible,
        "channel": plan.channel.value,
        "questionnaire": str(plan.questionnaire_version_id or ""),
        "objective": str(plan.objective_id or ""),
        "items": _rows(plan),
        "waves": _waves(plan),
    }


def _copied(plan: MeasurementPlan) -> dict[str, Any]:
    """Populations are counted anew, and the objective is another one."""
    first, last = (_a_year_later(day) for day in (plan.first_day, plan.last_day))
    rows = [{**row, "population": None} for row in plan_items.written(db.session(), plan)]
    return {
        **_as_written(plan),
        "title": plan.title.replace(str(plan.first_day.year), str(first.year)),
        "first_month": first,
        "last_month": last,
        "objective": "",
        "items": rows + [{}] * ROWS,
        "waves": [
            {name: _a_year_later(month) for name, month in row.items()} for row in _waves(plan)
        ],
    }


def _a_year_later(day: date) -> date:
    """The first of the month."""
    return day.replace(year=day.year + 1, day=1)


def _waves(plan: MeasurementPlan) -> list[dict[str, Any]]:
    found = waves.written(plan.current.waves, period=Span(plan.first_day, plan.last_day))
    return [*found, *([{}] * MORE_WAVES)] if found else []


def _rows(plan: MeasurementPlan) -> list[dict[str, Any]]:
    return plan_items.written(db.session(), plan) + [{}] * ROWS
