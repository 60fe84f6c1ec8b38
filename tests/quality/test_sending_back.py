"""A leader sends back what was submitted: with a reason, for ever, and before any approval."""

from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from survey.errors.steps import DayMovesBack, StageOver
from survey.models.account import AuditEvent, Role
from survey.models.agency import Agency
from survey.models.management_review import ManagementReview
from survey.models.measurement_plan import MeasurementPlan
from survey.models.outgoing_mail import OutgoingMail
from survey.models.sent_back import SentBack
from survey.models.staged import Signed, Stage
from survey.quality import stages
from tests.factories import an_agency
from tests.quality_things import (
    a_concluded_review,
    a_plan,
    a_record,
    an_objective,
    what_was_told,
)
from tests.staff import a_browser_with, an_account, submit

SUBMITTED = {"submitted_on": date(2026, 2, 1)}
MAKERS = {
    "objectives": an_objective,
    "plans": a_plan,
    "records": a_record,
    "reviews": a_concluded_review,
}
KINDS = {"objectives": "objective", "plans": "plan", "records": "record", "reviews": "review"}
REASON = "Mẫu quá nhỏ để so sánh các quầy"


def press(who: FlaskClient, page: str, button: str, **fields: str) -> int:
    who.application.config["WTF_CSRF_ENABLED"] = False
    return who.post(f"/quality-system/{page}/{button}", data=fields).status_code


def read_again(session: Session, row: Signed) -> Signed:
    session.rollback()
    session.refresh(row)
    return row


@pytest.mark.parametrize("kind", MAKERS)
def test_what_is_sent_back_is_submitted_again_before_it_is_approved(
    officer: FlaskClient, leader: FlaskClient, session: Session, agency: Agency, kind: str
):
    days = SUBMITTED if kind != "records" else {"submitted_on": date(2025, 10, 25)}
    row = MAKERS[kind](session, agency=agency, **days)
    page = f"{kind}/{row.id}"

    assert press(officer, page, "send-back", reason=REASON) == 403
    assert press(leader, page, "send-back", reason=" ") == 422
    assert press(leader, page, "send-back", reason=REASON) == 303
    assert read_again(session, row).stage is Stage.SENT_BACK
    assert press(leader, page, "approve") == 409
    assert press(leader, page, "send-back", reason="Lần nữa") == 409
    assert press(officer, page, "advance", to="submitted") == 303
    assert read_again(session, row).stage is Stage.SUBMITTED
    assert row.submitted_on == days["submitted_on"]
    done = session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)).all()
    assert done[-2:] == [f"{KINDS[kind]}.sent_back", f"{KINDS[kind]}.submitted"]


def test_the_reason_stays_on_the_page(
    officer: FlaskClient, leader: FlaskClient, session: Session, agency: Agency
):
    plan = a_plan(session, agency=agency, **SUBMITTED)
    page = f"plans/{plan.id}"
    press(leader, page, "send-back", reason=REASON)
    meanwhile = officer.get(f"/quality-system/{page}?lang=en").text

    press(officer, page, "advance", to="submitted")
    press(leader, page, "approve")

    afterwards = officer.get(f"/quality-system/{page}?lang=en").text
    assert "Sent back on" in meanwhile
    assert REASON in meanwhile
    assert f"The reason was: {REASON}" in afterwards


def test_what_is_sent_back_can_be_mended(
    officer: FlaskClient, leader: FlaskClient, session: Session, agency: Agency
):
    plan = a_plan(session, agency=agency, **SUBMITTED)
    press(leader, f"plans/{plan.id}", "send-back", reason=REASON)
    sheet = {
        "title": "Đo lại",
        "first_month": "2026-07",
        "last_month": "2026-09",
        "responsible": "Văn phòng",
        "channel": "slip",
        "items-0-what": "agency",
        "items-0-rule": "quota",
        "items-0-quota": "300",
    }

    answer = submit(officer, f"/quality-system/plans/{plan.id}/edit", **sheet)

    assert answer.status_code == 303
    mended = read_again(session, plan)
    assert isinstance(mended, MeasurementPlan)
    assert (mended.title, mended.current.items[0].target) == ("Đo lại", 300)


def test_who_wrote_it_is_told_at_once_and_why(
    app: Flask, leader: FlaskClient, session: Session, agency: Agency
):
    writer = an_account(session, role=Role.QUALITY_OFFICER, at=agency, password_hash="x")
    plan = a_plan(session, agency=agency, **SUBMITTED)

    press(leader, f"plans/{plan.id}", "send-back", reason=REASON)

    session.rollback()
    letter = session.scalars(select(OutgoingMail)).one()
    assert letter.recipient == writer.login
    assert letter.subject == "Đã trả lại: Đo lường quý III"
    assert REASON in letter.text
    assert f"/quality-system/plans/{plan.id}" in letter.text


