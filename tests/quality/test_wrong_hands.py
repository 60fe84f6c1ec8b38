"""What is pressed twice, by two at once, or filled with strange signs is answered in words."""

from datetime import date
from functools import partial

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse, encode_multipart

from survey.models.account import Role
from survey.models.agency import Agency
from survey.models.finding import Finding
from survey.models.invitation_draw import InvitationDraw
from survey.models.measurement_plan import MeasurementPlan
from survey.models.sent_back import SentBack
from tests.at_once import at_once
from tests.inspection_things import a_finding
from tests.quality_things import a_concluded_review, a_plan, a_record, an_objective
from tests.staff import a_browser_with

SENT = {"submitted_on": date(2026, 6, 1)}
APPROVED = {**SENT, "approved_on": date(2026, 6, 20)}
MAKERS = {
    "objectives": partial(an_objective, **SENT),
    "plans": partial(a_plan, **SENT),
    "records": partial(a_record, submitted_on=date(2025, 10, 25)),
    "reviews": partial(a_concluded_review, **SENT),
}
STRANGE = {
    "nul": ("Sai\x00 kỳ", "Sai kỳ"),
    "turned": ("Sai \u202ekỳ\u2066", "Sai kỳ"),
    "decomposed": ("Sai ky\u0300", "Sai kỳ"),
    "piled up": ("S" + "\u0335\u0489" * 200, "S" + "\u0335\u0489" * 200),
    "script": ("<script>alert(1)</script>", "<script>alert(1)</script>"),
}
SHEET = {
    "title": "Đo lại",
    "first_month": "2026-07",
    "last_month": "2026-09",
    "responsible": "Văn phòng",
    "channel": "slip",
    "items-0-what": "agency",
    "items-0-rule": "quota",
    "items-0-quota": "300",
}
LONG = "ạ" * 2001


