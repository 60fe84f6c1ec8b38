"""A corrective action from what happened to a verdict, and again where it did not work."""

from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from survey.clock import start_of_day
from survey.measures.action_counts import action_counts
from survey.models.account import AuditEvent, Role
from survey.models.agency import Agency
from survey.models.corrective_action import (
    ActionRound,
    CorrectiveAction,
    Design,
    Direction,
    Origin,
    Outcome,
)
from survey.models.outgoing_mail import OutgoingMail
from survey.models.point import ServicePoint
from survey.models.questionnaire import QuestionnaireVersion
from survey.models.staged import Stage
from survey.quality.actions import readings, reminders
from survey.queries import corrective_actions
from survey.worker import OnceADay
from tests.action_world import ANNOUNCED_ON, READ_ON, WHOLE, a_whole_action, rated
from tests.factories import a_case, a_point, a_version, an_agency
from tests.quality_things import an_action
from tests.staff import a_browser_with, an_account, submit
from tests.working_days import OnDay, working_on

STEADY = [160, 158, 162, 161, 159, 160, 161, 159, 160, 158, 162, 160]
BETTER = [140, 141, 139, 138, 142, 140, 170, 172, 168, 171, 169, 170]


@pytest.fixture
def agency(session: Session) -> Agency:
    return an_agency(session, code="xa-mau")


@pytest.fixture
def points(session: Session, agency: Agency) -> tuple[ServicePoint, ServicePoint]:
    return a_point(session, agency=agency), a_point(session, agency=agency)


@pytest.fixture
def version(session: Session) -> QuestionnaireVersion:
    return a_version(session)


@pytest.fixture
def on_day(session: Session, officer: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> OnDay:
    """Begins on the day of the announcement, with the officer at work."""
    on = working_on(session, monkeypatch)
    on(ANNOUNCED_ON)
    return on


def sheet(session: Session, point: ServicePoint, version: QuestionnaireVersion) -> dict[str, str]:
    session.rollback()
    agency = session.get_one(Agency, point.agency_id)
    return {
        "why_1": "Chỉ có một công chức buổi sáng",
        "people": "Một người nghỉ ốm",
        "root_cause": "Không có người thay thế",
        "remedy": "Bố trí người trực thay",
        "owner": str(an_account(session, role=Role.LEADER, at=agency).id),
        "due_on": "2026-05-31",
        "measured": "satisfied_share",
        "channel": "slip",
        "question": f"{version.id}:overall",
        "point": str(point.id),
        "procedure": "",
        "direction": "rise",
        "expected": "10",
        "first_month": "2025-12",
        "changed_on": "2026-06-01",
        "read_on": READ_ON.isoformat(),
        "power": "80",
        "answers": "",
    }


def opened(officer: FlaskClient, **asked: str) -> str:
    """The address of a fresh action."""
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    page = f"/quality-system/xa-mau/actions/new?{query}"
    answer = submit(officer, page, title="Chờ lâu", happened="Nhiều người chờ quá một giờ.")
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def step(officer: FlaskClient, page: str, *, to: str) -> int:
    officer.application.config["WTF_CSRF_ENABLED"] = False
    return officer.post(f"{page}/advance", data={"to": to}).status_code


def the_action(session: Session) -> CorrectiveAction:
    session.rollback()
    session.expire_all()
    return session.scalars(select(CorrectiveAction)).one()


def announced(
    officer: FlaskClient, session: Session, point: ServicePoint, version: QuestionnaireVersion
) -> str:
    page = opened(officer)
    answer = submit(officer, f"{page}/round", **sheet(session, point, version))
    assert answer.status_code == 303, answer.text
    assert step(officer, page, to="announced") == 303
    return page


def test_from_what_happened_to_a_verdict(
    officer: FlaskClient, session: Session, points, version, on_day
):
    for point, satisfied in zip(points, (BETTER, STEADY), strict=True):
        rated(session, point=point, version=version, satisfied=satisfied)

    page = announced(officer, session, points[0], version)
    assert the_action(session).current.design is Design.DIFFERENCE
    assert the_action(session).current.answers > 100
    assert step(officer, page, to="carried_out") == 303
    assert "The system reads the test on" in officer.get(f"{page}?lang=en").text

    on_day(READ_ON)
    told = officer.get(f"{page}?lang=en").text

    assert "Worked" in told
    assert the_action(session).current.stage is Stage.JUDGED
    assert step(officer, page, to="closed") == 303
    assert the_action(session).current.closed_on == READ_ON


def test_a_test_is_read_once_and_its_figures_stay(
    officer: FlaskClient, session: Session, points, version, on_day
):
    for point, satisfied in zip(points, (BETTER, STEADY), strict=True):
        rated(session, point=point, version=version, satisfied=satisfied)
    page = announced(officer, session, points[0], version)
    step(officer, page, to="carried_out")
    on_day(READ_ON)
    officer.get(page)
    frozen = the_action(session).current.result

    rated(session, point=a_point(session), version=version, satisfied=STEADY)
    rated(session, point=points[1], version=a_version(session), satisfied=BETTER)
    on_day(READ_ON + timedelta(days=40))
    officer.get(page)

    assert the_action(session).current.result == frozen
    assert the_action(session).current.judged_on == READ_ON


def test_the_worker_reads_what_nobody_opens(
    app: Flask, officer: FlaskClient, session: Session, points, version, on_day
):
    for point, satisfied in zip(points, (STEADY, STEADY), strict=True):
        rated(session, point=point, version=version, satisfied=satisfied)
    page = announced(officer, session, points[0], version)
    step(officer, page, to="carried_out")

    chore = OnceADay(readings.read_today)
    with app.app_context():
        chore(start_of_day(READ_ON) - timedelta(hours=1))
        assert the_action(session).current.outcome is None
        chore(start_of_day(READ_ON) + timedelta(hours=1))

    assert the_action(session).current.outcome is Outcome.DID_NOT_WORK


def test_what_did_not_work_is_begun_again_and_stays_visible(
    officer: FlaskClient, session: Session, points, version, on_day
):
    for point in points:
        rated(session, point=point, version=version, satisfied=STEADY)
    page = announced(officer, session, points[0], version)
    step(officer, page, to="carried_out")
    on_day(READ_ON)
    officer.get(page)

    again = officer.post(f"{page}/reopen")

    assert again.status_code == 303
    first, second = the_action(session).rounds
    assert (first.stage, second.stage) == (Stage.CLOSED, Stage.DRAFT)
    assert second.root_cause == first.root_cause
    assert (second.remedy, second.changed_on) == (None, None)
    told = officer.get(f"{page}?lang=en").text
    assert "Round 2" in told
    assert "Bố trí người trực thay" in told


def test_what_worked_or_was_not_read_is_not_begun_again(
    officer: FlaskClient, session: Session, agency: Agency
):
    action = an_action(session, agency=agency)
    officer.application.config["WTF_CSRF_ENABLED"] = False

    assert officer.post(f"/quality-system/actions/{action.id}/reopen").status_code == 409


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"read_on": "2026-06-20"}, "Read the test on 16"),
        ({"first_month": "2026-06"}, "must lie before the month of the change"),
        ({"expected": "40"}, "how many answers are needed"),
        ({"question": "999:overall"}, "one of the values in the list"),
    ],
)
def test_a_test_that_cannot_be_read_is_told_in_the_form(
    officer: FlaskClient, session: Session, points, version, on_day, changed, told
):
    rated(session, point=points[0], version=version, satisfied=STEADY)
    page = opened(officer)
    officer.get(f"{page}?lang=en")

    answer = submit(officer, f"{page}/round", **sheet(session, points[0], version) | changed)

    assert answer.status_code == 422
    assert told in answer.text


