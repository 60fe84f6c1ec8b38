"""A draft that nobody was asked to approve is discarded; what was submitted once stays."""

import json
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from survey.models.account import AuditEvent
from survey.models.agency import Agency
from survey.models.measurement_plan import MeasurementPlan, Objective, PlanItem, PlanVersion
from tests.forms import send
from tests.quality_things import a_plan, an_objective

MAKERS = {"objectives": an_objective, "plans": a_plan}
KINDS = {"objectives": "objective", "plans": "plan"}
SUBMITTED = {"submitted_on": date(2026, 2, 1)}


def rows_of(session: Session, *tables: type) -> list[int]:
    session.rollback()
    return [session.scalar(select(func.count()).select_from(table)) or 0 for table in tables]


@pytest.mark.parametrize("pages", MAKERS)
def test_a_draft_goes_away_and_the_trail_keeps_what_it_said(
    officer: FlaskClient, session: Session, agency: Agency, pages: str
):
    row = MAKERS[pages](session, agency=agency)
    address = f"/quality-system/{pages}/{row.id}"

    answer = send(officer, f"{address}?lang=en", to=f"{address}/discard")

    assert "The draft was discarded." in officer.get(answer.location).text
    assert rows_of(session, Objective, MeasurementPlan, PlanVersion, PlanItem) == [0, 0, 0, 0]
    kept = session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert kept.action == f"{KINDS[pages]}.discarded"
    assert "Đo lường" in str(json.loads(kept.details))


@pytest.mark.parametrize("pages", MAKERS)
def test_the_number_of_a_discarded_draft_is_not_given_again(
    officer: FlaskClient, session: Session, agency: Agency, pages: str
):
    """A page that is still open would discard, change or submit another draft than it shows."""
    discarded = MAKERS[pages](session, agency=agency).id
    address = f"/quality-system/{pages}/{discarded}"
    send(officer, address, to=f"{address}/discard")
    session.rollback()

    assert MAKERS[pages](session, agency=agency).id > discarded


@pytest.mark.parametrize("pages", MAKERS)
def test_what_was_submitted_stays(
    officer: FlaskClient, session: Session, agency: Agency, pages: str
):
    row = MAKERS[pages](session, agency=agency, **SUBMITTED)
    address = f"/quality-system/{pages}/{row.id}"
    officer.application.config["WTF_CSRF_ENABLED"] = False

    answer = officer.post(f"{address}/discard?lang=en")

    assert (answer.status_code, "Only a draft can be discarded" in answer.text) == (409, True)
    assert f'action="{address}/discard"' not in officer.get(address).text
    assert rows_of(session, type(row)) == [1]


def test_an_objective_that_a_plan_names_stays(
    officer: FlaskClient, session: Session, agency: Agency
):
    objective = an_objective(session, agency=agency)
    a_plan(session, agency=agency, objective=objective)
    address = f"/quality-system/objectives/{objective.id}"

    answer = send(officer, f"{address}?lang=en", to=f"{address}/discard")

    assert answer.status_code == 409
    assert rows_of(session, Objective) == [1]
