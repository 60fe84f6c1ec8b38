"""Records of the plans of Tỉnh Mẫu: made, submitted and approved once ratings are sealed.

Every agency of the story has them but the one whose plan was not carried out.
"""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from survey import closing
from survey.audit import Actor
from survey.clock import start_of_day
from survey.demonstration import named
from survey.demonstration.quality_story import STORIES, Finding, year_of
from survey.models.measurement_plan import MeasurementPlan, PlanWave
from survey.models.staged import Stage
from survey.quality import records
from survey.quality.waves import Span
from survey.queries import measurement_plans
from survey.settings import current_settings

STEPS = {Stage.SUBMITTED: 2, Stage.APPROVED: 5}
"""Days after the record was made."""


def build(session: Session, *, today: date) -> None:
    for code, finding in STORIES.items():
        if finding is Finding.NOT_MEASURED:
            continue
        agency, year = named.agency(session, code), year_of(today)
        plans = measurement_plans.plans(session, agency_id=agency.id, year=year)
        for plan in (plan for plan in plans if plan.carried_out_on):
            for wave in plan.current.waves:
                _approved(session, plan=plan, wave=wave)


def _approved(session: Session, *, plan: MeasurementPlan, wave: PlanWave) -> None:
    made_on = closing.complete_on(wave.last_day)
    record = records.make(
        session,
        plan=plan,
        span=Span(wave.first_day, wave.last_day),
        reason=None,
        suppress_below=current_settings().suppress_below,
        by=on(made_on),
    )
    for step, later in STEPS.items():
        records.advance(session, record=record, to=step, by=on(made_on + timedelta(days=later)))


def on(day: date) -> Actor:
    """The program itself, on the morning of a day."""
    return Actor(None, start_of_day(day) + timedelta(hours=9))