def test_nothing_is_announced_half_or_after_its_change(
    officer: FlaskClient, session: Session, points, version, on_day
):
    rated(session, point=points[0], version=version, satisfied=STEADY)
    page = opened(officer)
    told = sheet(session, points[0], version)
    submit(officer, f"{page}/round", **told | {"remedy": ""})
    assert step(officer, page, to="announced") == 422

    submit(officer, f"{page}/round", **told)
    on_day(date(2026, 6, 2))
    assert step(officer, page, to="announced") == 422

    assert the_action(session).current.stage is Stage.DRAFT


def test_what_is_announced_is_written_by_nobody_any_more(
    officer: FlaskClient, session: Session, points, version, on_day
):
    rated(session, point=points[0], version=version, satisfied=STEADY)
    page = announced(officer, session, points[0], version)

    later = submit(officer, page, to=f"{page}/round", **sheet(session, points[0], version))

    assert later.status_code == 409
    assert step(officer, page, to="judged") == 403


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("expected_tenths", 10),
        ("read_on", date(2027, 1, 20)),
        ("answers", 1),
        ("root_cause", "anders"),
        ("direction", Direction.FALL),
        ("design", Design.DIFFERENCE),
        ("announced_on", None),
    ],
)
def test_the_database_keeps_what_was_announced(
    session: Session, agency: Agency, column: str, value: object
):
    action = a_whole_action(session, agency=agency, announced_on=ANNOUNCED_ON)

    setattr(action.current, column, value)

    with pytest.raises(DBAPIError, match=r"announced does not change|step once taken stays"):
        session.commit()


def test_the_database_keeps_what_an_announced_action_was_opened_on(
    session: Session, agency: Agency
):
    action = a_whole_action(session, agency=agency, announced_on=ANNOUNCED_ON)
    action.happened = "Không có gì"
    with pytest.raises(DBAPIError, match="says for good"):
        session.commit()
    session.rollback()

    with pytest.raises(DBAPIError, match="announced does not change"):
        session.execute(delete(ActionRound))


@pytest.mark.parametrize("missing", ["remedy", "answers", "read_on", "owner_id", "design"])
def test_the_database_announces_nothing_half(session: Session, agency: Agency, missing: str):
    with pytest.raises(DBAPIError, match="action_round_announced_whole"):
        a_whole_action(session, agency=agency, announced_on=ANNOUNCED_ON, **{missing: None})


