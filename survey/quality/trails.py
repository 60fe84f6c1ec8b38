"""The way down to a page of the quality system, for its breadcrumb."""

from flask import url_for
from flask_babel import gettext as _

from survey.i18n import called
from survey.models.agency import Agency
from survey.models.corrective_action import CorrectiveAction
from survey.models.management_review import ManagementReview
from survey.models.measurement_plan import MeasurementPlan
from survey.models.measurement_record import MeasurementRecord
from survey.staff.trails import Step


def to_agency(agency: Agency, *, year: int | None = None) -> list[Step]:
    name = called(agency.name_vi, agency.name_en)
    return [
        Step(_("Quality system"), url_for("quality.index", year=year)),
        Step(name, url_for("quality.agency", agency_code=agency.code, year=year)),
    ]


def to_processes(agency: Agency) -> list[Step]:
    here = url_for("quality.processes", agency_code=agency.code)
    return [*to_agency(agency), Step(_("Processes"), here)]


def to_plans(agency: Agency, *, year: int) -> list[Step]:
    here = url_for("quality.plans", agency_code=agency.code, year=year)
    return [*to_agency(agency, year=year), Step(_("Objectives and plans"), here)]


def to_plan(agency: Agency, *, plan: MeasurementPlan) -> list[Step]:
    here = url_for("quality.plan", plan_id=plan.id)
    return [*to_plans(agency, year=plan.first_day.year), Step(plan.title, here)]


def to_record(agency: Agency, *, plan: MeasurementPlan, record: MeasurementRecord) -> list[Step]:
    here = url_for("quality.record", record_id=record.id)
    return [*to_plan(agency, plan=plan), Step(_("Record"), here)]


def to_draws(agency: Agency, *, plan: MeasurementPlan) -> list[Step]:
    here = url_for("quality.draws", plan_id=plan.id)
    return [*to_plan(agency, plan=plan), Step(_("Whom to invite"), here)]


def to_actions(agency: Agency) -> list[Step]:
    here = url_for("quality.actions", agency_code=agency.code)
    return [*to_agency(agency), Step(_("Corrective actions"), here)]


def to_action(agency: Agency, *, action: CorrectiveAction) -> list[Step]:
    here = url_for("quality.action", action_id=action.id)
    return [*to_actions(agency), Step(action.title, here)]


def to_reviews(agency: Agency, *, year: int) -> list[Step]:
    here = url_for("quality.reviews", agency_code=agency.code, year=year)
    return [*to_agency(agency, year=year), Step(_("Management reviews"), here)]


def to_review(agency: Agency, *, review: ManagementReview) -> list[Step]:
    here = url_for("quality.review", review_id=review.id)
    return [*to_reviews(agency, year=review.last_day.year), Step(_("Review"), here)]
