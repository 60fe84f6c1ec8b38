"""Plans to begin with: offered by the kind of agency, filled with what it has, sent as they are."""

from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.models.agency import Agency, AgencyKind
from survey.models.flow import Flow
from survey.models.measurement_plan import MeasurementPlan
from survey.models.procedure import Procedure
from survey.quality.plan_templates import templates
from tests.factories import a_point, a_procedure, an_agency
from tests.forms import form_to, send
from tests.quality_things import a_system, an_objective
from tests.working_days import working_on

YEAR_BEFORE = date(2025, 5, 5)


@pytest.fixture
def agency(session: Session) -> Agency:
    agency = an_agency(session, code="xa-mau", kind=AgencyKind.COMMUNE)
    a_system(session, agency=agency)
    return agency


@pytest.fixture
def procedures(session: Session, agency: Agency) -> list[Procedure]:
    """Of five the later ones closed more dossiers in the year before."""
    point = a_point(session, agency=agency)
    found = [a_procedure(session, at=point) for _ in range(5)]
    for n, procedure in enumerate(found):
        session.add(
            Flow(point_id=point.id, procedure_id=procedure.id, day=YEAR_BEFORE, closed=100 + n)
        )
    session.commit()
    return found


def test_every_kind_of_agency_is_offered_what_fits_it(officer: FlaskClient):
    page = officer.get("/quality-system/xa-mau/plans/new?year=2026&lang=en").text

    assert "three busiest procedures" in page
    assert "five busiest procedures" not in page
    assert "/quality-system/xa-mau/plans/new?year=2026&amp;template=commune-year" in page


def test_a_template_names_what_has_most_dossiers(
    officer: FlaskClient, session: Session, procedures: list[Procedure]
):
    address = "/quality-system/xa-mau/plans/new?year=2026&template=commune-year&lang=en"
    send(officer, address, responsible="Văn phòng")

    plan = session.scalars(select(MeasurementPlan)).one()
    assert plan.title == "Measurement of satisfaction in 2026"
    busiest = [procedure.id for procedure in reversed(procedures)][:3]
    assert [item.procedure_id for item in plan.current.items] == [None, *busiest]
    assert [wave.last_day for wave in plan.current.waves] == [
        date(2026, 6, 30),
        date(2026, 12, 31),
    ]


def test_a_template_names_the_fields_with_most_dossiers(
    officer: FlaskClient, session: Session, agency: Agency, procedures: list[Procedure]
):
    """Two small ones of one field are together more than the largest."""
    second = a_procedure(session, at=a_point(session, agency=agency), beside=procedures[0])
    point_id = session.scalars(select(Flow.point_id)).first()
    session.add(Flow(point_id=point_id, procedure_id=second.id, day=YEAR_BEFORE, closed=9))
    session.commit()

    send(
        officer,
        "/quality-system/xa-mau/plans/new?year=2026&template=fields-year&lang=en",
        responsible="Văn phòng",
    )

    whole, *fields = session.scalars(select(MeasurementPlan)).one().current.items
    assert whole.is_whole
    ordered = [procedures[place].field_id for place in (0, 4, 3, 2, 1)]
    assert [item.field_id for item in fields] == ordered
    assert fields[0].thing.procedure_ids == (procedures[0].id, second.id)


@pytest.mark.parametrize(
    ("year", "first"), [("2026", "2026-06"), ("2027", "2027-01"), ("2025", "2025-12")]
)
def test_without_a_template_a_plan_begins_where_it_can_still_be_approved_in_time(
    officer: FlaskClient, session: Session, monkeypatch: pytest.MonkeyPatch, year: str, first: str
):
    working_on(session, monkeypatch)(date(2026, 5, 20))

    fields = form_to(officer.get(f"/quality-system/xa-mau/plans/new?year={year}")).fields

    assert fields["title"] == f"Đo lường sự hài lòng năm {year}"
    assert (fields["first_month"], fields["last_month"]) == (first, f"{year}-12")
    assert (fields["items-0-what"], fields["items-1-what"]) == ("agency", "")


def test_the_only_objective_of_the_year_is_proposed(
    officer: FlaskClient, session: Session, agency: Agency
):
    objective = an_objective(session, agency=agency)
    page = "/quality-system/xa-mau/plans/new?year=2026"

    alone = form_to(officer.get(page)).fields["objective"]
    an_objective(session, agency=agency)
    beside_another = form_to(officer.get(page)).fields["objective"]

    assert (alone, beside_another) == (str(objective.id), "")


def test_a_template_that_does_not_fit_is_none(officer: FlaskClient):
    page = officer.get("/quality-system/xa-mau/plans/new?year=2026&template=province-year")

    assert page.status_code == 200
    assert "Đo lường sự hài lòng toàn tỉnh" not in page.text


def test_templates_have_names_of_their_own_in_both_languages():
    keys = [one.key for one in templates()]

    assert len(keys) == len(set(keys))
    for one in templates():
        assert {"vi", "en"} == one.title.keys() == one.about.keys()