@pytest.mark.parametrize(
    "days",
    [
        {"carried_out_on": date(2026, 5, 20)},
        {"announced_on": date(2026, 6, 2)},
        {"announced_on": ANNOUNCED_ON, "carried_out_on": date(2026, 5, 19)},
        {
            "announced_on": ANNOUNCED_ON,
            "carried_out_on": date(2026, 5, 31),
            "judged_on": READ_ON - timedelta(days=1),
            "outcome": Outcome.WORKED,
        },
        {"announced_on": ANNOUNCED_ON, "outcome": Outcome.WORKED},
        {"announced_on": ANNOUNCED_ON, "closed_on": READ_ON},
    ],
)
def test_the_database_takes_no_step_out_of_its_turn(session: Session, agency: Agency, days):
    with pytest.raises(DBAPIError):
        a_whole_action(session, agency=agency, **days)


@pytest.mark.parametrize("outcome", [None, Outcome.WORKED])
def test_the_database_begins_no_round_beside_one_that_runs_or_worked(
    session: Session, agency: Agency, outcome: Outcome | None
):
    days = {"announced_on": ANNOUNCED_ON, "carried_out_on": date(2026, 5, 31)}
    if outcome:
        days |= {"judged_on": READ_ON, "closed_on": READ_ON, "outcome": outcome}
    action = a_whole_action(session, agency=agency, **days)

    action.rounds.append(ActionRound(number=2, created_on=READ_ON))

    with pytest.raises(DBAPIError, match="did not work"):
        session.commit()


def test_a_signal_and_a_case_are_named_by_the_action(
    officer: FlaskClient, session: Session, agency: Agency, points
):
    case = a_case(session, at=points[0])
    opened(officer, origin="case", case=str(case.id))
    opened(officer, origin="signal", month="2026-07", rule="below_limit")

    session.rollback()
    (of_case,) = corrective_actions.of_case(session, case_id=case.id)
    (of_signal,) = corrective_actions.of_signals(session, agency_id=agency.id)
    assert of_case.origin is Origin.CASE
    assert (of_signal.signal_month, of_signal.reference) == (date(2026, 7, 1), "below_limit")


@pytest.mark.parametrize("asked", ["origin=case&case=999999", "origin=signal&month=2026-13"])
def test_an_action_is_opened_on_nothing_that_is_not_there(officer: FlaskClient, asked: str):
    assert officer.get(f"/quality-system/xa-mau/actions/new?{asked}").status_code == 404


def test_a_case_of_another_agency_opens_no_action_here(officer: FlaskClient, session: Session):
    foreign = a_case(session, at=a_point(session))

    page = f"/quality-system/xa-mau/actions/new?origin=case&case={foreign.id}"

    assert officer.get(page).status_code == 404


def test_overdue_actions_are_counted_and_marked(
    officer: FlaskClient, session: Session, agency: Agency
):
    an_action(session, agency=agency, due_on=date(2026, 2, 1))
    an_action(session, agency=agency, due_on=date(2099, 2, 1))
    an_action(session, agency=an_agency(session), due_on=date(2026, 2, 1))

    counted = action_counts(session, agency_ids=[agency.id], today=date(2026, 2, 2))

    assert counted == (2, 1)
    assert action_counts(session, agency_ids=[agency.id], today=date(2026, 2, 1)).overdue == 0
    assert officer.get("/quality-system/xa-mau/actions?lang=en").text.count("Overdue") == 1


def test_an_inspector_reads_actions_and_is_offered_no_step(
    app: Flask, session: Session, agency: Agency
):
    action = an_action(session, agency=agency)
    inspector = a_browser_with(app, session, role=Role.INSPECTOR, at=agency)

    page = inspector.get(f"/quality-system/actions/{action.id}?lang=en")

    assert page.status_code == 200
    assert f"actions/{action.id}/" not in page.text


def test_each_change_stands_in_the_audit_trail(
    officer: FlaskClient, session: Session, points, version, on_day
):
    rated(session, point=points[0], version=version, satisfied=STEADY)
    page = announced(officer, session, points[0], version)
    submit(officer, page, to=f"{page}/edit", title="Khác", happened="Khác")
    step(officer, page, to="carried_out")

    session.rollback()
    noted = session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)).all()
    assert [one for one in noted if one.startswith("action.")] == [
        "action.created",
        "action.written",
        "action.announced",
        "action.carried_out",
    ]


def test_an_owner_is_reminded_once_before_the_day_and_once_after(
    app: Flask, session: Session, agency: Agency
):
    a_whole_action(session, agency=agency, announced_on=ANNOUNCED_ON)
    due = WHOLE["due_on"]

    told = []
    for day in (due - timedelta(days=8), due - timedelta(days=7), due, due + timedelta(days=1)):
        for hour in (1, 2):
            with app.app_context():
                reminders.remind_all(start_of_day(day) + timedelta(hours=hour))
        session.rollback()
        told.append(len(session.scalars(select(OutgoingMail)).all()))

    assert told == [0, 1, 1, 2]
