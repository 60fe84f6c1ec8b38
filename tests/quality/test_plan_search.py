"""In a plan with many procedures what is measured is found by typing, also without script."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from survey.models.agency import Agency
from survey.models.measurement_plan import MeasurementPlan
from survey.models.procedure import Procedure
from survey.text import holds_words
from tests.factories import a_point, a_procedure, an_agency
from tests.forms import form_to, send
from tests.quality_things import a_plan

NEW = "/quality-system/xa-mau/plans/new?lang=vi"


@pytest.fixture
def agency(session: Session) -> Agency:
    return an_agency(session, code="xa-mau")


@pytest.fixture
def procedures(session: Session, agency: Agency) -> tuple[Procedure, Procedure]:
    point = a_point(session, agency=agency)
    deaths = a_procedure(session, at=point, name="Khai tử", name_en="Death registration")
    return deaths, a_procedure(session, at=point, name="Đăng ký biến động đất đai")


def looked_for(officer: FlaskClient, page: str, **typed: str) -> TestResponse:
    return send(officer, page, press=("look", "1"), **typed)


def test_what_is_found_stands_in_the_lists_and_nothing_typed_is_lost(
    officer: FlaskClient, session: Session, procedures: tuple[Procedure, Procedure]
):
    deaths, land = (f"procedure-{one.id}" for one in procedures)
    session.rollback()
    typed = {"title": "Đang viết", "items-0-what": deaths, "items-1-quota": "77"}

    page = looked_for(officer, NEW, words="dat DAI bien", **typed)

    first, second = page.text.split('id="items-1-what"')[0], page.text.split('id="items-1-what"')[1]
    assert page.status_code == 200
    assert f'<option selected value="{deaths}"' in first
    assert f'value="{land}"' in second
    assert f'value="{deaths}"' not in second
    assert form_to(page).fields["title"] == "Đang viết"
    assert form_to(page).fields["items-1-quota"] == "77"
    assert session.query(MeasurementPlan).count() == 0


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("words", ["Khai tử", "khai tu", "Death registration", "REGISTRATION tu"])
def test_names_of_both_languages_are_found_in_each(
    officer: FlaskClient, procedures: tuple[Procedure, Procedure], lang: str, words: str
):
    deaths, land = (f'value="procedure-{one.id}"' for one in procedures)

    page = looked_for(officer, NEW.replace("lang=vi", f"lang={lang}"), words=words)

    assert deaths in page.text
    assert land not in page.text


def test_where_nothing_is_found_it_is_said(
    officer: FlaskClient, session: Session, agency: Agency, procedures
):
    plan = a_plan(session, agency=agency)
    page = f"/quality-system/plans/{plan.id}/edit?lang=en"
    session.rollback()

    answer = looked_for(officer, page, words="xây dựng")

    assert answer.status_code == 200
    assert "Nothing was found. Try fewer words." in answer.text


@pytest.mark.parametrize(
    ("words", "looked_for_before", "status"),
    [("", "", 303), ("khai", "", 200), ("khai", "khai", 303), ("khai tử", "khai", 200)],
)
def test_enter_saves_the_plan_unless_words_wait_to_be_looked_for(
    officer: FlaskClient,
    session: Session,
    agency: Agency,
    words: str,
    looked_for_before: str,
    status: int,
):
    plan = a_plan(session, agency=agency)
    page = f"/quality-system/plans/{plan.id}/edit?lang=vi"
    session.rollback()

    shown = form_to(officer.get(page))
    changes = {"title": "Đổi tên", "words": words, "looked_for": looked_for_before}
    answer = send(officer, page, press=("enter", "1"), **changes)

    session.rollback()
    session.refresh(plan)
    assert shown.buttons[0] == ("enter", "1")
    assert answer.status_code == status
    assert (plan.title == "Đổi tên") == (status == 303)


def test_what_was_looked_for_is_kept_beside_the_words(officer: FlaskClient, agency: Agency):
    found = looked_for(officer, NEW, words=" Khai  tử ")

    assert form_to(found).fields["looked_for"] == "Khai tử"
    assert form_to(found).fields["words"] == "Khai tử"


@pytest.mark.parametrize(
    ("words", "is_held"),
    [("", True), ("khai sinh", True), ("SINH khai", True), ("dang", True), ("khai tu", False)],
)
def test_words_are_found_without_their_marks(words: str, is_held: bool):
    assert holds_words("Đăng ký khai sinh", words) is is_held
