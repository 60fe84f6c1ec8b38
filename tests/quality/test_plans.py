"""Measurement plans: what is needed, who approves, how it changes, how far it is."""

from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from survey.measures.plan_progress import Outlook, progress
from survey.models.agency import Agency
from survey.models.flow import Flow
from survey.models.measurement_plan import MeasurementPlan, Objective, PlanWave, SampleRule
from survey.models.rating import Channel
from survey.models.staged import Stage
from survey.quality.targets import target_of
from survey.queries import measurement_plans
from tests.factories import a_cell, a_flow, a_point, a_procedure, a_version
from tests.forms import send
from tests.quality_things import a_plan, an_objective
from tests.staff import submit

SHEET = {
    "title": "Đo lường quý III",
    "first_month": "2026-07",
    "last_month": "2026-09",
    "responsible": "Văn phòng",
    "channel": "slip",
    "items-0-what": "agency",
    "items-0-rule": "share",
    "items-0-margin": "5",
    "items-0-population": "250",
}


def wave(first: str, last: str, *, row: int = 0) -> dict[str, str]:
    return {f"waves-{row}-first_month": first, f"waves-{row}-last_month": last}


TWO_WAVES = wave("2026-07", "2026-07") | wave("2026-08", "2026-09", row=1)


def the_plan(session: Session) -> MeasurementPlan:
    session.rollback()
    session.expire_all()
    return session.scalars(select(MeasurementPlan)).one()


@pytest.mark.parametrize(
    ("rule", "population", "margin", "quota", "target"),
    [
        (SampleRule.SHARE, 250, 50, None, 152),  # 151.68 with the finite population correction
        (SampleRule.YAMANE, 1000, 50, None, 286),  # 1000 / (1 + 1000 × 0.05²) = 285.7
        (SampleRule.QUOTA, None, 50, 150, 150),
        (SampleRule.SHARE, 1, 50, None, 1),
    ],
)
def test_a_target_follows_the_rule_that_was_chosen(rule, population, margin, quota, target):
    assert target_of(rule, population=population, margin=margin, quota=quota) == target


def test_a_plan_goes_from_draft_to_closed_by_those_whose_step_it_is(
    officer: FlaskClient, leader: FlaskClient, session: Session
):
    page = submit(officer, "/quality-system/xa-mau/plans/new?year=2026&lang=en", **SHEET).location
    assert the_plan(session).current.items[0].target == 152

    for who, step, field in (
        (officer, "advance", {"to": "submitted"}),
        (leader, "approve", {}),
        (officer, "advance", {"to": "carried_out"}),
        (officer, "advance", {"to": "closed"}),
    ):
        assert taken(who, page, step=step, **field) == 303

    plan = the_plan(session)
    assert plan.stage is Stage.CLOSED
    assert plan.was_approved_late(begins=plan.first_day)
    assert "Approved late" in officer.get(f"{page}?lang=en").text


def taken(who: FlaskClient, page: str, *, step: str, **fields: str) -> int:
    """The answer to a button on the page."""
    who.application.config["WTF_CSRF_ENABLED"] = False
    return who.post(f"{page}/{step}", data=fields).status_code


def test_an_officer_cannot_approve_by_any_button(
    officer: FlaskClient, session: Session, agency: Agency
):
    plan = a_plan(session, agency=agency, submitted_on=date(2026, 6, 1))
    page = f"/quality-system/plans/{plan.id}"

    assert taken(officer, page, step="approve") == 403
    assert taken(officer, page, step="advance", to="approved") == 403
    assert the_plan(session).approved_on is None


def test_a_step_that_is_not_next_is_refused(officer: FlaskClient, session: Session, agency: Agency):
    plan = a_plan(session, agency=agency)
    page = f"/quality-system/plans/{plan.id}"

    assert taken(officer, page, step="advance", to="closed") == 409
    assert taken(officer, page, step="advance", to="anything") == 409
    assert the_plan(session).stage is Stage.DRAFT


def test_a_change_after_the_approval_is_another_version_with_a_reason(
    leader: FlaskClient, session: Session, agency: Agency
):
    days = {"submitted_on": date(2026, 6, 1), "approved_on": date(2026, 6, 2)}
    plan = a_plan(session, agency=agency, target=100, **days)
    page = f"/quality-system/plans/{plan.id}/revise?lang=en"
    rows = {"items-0-what": "agency", "items-0-rule": "quota", "items-0-quota": "60"}

    refused = submit(leader, page, **rows)
    submit(leader, page, **rows, reason="Ít hồ sơ hơn dự kiến")

    assert "Say why it changes" in refused.text
    first, second = the_plan(session).versions
    assert (first.items[0].target, second.items[0].target) == (100, 60)
    assert (first.reason, second.reason) == (None, "Ít hồ sơ hơn dự kiến")
    shown = leader.get(f"/quality-system/plans/{plan.id}?lang=en").text
    assert "Ít hồ sơ hơn dự kiến" in shown


