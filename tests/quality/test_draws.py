"""Whom to invite is drawn by the system: repeatable, noted for good, and without keeping a list."""

import re
from datetime import date
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import inspect, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from survey.documents.table_reading import table_lines
from survey.lots import drawn
from survey.models.account import Role
from survey.models.agency import Agency
from survey.models.invitation_draw import InvitationDraw
from survey.models.measurement_plan import MeasurementPlan
from tests.documents.workbooks import a_workbook
from tests.forms import form_to
from tests.quality_things import a_plan
from tests.staff import a_browser_with, submit

CODES = [f"H99.{n:04}" for n in range(40)]
WORKBOOK = {"as": "workbook"}
NEW = "/quality-system/plans/{}/draws/new?lang=en"


@pytest.fixture
def plan(session: Session, agency: Agency) -> MeasurementPlan:
    steps = {"submitted_on": date(2026, 6, 1), "approved_on": date(2026, 6, 20)}
    return a_plan(session, agency=agency, target=10, **steps)


def csv(codes: list[str]) -> tuple[BytesIO, str]:
    return BytesIO("\n".join(["Mã hồ sơ", *codes]).encode()), "ho-so.csv"


def hand_in(
    officer: FlaskClient, plan: MeasurementPlan, *, codes: list[str] = CODES, **more: str
) -> TestResponse:
    item, given = str(plan.current.items[0].id), {"file": csv(codes), **WORKBOOK, **more}
    return submit(officer, NEW.format(plan.id), item=item, **given)


def invited(answer: TestResponse) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [str(line.cells[1]) for line in table_lines(answer.data) if line.number > 1]


def draws(session: Session) -> list[InvitationDraw]:
    session.rollback()
    session.expire_all()
    return list(session.scalars(select(InvitationDraw).order_by(InvitationDraw.id)))


def test_as_many_are_drawn_as_answers_are_needed_and_the_same_again(
    app: Flask, officer: FlaskClient, plan: MeasurementPlan, agency: Agency, session: Session
):
    first = invited(hand_in(officer, plan))

    assert len(set(first)) == 10
    assert set(first) < set(CODES)
    made = draws(session)[0]
    inspector = a_browser_with(app, session, role=Role.INSPECTOR, at=agency)
    again = f"/quality-system/draws/{made.id}/again?lang=en"
    assert (
        invited(submit(inspector, again, file=csv([*reversed(CODES), CODES[0]]), **WORKBOOK))
        == first
    )


def test_the_page_of_a_draw_shows_whom_to_invite_and_gives_the_same_as_a_workbook(
    officer: FlaskClient, plan: MeasurementPlan, session: Session
):
    item = str(plan.current.items[0].id)
    pasted = "\r\n".join([*CODES, "", CODES[3]])

    page = submit(officer, NEW.format(plan.id), item=item, pasted=pasted)

    form = form_to(page, "/again")
    shown = re.findall(r"<li>(H99\.\d+)</li>", page.text)
    assert (page.status_code, len(shown)) == (200, 10)
    assert invited(officer.post(form.action, data=form.fields)) == shown
    assert len(draws(session)) == 1


def test_another_list_is_refused(officer: FlaskClient, plan: MeasurementPlan, session: Session):
    hand_in(officer, plan)

    again = f"/quality-system/draws/{draws(session)[0].id}/again?lang=en"
    answer = submit(officer, again, file=csv(CODES[1:]))

    assert answer.status_code == 422
    assert "This is not the list that was drawn from" in answer.text


def test_a_second_draw_of_an_item_says_why(
    officer: FlaskClient, plan: MeasurementPlan, session: Session
):
    hand_in(officer, plan)

    assert "Say why it is drawn again" in hand_in(officer, plan).text
    assert hand_in(officer, plan, reason="Thiếu hồ sơ tháng 7").status_code == 200
    assert [made.number for made in draws(session)] == [1, 2]
    page = officer.get(f"/quality-system/plans/{plan.id}/draws").text
    assert "Thiếu hồ sơ tháng 7" in page


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (csv([]), "holds codes of dossiers below a heading, or paste"),
        ((BytesIO(b"\x00\x01\x02"), "a.xlsx"), "This file cannot be read"),
        ((BytesIO(b""), ""), "or paste the codes."),
        (csv(["H1", "#N/A", "H3"]), "holds a formula without a result"),
        (
            (BytesIO(a_workbook(rows="<row><c><f>A9</f></c></row>")), "a.xlsx"),
            "holds a formula without a result",
        ),
    ],
    ids=["empty", "no table", "none", "error", "not computed"],
)
def test_what_is_no_list_is_refused(
    officer: FlaskClient, plan: MeasurementPlan, session: Session, file, said: str
):
    file = (BytesIO(file[0].getvalue()), file[1])  # a request closes it
    item = str(plan.current.items[0].id)

    answer = submit(officer, NEW.format(plan.id), item=item, file=file)

    assert answer.status_code == 422
    assert said in answer.text
    assert draws(session) == []


def test_for_a_draft_nobody_is_invited(officer: FlaskClient, agency: Agency, session: Session):
    draft = a_plan(session, agency=agency)

    page, item = f"/quality-system/plans/{draft.id}", str(draft.current.items[0].id)
    answer = submit(officer, page, to=NEW.format(draft.id), item=item, file=csv(CODES))

    assert answer.status_code == 409
    assert "People are invited for a plan that is approved" in answer.text


@pytest.mark.parametrize(
    "tamper",
    [update(InvitationDraw).values(seed="ff" * 16), text("DELETE FROM invitation_draw")],
    ids=["change", "delete"],
)
def test_a_draw_stays_as_it_was(
    officer: FlaskClient, plan: MeasurementPlan, session: Session, tamper
):
    hand_in(officer, plan)
    made = draws(session)[0].seed

    with pytest.raises(DBAPIError, match="a draw stays as it was"):
        session.execute(tamper)

    assert draws(session)[0].seed == made


def test_no_code_of_a_dossier_is_kept(
    officer: FlaskClient, plan: MeasurementPlan, session: Session
):
    hand_in(officer, plan)

    connection = session.connection()
    for table in inspect(connection).get_table_names():
        rows = connection.exec_driver_sql(f'SELECT * FROM "{table}"').all()
        assert not any("H99.00" in str(row) for row in rows), table


@given(st.sets(st.text(min_size=1), min_size=1), st.integers(1, 20), st.randoms())
def test_the_order_of_a_list_has_no_say(codes: set[str], wanted: int, random):
    shuffled = list(codes)
    random.shuffle(shuffled)

    assert drawn(shuffled, seed="s", wanted=wanted) == drawn(codes, seed="s", wanted=wanted)