def waiting(who: FlaskClient) -> str:
    page = who.get("/today?lang=en").text
    return page.split("Waiting for you", 1)[1].split("<h2>")[0] if "Waiting for you" in page else ""


def test_each_sees_today_what_waits_for_them(
    app: Flask, officer: FlaskClient, leader: FlaskClient, session: Session, agency: Agency
):
    plan = a_plan(session, agency=agency, **SUBMITTED)
    elsewhere = a_browser_with(app, session, role=Role.LEADER, at=an_agency(session))
    address = f'href="/quality-system/plans/{plan.id}"'

    before = [address in waiting(who) for who in (leader, officer, elsewhere)]
    press(leader, f"plans/{plan.id}", "send-back", reason=REASON)
    meanwhile = [address in waiting(who) for who in (leader, officer, elsewhere)]
    press(officer, f"plans/{plan.id}", "advance", to="submitted")
    press(leader, f"plans/{plan.id}", "approve")
    afterwards = [address in waiting(who) for who in (leader, officer, elsewhere)]

    assert before == [True, False, False]
    assert meanwhile == [False, True, False]
    assert afterwards == [False, False, False]


def test_a_record_that_was_replaced_waits_no_more(
    leader: FlaskClient, session: Session, agency: Agency
):
    day = {"submitted_on": date(2025, 10, 25)}
    record = a_record(session, agency=agency, **day)
    plan = session.get_one(MeasurementPlan, record.plan_id)

    newer = a_record(session, agency=agency, plan=plan, number=2, reason="Sai kênh", **day)

    page = waiting(leader)
    assert f"/quality-system/records/{newer.id}" in page
    assert f'"/quality-system/records/{record.id}"' not in page


@pytest.mark.parametrize("kind", MAKERS)
def test_the_database_approves_nothing_that_was_sent_back(
    session: Session, agency: Agency, kind: str
):
    first, second, third = (date(2026, 8, day) for day in (10, 11, 12))
    row = MAKERS[kind](session, agency=agency, submitted_on=first)
    back = SentBack(reason=REASON, sent_back_on=first)
    row.sent_back.append(back)
    if isinstance(row, ManagementReview):
        session.add(what_was_told(row, on=second))
    session.commit()

    row.approved_on = second
    with pytest.raises(DBAPIError, match="submitted again before it is approved"):
        session.commit()
    session.rollback()
    back.submitted_again_on, row.approved_on = third, second
    with pytest.raises(DBAPIError, match="submitted again before it is approved"):
        session.commit()


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("days", [{}, {"submitted_on": 5, "approved_on": 6}, {"submitted_on": 12}])
def test_the_database_sends_back_only_what_waits_for_its_approval(
    session: Session, agency: Agency, kind: str, days: dict[str, int]
):
    steps = {step: date(2026, 8, day) for step, day in days.items()}
    row = MAKERS[kind](session, agency=agency, **steps)

    row.sent_back.append(SentBack(reason=REASON, sent_back_on=date(2026, 8, 10)))

    with pytest.raises(DBAPIError, match="only what was submitted is sent back"):
        session.commit()


@pytest.mark.parametrize(
    "tamper",
    [
        update(SentBack).values(reason="Khác"),
        update(SentBack).values(submitted_again_on=None),
        text("DELETE FROM sent_back"),
    ],
    ids=["reason", "day", "delete"],
)
def test_what_was_sent_back_stays_as_it_was(session: Session, agency: Agency, tamper):
    plan = a_plan(session, agency=agency, **SUBMITTED)
    day = date(2026, 2, 2)
    plan.sent_back.append(SentBack(reason=REASON, sent_back_on=day, submitted_again_on=day))
    session.commit()

    with pytest.raises(DBAPIError, match="what was sent back stays as it was"):
        session.execute(tamper)


BACK = "back"
TRIED = st.lists(st.tuples(st.sampled_from([*Stage, BACK]), st.integers(-2, 60)), max_size=25)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_however_often_it_goes_back_no_day_moves_back_and_no_step_is_skipped(app: Flask):
    @given(tried=TRIED)
    def holds(tried: list[tuple[str, int]]) -> None:
        row = MeasurementPlan(created_on=date(2026, 1, 2))
        for step, offset in tried:
            before, reached = row.last_step_on, row.stage
            day = row.created_on + timedelta(days=offset)
            try:
                if step == BACK:
                    stages.send_back(row, reason=REASON, day=day)
                else:
                    stages.advance(row, to=Stage(step), day=day)
            except (StageOver, DayMovesBack):
                assert (row.last_step_on, row.stage) == (before, reached)
            else:
                assert row.last_step_on == day >= before
                assert (step == BACK) == (row.stage is Stage.SENT_BACK)
                assert step != BACK or reached is Stage.SUBMITTED
                assert row.stage is not Stage.APPROVED or reached is Stage.SUBMITTED

    with app.test_request_context():
        holds()