def test_an_approved_plan_is_not_edited(officer: FlaskClient, session: Session, agency: Agency):
    days = {"submitted_on": date(2026, 6, 1), "approved_on": date(2026, 6, 2)}
    plan = a_plan(session, agency=agency, **days)

    page = f"/quality-system/plans/{plan.id}"
    answer = submit(officer, page, to=f"{page}/edit", **SHEET)

    assert answer.status_code == 409
    assert the_plan(session).current.items[0].target == 100


def test_without_a_number_last_years_dossiers_are_the_population(
    officer: FlaskClient, session: Session, agency: Agency
):
    procedure = a_procedure(session, at=(point := a_point(session, agency=agency)))
    for day, closed in (
        (date(2025, 6, 30), 900),
        (date(2025, 7, 1), 150),
        (date(2025, 9, 30), 100),
    ):
        session.add(Flow(point_id=point.id, procedure_id=procedure.id, day=day, closed=closed))
    session.commit()
    sheet = SHEET | {"items-0-population": "", "items-0-what": f"procedure-{procedure.id}"}

    submit(officer, "/quality-system/xa-mau/plans/new?year=2026", **sheet)

    item = the_plan(session).current.items[0]
    assert (item.procedure_id, item.population, item.target) == (procedure.id, 250, 152)


def test_a_draft_counts_again_for_what_a_row_names_instead(
    officer: FlaskClient, session: Session, agency: Agency
):
    point = a_point(session, agency=agency)
    first, other = (a_procedure(session, at=point, name=name) for name in ("Một", "Hai"))
    for procedure, closed in ((first, 250), (other, 1000)):
        a_flow(session, point=point, procedure=procedure, day=date(2025, 8, 3), closed=closed)
    sheet = SHEET | {"items-0-population": "", "items-0-what": f"procedure-{first.id}"}
    page = submit(officer, "/quality-system/xa-mau/plans/new?year=2026", **sheet).location

    send(officer, f"{page}/edit", **{"items-0-what": f"procedure-{other.id}"})

    item = the_plan(session).current.items[0]
    assert (item.procedure_id, item.population) == (other.id, 1000)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"items-0-what": ""}, "Choose at least one thing to measure."),
        ({"last_month": "2026-06"}, "The last month must not lie before the first one."),
        ({"items-0-population": ""}, "No dossiers were counted in these months of last year."),
        ({"items-0-what": "point-999"}, "Choose one of the values in the list."),
        ({"waves-0-first_month": "2026-07"}, "Enter the first and the last month of each wave."),
        (wave("2026-06", "2026-07"), "Every wave must lie within the period of the plan."),
        (wave("2026-08", "2026-07"), "The last month of a wave must not lie before its first one."),
        (
            wave("2026-07", "2026-08") | wave("2026-08", "2026-09", row=1),
            "Two waves share a month.",
        ),
    ],
)
def test_a_plan_that_makes_no_sense_comes_back(
    officer: FlaskClient, changed: dict[str, str], sentence: str
):
    page = "/quality-system/xa-mau/plans/new?year=2026&lang=en"

    answer = submit(officer, page, **SHEET | changed)

    assert answer.status_code == 422
    assert sentence in answer.text


def test_a_copy_asks_for_the_same_a_year_later(
    officer: FlaskClient, session: Session, agency: Agency
):
    plan = a_plan(session, agency=agency, target=77)

    shown = officer.get(f"/quality-system/xa-mau/plans/new?copy={plan.id}&year=2027").text

    assert all(f'value="{value}"' in shown for value in ("2027-07", "2027-09", "77"))


def spans(version) -> list[tuple[date, date]]:
    return [(wave.first_day, wave.last_day) for wave in version.waves]


def test_waves_are_planned_copied_and_kept_with_their_version(
    officer: FlaskClient, leader: FlaskClient, session: Session
):
    new = "/quality-system/xa-mau/plans/new?year=2026&lang=en"
    page = submit(officer, new, **SHEET | TWO_WAVES).location
    plan = the_plan(session)
    planned = [(date(2026, 7, 1), date(2026, 7, 31)), (date(2026, 8, 1), date(2026, 9, 30))]
    assert spans(plan.current) == planned

    copied = officer.get(f"/quality-system/xa-mau/plans/new?copy={plan.id}&year=2027").text
    taken(officer, page, step="advance", to="submitted")
    taken(leader, page, step="approve")
    rows = {"items-0-what": "agency", "items-0-rule": "quota", "items-0-quota": "60"}
    submit(leader, f"{page}/revise", **rows, reason="Gộp hai đợt")

    assert copied.count('value="2027-08"') == 1
    assert [spans(version) for version in the_plan(session).versions] == [
        planned,
        [(date(2026, 7, 1), date(2026, 9, 30))],
    ]