@pytest.fixture(autouse=True)
def _without_tokens(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = False


def post(who: FlaskClient, page: str, **fields: str) -> TestResponse:
    return who.post(f"{page}?lang=en", data=fields)


def count(session: Session, table: type) -> int | None:
    session.rollback()
    return session.scalar(select(func.count()).select_from(table))


def statuses(answers: list[TestResponse]) -> list[int]:
    return sorted(answer.status_code for answer in answers)


@pytest.mark.parametrize("kind", MAKERS)
def test_a_reason_that_is_refused_comes_back_to_be_mended(
    leader: FlaskClient, session: Session, agency: Agency, kind: str
):
    row = MAKERS[kind](session, agency=agency)
    page = f"/quality-system/{kind}/{row.id}/send-back"

    empty, long = post(leader, page), post(leader, page, reason=LONG)
    right, again = post(leader, page, reason="Sai kỳ"), post(leader, page, reason="Sai mẫu")

    assert [one.status_code for one in (empty, long, right, again)] == [422, 422, 303, 409]
    assert "Say why it is sent back" in empty.text
    assert "Shorten this to 2000 characters" in long.text
    assert LONG in long.text
    assert "This step cannot be taken now" in again.text
    assert "Sai mẫu" in again.text
    assert count(session, SentBack) == 1


@pytest.mark.parametrize("signs", STRANGE)
def test_strange_signs_in_a_reason_do_no_harm(
    leader: FlaskClient, session: Session, agency: Agency, signs: str
):
    typed, kept = STRANGE[signs]
    plan = a_plan(session, agency=agency, **SENT)
    page = f"/quality-system/plans/{plan.id}"

    answer = post(leader, f"{page}/send-back", reason=typed)

    session.rollback()
    assert answer.status_code == 303
    assert session.scalars(select(SentBack.reason)).one() == kept
    assert "<script>alert" not in leader.get(page).text


def test_two_leaders_send_back_once(
    app: Flask, leader: FlaskClient, session: Session, agency: Agency
):
    plan = a_plan(session, agency=agency, **SENT)
    other = a_browser_with(app, session, role=Role.LEADER, at=agency)
    page = f"/quality-system/plans/{plan.id}/send-back"

    answers = at_once(session, *(partial(post, who, page, reason="Sai") for who in (leader, other)))

    assert statuses(answers) == [303, 409]
    assert count(session, SentBack) == 1


@pytest.mark.parametrize("kind", MAKERS)
def test_what_one_leader_approves_another_does_not_send_back(
    app: Flask, leader: FlaskClient, session: Session, agency: Agency, kind: str
):
    row = MAKERS[kind](session, agency=agency)
    other = a_browser_with(app, session, role=Role.LEADER, at=agency)
    page = f"/quality-system/{kind}/{row.id}"

    answers = at_once(
        session,
        partial(post, leader, f"{page}/approve"),
        partial(post, other, f"{page}/send-back", reason="Sai"),
    )

    session.rollback()
    session.refresh(row)
    assert statuses(answers) == [303, 409]
    assert (row.approved_on is None) == bool(count(session, SentBack))


@pytest.mark.parametrize("step", ["submit", "edit"])
def test_a_plan_is_edited_beside_another_step_one_after_the_other(
    officer: FlaskClient, session: Session, agency: Agency, step: str
):
    plan = a_plan(session, agency=agency)
    page = f"/quality-system/plans/{plan.id}"
    other = {
        "submit": partial(post, officer, f"{page}/advance", to="submitted"),
        "edit": partial(post, officer, f"{page}/edit", **SHEET | {"title": "Đo khác"}),
    }

    answers = at_once(session, partial(post, officer, f"{page}/edit", **SHEET), other[step])

    session.rollback()
    changed = session.scalars(select(MeasurementPlan)).one()
    assert statuses(answers) in ([303, 303], [303, 409])
    assert len(changed.current.items) == 1
    if answers[0].status_code == 409:
        assert "What is submitted does not change" in answers[0].text
        assert "Đo lại" in answers[0].text


def test_two_inspectors_withdraw_a_finding_once(
    app: Flask, inspector: FlaskClient, session: Session, agency: Agency
):
    finding = a_finding(session, agency=agency)
    other = a_browser_with(app, session, role=Role.INSPECTOR, at=agency)
    page = f"/inspections/findings/{finding.id}/withdraw"

    answers = at_once(
        session, partial(post, inspector, page, text="Nhầm"), partial(post, other, page, text="Sai")
    )

    assert statuses(answers) == [303, 409]
    session.rollback()
    kept = session.scalars(select(Finding.withdrawal_reason)).one()
    refused = next(one for one in answers if one.status_code == 409)
    assert ({"Nhầm", "Sai"} - {kept}).pop() in refused.text


def test_a_finding_is_withdrawn_before_the_minutes_or_not(
    app: Flask, inspector: FlaskClient, session: Session, agency: Agency
):
    finding = a_finding(session, agency=agency)
    other = a_browser_with(app, session, role=Role.INSPECTOR, at=agency)

    answers = at_once(
        session,
        partial(post, inspector, f"/inspections/findings/{finding.id}/withdraw", text="Nhầm"),
        partial(post, other, f"/inspections/{finding.inspection_id}/conclude"),
    )

    assert statuses(answers) in ([303, 303], [303, 409])


def drawing(who: FlaskClient, plan: MeasurementPlan, **fields: str) -> TestResponse:
    """As a browser sends a form that may hold a file."""
    page = f"/quality-system/plans/{plan.id}/draws/new?lang=en"
    asked = {"item": str(plan.current.items[0].id), "pasted": "H99.1\nH99.2\nH99.3"} | fields
    boundary, body = encode_multipart(asked)
    kind = f"multipart/form-data; boundary={boundary}"
    return who.post(page, data=body, content_type=kind)


def test_two_officers_draw_one_after_the_other_and_the_second_says_why(
    app: Flask, officer: FlaskClient, session: Session, agency: Agency
):
    plan = a_plan(session, agency=agency, target=2, **APPROVED)
    other = a_browser_with(app, session, role=Role.QUALITY_OFFICER, at=agency)
    page, item = f"/quality-system/plans/{plan.id}/draws/new", str(plan.current.items[0].id)

    ask = {"item": item, "pasted": "H99.1\nH99.2\nH99.3"}
    answers = at_once(session, *(partial(post, who, page, **ask) for who in (officer, other)))

    assert statuses(answers) == [200, 422]
    refused = next(one for one in answers if one.status_code == 422)
    assert "Say why it is drawn again" in refused.text
    assert "H99.1" in refused.text
    assert count(session, InvitationDraw) == 1


@pytest.mark.parametrize(
    ("fields", "status", "said"),
    [
        ({"pasted": " \n\t\n\x00"}, 422, "or paste the codes"),
        ({"pasted": "H99.1 " * 100}, 422, "Write each code in a line of its own"),
        ({"item": "999999"}, 422, "Choose one of the values in the list"),
        ({"wanted": "0"}, 422, "Enter a number from 1"),
        ({"wanted": "nhiều"}, 422, "Enter a whole number"),
        ({"reason": LONG}, 422, "Shorten this to 2000 characters"),
        ({"pasted": "H99.0001\n" * 120_000}, 413, "Send less text or a smaller file"),
    ],
    ids=["empty", "one line", "item", "none wanted", "no number", "reason", "a megabyte"],
)
def test_a_draw_that_is_refused_says_why_and_draws_nothing(
    officer: FlaskClient, session: Session, agency: Agency, fields, status: int, said: str
):
    plan = a_plan(session, agency=agency, target=2, **APPROVED)

    answer = drawing(officer, plan, **fields)

    assert answer.status_code == status
    assert said in answer.text
    assert count(session, InvitationDraw) == 0


def test_signs_that_nobody_sees_make_no_other_dossier(
    officer: FlaskClient, session: Session, agency: Agency
):
    plan = a_plan(session, agency=agency, target=2, **APPROVED)
    same = (
        "H99.1",
        " H99.1",
        "H99.1\x00",
        "H99\u200b.1",
        "H99.1\u00a0",
        "\u202eH99.1",
        "H99.1\x1b",
    )

    answer = drawing(officer, plan, pasted="\n".join([*same, "<b>H99.2</b>"]), wanted="9")

    session.rollback()
    made = session.scalars(select(InvitationDraw)).one()
    assert (answer.status_code, made.listed) == (200, 2)
    assert "<li>H99.1</li>" in answer.text
    assert "<b>H99.2" not in answer.text
    assert "all of them are" in answer.text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": LONG}, "Shorten this to 300 characters"),
        ({"title": "\x00\u202e"}, "Enter the title of the plan"),
        ({"first_month": "0001-01", "last_month": "0001-02"}, "Enter a year from 1900 to 2199"),
        ({"last_month": "9999-12"}, "Enter a year from 1900 to 2199"),
        ({"waves-0-first_month": "2026-07"}, "the first and the last month of each wave"),
        ({"items-0-what": "field-999999"}, "Choose one of the values in the list"),
        ({"items-0-what": "field-1; DROP TABLE"}, "Choose one of the values in the list"),
        ({"items-0-what": ""}, "Choose at least one thing to measure"),
        ({"items-0-quota": "9" * 40}, "Enter a number from 1"),
        ({"items-0-population": "\x00"}, "Enter a whole number"),
        ({"items-0-rule": "all"}, "Choose one of the values in the list"),
        (
            {"items-1-what": "agency", "items-1-rule": "quota", "items-1-quota": "9"},
            "named in two rows",
        ),
        ({"channel": "post"}, "Choose one of the values in the list"),
        ({"objective": "1e9"}, "Choose one of the values in the list"),
    ],
)
def test_a_plan_that_is_refused_says_why_and_keeps_what_was_typed(
    officer: FlaskClient, session: Session, agency: Agency, changes: dict[str, str], said: str
):
    filled = SHEET | {"responsible": "Tổ giúp việc"} | changes

    answer = post(officer, "/quality-system/xa-mau/plans/new", **filled)

    assert answer.status_code == 422
    assert said in answer.text
    assert "Tổ giúp việc" in answer.text
    assert count(session, MeasurementPlan) == 0
