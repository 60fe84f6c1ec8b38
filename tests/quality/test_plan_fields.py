"""A plan that measures fields: what they count, from when on, and what else counts beside them."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from survey.measures.checks import Check, answers
from survey.measures.plan_progress import dossiers_a_year_before, progress
from survey.models.account import Role
from survey.models.agency import Agency
from survey.models.flow import Flow
from survey.models.measurement_plan import (
    MeasurementPlan,
    PlanItem,
    SampleRule,
    Thing,
    field_as_it_is,
)
from survey.models.point import ServicePoint
from survey.models.procedure import Procedure
from tests.factories import a_cell, a_flow, a_point, a_procedure, a_version, an_agency
from tests.quality_things import a_plan
from tests.staff import a_browser_with, submit

APPROVED = {"submitted_on": date(2026, 6, 1), "approved_on": date(2026, 6, 9)}
LATER = date(2026, 12, 1)
SHEET = {
    "title": "Đo lường quý III",
    "first_month": "2026-07",
    "last_month": "2026-09",
    "responsible": "Văn phòng",
    "channel": "slip",
}


@pytest.fixture
def point(session: Session, agency: Agency) -> ServicePoint:
    return a_point(session, agency=agency)


@pytest.fixture
def births(session: Session, point: ServicePoint) -> Procedure:
    return a_procedure(session, at=point)


@pytest.fixture
def deaths(session: Session, point: ServicePoint, births: Procedure) -> Procedure:
    return a_procedure(session, at=point, name="Khai tử", beside=births)


@pytest.fixture
def land(session: Session, point: ServicePoint) -> Procedure:
    return a_procedure(session, at=point, name="Đăng ký biến động đất đai")


def field_of(*held: Procedure) -> Thing:
    return field_as_it_is(held[0].field_id, procedure_ids=[one.id for one in held])


def row(procedure: Procedure, n: int = 0, **more: str) -> dict[str, str]:
    filled = {"what": f"field-{procedure.field_id}", "rule": "share", "margin": "5"} | more
    return {f"items-{n}-{name}": value for name, value in filled.items()}


def the_plan(session: Session) -> MeasurementPlan:
    session.rollback()
    session.expire_all()
    return session.scalars(select(MeasurementPlan)).one()


def test_a_draft_is_saved_again_with_the_same_field(
    officer: FlaskClient, session: Session, births: Procedure
):
    first, then = (row(births, rule="quota", quota=quota) for quota in ("30", "40"))
    page = submit(officer, "/quality-system/xa-mau/plans/new?year=2026", **SHEET, **first)

    saved = submit(officer, f"{page.location}/edit", **SHEET, **then)

    assert saved.location == page.location
    (item,) = the_plan(session).current.items
    assert (item.field_id, item.target) == (births.field_id, 40)


@pytest.mark.parametrize(
    ("columns", "constraint"),
    [
        (("field", "list", "procedure"), "plan_item_names_a_field_alone"),
        (("field", "list", "point"), "plan_item_names_a_field_alone"),
        (("procedure", "point"), "plan_item_names_one_thing"),
        (("field",), "plan_item_field_with_procedures"),
        (("list",), "plan_item_field_with_procedures"),
        (("field", "empty"), "plan_item_field_holds_some"),
    ],
)
def test_the_database_takes_no_item_that_names_two_things_or_half_of_one(
    session: Session, agency: Agency, births: Procedure, point: ServicePoint, columns, constraint
):
    plan = a_plan(session, agency=agency)
    named = {
        "field": {"field_id": births.field_id},
        "list": {"field_procedures": f"[{births.id}]"},
        "empty": {"field_procedures": "[]"},
        "procedure": {"procedure_id": births.id},
        "point": {"point_id": point.id},
    }
    item = PlanItem(version_id=plan.current.id, rule=SampleRule.QUOTA, target=1)
    for column in columns:
        for name, value in named[column].items():
            setattr(item, name, value)
    session.add(item)

    with pytest.raises(IntegrityError, match=constraint):
        session.commit()


def test_the_database_takes_a_field_once_in_a_version_and_keeps_what_was_approved(
    session: Session, agency: Agency, births: Procedure, deaths: Procedure
):
    twice = (field_of(births), field_of(births, deaths))
    with pytest.raises(IntegrityError, match="plan_item"):
        a_plan(session, agency=agency, things=twice)
    session.rollback()
    plan = a_plan(session, agency=agency, things=(field_of(births),), **APPROVED)

    plan.current.items[0].field_procedures = field_of(births, deaths).field_procedures

    with pytest.raises(DBAPIError, match="what was approved does not change"):
        session.commit()


def test_a_field_is_chosen_with_the_procedures_it_holds_and_their_dossiers(
    officer: FlaskClient, session: Session, point: ServicePoint, births, deaths, land
):
    for procedure, closed in ((births, 150), (deaths, 100), (land, 900)):
        a_flow(session, point=point, procedure=procedure, day=date(2025, 8, 4), closed=closed)
    new = "/quality-system/xa-mau/plans/new?year=2026&lang=en"

    page = submit(officer, new, **SHEET | row(births)).location

    (item,) = the_plan(session).current.items
    assert item.thing == field_of(births, deaths)
    assert (item.population, item.target) == (250, 152)
    shown = officer.get(f"{page}?lang=en").text
    assert "Field: Civil status" in shown
    assert "Procedures that count for the field Civil status: 2" in shown


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.integers(0, 2), st.dates(date(2025, 5, 1), date(2025, 11, 30)), st.integers(0, 99)
        ),
        max_size=8,
        unique_by=lambda flow: flow[:2],
    )
)
def test_the_population_of_a_field_is_the_sum_over_its_procedures(
    session: Session, agency: Agency, point: ServicePoint, births, deaths, land, flows
):
    all_of_them = (births, deaths, land)
    session.execute(delete(Flow))
    for which, day, closed in flows:
        a_flow(session, point=point, procedure=all_of_them[which], day=day, closed=closed)

    def dossiers(thing: Thing) -> int:
        quarter = {"first_day": date(2026, 7, 1), "last_day": date(2026, 9, 30)}
        return dossiers_a_year_before(session, agency_id=agency.id, **quarter, thing=thing)

    single = [dossiers(Thing(procedure_id=one.id)) for one in (births, deaths)]
    assert dossiers(field_of(births, deaths)) == sum(single)
    assert sum(single) == sum(
        closed for which, day, closed in flows if which < 2 and day.month in (7, 8, 9)
    )


def answered(
    session: Session, point: ServicePoint, **numbers: tuple[Procedure | None, int]
) -> None:
    version = a_version(session)
    for procedure, n in numbers.values():
        cell = {"version": version, "point": point, "procedure": procedure}
        a_cell(session, **cell, month=date(2026, 8, 1), overall={"5": n})


def test_each_item_counts_what_it_names_whatever_stands_beside_it(
    officer: FlaskClient, session: Session, agency: Agency, point, births, deaths, land
):
    answered(session, point, a=(births, 30), b=(deaths, 20), c=(land, 7), d=(None, 3))
    things = (Thing(), field_of(births, deaths), Thing(procedure_id=births.id))
    plan = a_plan(session, agency=agency, things=things, target=40)

    found = progress(session, plan=plan, today=LATER)

    assert [one.answered for one in found] == [60, 50, 30]
    shown = officer.get(f"/quality-system/plans/{plan.id}?lang=en").text
    assert "so rows are not added up" in shown


def test_a_procedure_that_moves_counts_where_it_was_planned_until_another_version(
    app: Flask, session: Session, agency: Agency, point, births, deaths, land
):
    answered(session, point, a=(births, 30), b=(deaths, 20), c=(land, 7))
    things = (field_of(births, deaths), field_of(land))
    plan = a_plan(session, agency=agency, things=things, **APPROVED)
    leader = a_browser_with(app, session, role=Role.LEADER, at=agency)
    page = f"/quality-system/plans/{plan.id}"

    deaths.field_id = land.field_id
    session.commit()

    assert [one.answered for one in progress(session, plan=plan, today=LATER)] == [50, 7]
    shown = leader.get(f"{page}?lang=en").text
    assert "Not in the field any more: Birth registration" in shown
    assert "Came into the field: Birth registration" in shown
    rows = row(births, rule="quota", quota="9") | row(land, 1, rule="quota", quota="9")
    submit(leader, f"{page}/revise", **rows, reason="Danh mục thay đổi")
    found = progress(session, plan=the_plan(session), today=LATER)
    assert [one.answered for one in found] == [30, 27]
    assert "has changed" not in leader.get(f"{page}?lang=en").text


def test_the_same_field_in_two_rows_comes_back(officer: FlaskClient, births: Procedure):
    rows = row(births, rule="quota", quota="9") | row(births, 1, rule="quota", quota="8")

    answer = submit(officer, "/quality-system/xa-mau/plans/new?lang=en", **SHEET | rows)

    assert answer.status_code == 422
    assert "Something is named in two rows" in answer.text


def test_a_copy_takes_the_field_as_it_is_a_year_later(
    officer: FlaskClient, session: Session, agency: Agency, births, deaths
):
    plan = a_plan(session, agency=agency, things=(field_of(births),))

    shown = officer.get(f"/quality-system/xa-mau/plans/new?copy={plan.id}&year=2027").text

    assert f'<option selected value="field-{births.field_id}">' in shown


def test_an_agency_measures_fields_that_agencies_below_it_handle(
    app: Flask, session: Session, agency: Agency, births: Procedure
):
    above = an_agency(session, code="tinh-mau")
    below = an_agency(session, under=above)
    handled = a_procedure(session, at=a_point(session, agency=below))
    officer = a_browser_with(app, session, role=Role.QUALITY_OFFICER, at=above)

    shown = officer.get("/quality-system/tinh-mau/plans/new?year=2026").text

    assert f'value="field-{handled.field_id}"' in shown
    assert f'value="field-{births.field_id}"' not in shown


def test_a_field_that_was_not_reached_is_named_as_a_finding(
    session: Session, agency: Agency, point, births, deaths
):
    answered(session, point, a=(births, 30), b=(deaths, 20))
    a_plan(session, agency=agency, things=(field_of(births, deaths),), target=51, **APPROVED)

    found = answers(
        session, agency=agency, year=2026, today=LATER, among=[Check.MEASURED_AS_PLANNED]
    )

    assert any(
        ": Hộ tịch" in one.name and one.name.endswith(": 50/51") for one in found[0].evidence
    )


@pytest.mark.parametrize("path", ["/draws/new", "/draws"])
def test_whom_to_invite_is_drawn_for_a_field(
    officer: FlaskClient, session: Session, agency: Agency, births, path: str
):
    plan = a_plan(session, agency=agency, things=(field_of(births),), **APPROVED)

    shown = officer.get(f"/quality-system/plans/{plan.id}{path}?lang=en")

    assert shown.status_code == 200
    assert ("Field: Civil status" in shown.text) == (path == "/draws/new")