def test_a_draft_is_saved_again_with_the_same_waves(officer: FlaskClient, session: Session):
    page = submit(officer, "/quality-system/xa-mau/plans/new?year=2026", **SHEET | TWO_WAVES)

    submit(officer, f"{page.location}/edit", **SHEET | TWO_WAVES)

    assert len(the_plan(session).current.waves) == 2


def test_the_database_takes_no_two_waves_with_a_month_in_common(session: Session, agency: Agency):
    plan = a_plan(session, agency=agency)

    plan.current.waves.append(PlanWave(first_day=date(2026, 9, 1), last_day=date(2026, 9, 30)))

    with pytest.raises(DBAPIError, match="two waves share a month"):
        session.commit()


def test_progress_counts_answers_of_the_plan_alone(session: Session, agency: Agency):
    point, version = a_point(session, agency=agency), a_version(session)
    ours, other = a_procedure(session), a_procedure(session, name="Khác")
    cell = {"version": version, "point": point}
    september = {"month": date(2026, 9, 1), "overall": {"5": 40}}
    a_cell(session, **cell, **september, procedure=ours)
    a_cell(session, **cell, **september, procedure=other)
    a_cell(session, **cell, **september, procedure=ours, channel=Channel.KIOSK)
    a_cell(session, **cell, month=date(2026, 10, 1), overall={"5": 40}, procedure=ours)
    session.commit()
    plan = a_plan(session, agency=agency, procedure=ours)

    (found,) = progress(session, plan=plan, today=date(2026, 12, 1))

    assert found.answered == 40


@pytest.mark.parametrize(
    ("today", "answered", "expected", "outlook"),
    [
        (date(2026, 6, 1), 0, None, Outlook.NOT_BEGUN),
        (date(2026, 8, 17), 40, 80, Outlook.BEHIND),  # 46 of 92 days are closed
        (date(2026, 8, 17), 60, 120, Outlook.ON_COURSE),
        (date(2026, 8, 17), 100, 200, Outlook.REACHED),
        (date(2026, 12, 1), 99, 99, Outlook.MISSED),
    ],
)
def test_the_forecast_goes_on_as_so_far(
    session: Session, agency: Agency, today: date, answered: int, expected, outlook: Outlook
):
    point, version = a_point(session, agency=agency), a_version(session)
    if answered:
        a_cell(
            session,
            version=version,
            point=point,
            month=date(2026, 7, 1),
            overall={"5": answered},
        )
    session.commit()
    plan = a_plan(session, agency=agency, target=100)

    (found,) = progress(session, plan=plan, today=today)

    assert (found.expected, found.outlook) == (expected, outlook)


def test_an_objective_approved_after_january_is_marked_late_for_ever(
    officer: FlaskClient, session: Session, agency: Agency
):
    an_objective(
        session, agency=agency, submitted_on=date(2026, 1, 20), approved_on=date(2026, 2, 1)
    )

    shown = officer.get("/quality-system/xa-mau/plans?year=2026&lang=en").text

    assert "Approved late" in shown


OBJECTIVE = {
    "statement": "Đạt 90 %",
    "target": "90.5",
    "evaluated": "Đo lường",
    "responsible": "Văn phòng",
    "due_on": "2026-12-31",
}


def test_an_objective_is_not_due_before_its_year(
    officer: FlaskClient, session: Session, agency: Agency
):
    page = "/quality-system/xa-mau/objectives/new?year=2026&lang=en"

    refused = submit(officer, page, **OBJECTIVE | {"due_on": "2025-12-31"})
    submit(officer, page, **OBJECTIVE)
    session.rollback()
    objective = session.scalars(select(Objective)).one()
    edit = f"/quality-system/objectives/{objective.id}?lang=en"
    edited = submit(officer, edit, **OBJECTIVE | {"due_on": "2025-12-31"})

    told = "an objective of 2026: it cannot be due before that year begins"
    assert [told in answer.text for answer in (refused, edited)] == [True, True]
    session.refresh(objective)
    assert objective.due_on == date(2026, 12, 31)


def test_an_objective_is_entered_and_submitted(
    officer: FlaskClient, session: Session, agency: Agency
):
    page = "/quality-system/xa-mau/objectives/new?year=2026&lang=en"

    submit(officer, page, **OBJECTIVE)
    session.rollback()
    objective = session.scalars(select(Objective)).one()
    taken(officer, f"/quality-system/objectives/{objective.id}", step="advance", to="submitted")

    session.rollback()
    (found,) = measurement_plans.objectives(session, agency_id=agency.id, year=2026)
    session.refresh(found)
    assert (found.target_per_mille, found.stage) == (905, Stage.SUBMITTED)
