"""Records of measurement: when one can be made, what it says, and that it never changes."""

from datetime import date
from hashlib import sha256

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from analysis.intervals import wilson_interval
from survey.audit import Actor
from survey.clock import start_of_day
from survey.models.account import Role
from survey.models.agency import Agency
from survey.models.measurement_plan import MeasurementPlan
from survey.models.measurement_record import Attainment, MeasurementRecord, RecordFigure
from survey.models.questionnaire import QuestionnaireVersion
from survey.models.rating import Channel
from survey.models.response import Response
from survey.models.staged import Stage
from survey.quality import records
from survey.quality.commands import record as command
from survey.quality.record_refusals import (
    AnotherRecordNeedsAReason,
    FiguresDiffer,
    NoSuchWave,
    PlanNotApproved,
    WaveStillOpen,
)
from survey.quality.waves import Span
from tests.factories import a_flow, a_point, a_procedure, a_version, an_agency
from tests.quality_things import a_plan, an_objective
from tests.sealed import some_responses
from tests.staff import a_browser_with

APPROVED = {"submitted_on": date(2026, 6, 1), "approved_on": date(2026, 6, 9)}
WHOLE = Span(date(2026, 7, 1), date(2026, 9, 30))
THIRD, LATER = Span(date(2026, 7, 1), date(2026, 7, 31)), Span(date(2026, 8, 1), date(2026, 9, 30))
READY = date(2026, 10, 16)
"""Sixteen days after the last one nothing can be counted any more."""
MADE = Actor(None, start_of_day(READY))


@pytest.fixture
def version(session: Session) -> QuestionnaireVersion:
    return a_version(session)


@pytest.fixture
def plan(session: Session, agency: Agency, version: QuestionnaireVersion) -> MeasurementPlan:
    """Of a quarter in which 40 of 50 were satisfied."""
    rated(session, agency, version, day=date(2026, 7, 14), good=40, bad=10)
    objective = an_objective(session, agency=agency)
    return a_plan(session, agency=agency, objective=objective, **APPROVED)


def rated(session, agency, version, *, day: date, good: int, bad: int, **more) -> None:
    answers = [{"overall": "5"}] * good + [{"overall": "2"}] * bad
    some_responses(session, agency=agency, version=version, day=day, answers=answers, **more)


def made(
    session: Session, plan: MeasurementPlan, *, span: Span = WHOLE, reason: str | None = None
) -> MeasurementRecord:
    record = records.make(session, plan=plan, span=span, reason=reason, suppress_below=5, by=MADE)
    session.commit()
    return record


def approved(session: Session, record: MeasurementRecord) -> MeasurementRecord:
    for step in (Stage.SUBMITTED, Stage.APPROVED):
        records.advance(session, record=record, to=step, by=MADE)
    session.commit()
    return record


def test_a_record_freezes_what_the_sealed_rows_say(
    session: Session, agency: Agency, plan: MeasurementPlan
):
    point = a_point(session, agency=agency)
    a_flow(session, point=point, procedure=a_procedure(session), day=date(2026, 8, 3), closed=200)

    (figure,) = made(session, plan).figures

    lower, share, upper = map(float, wilson_interval(40, 50))
    assert (figure.satisfied, figure.n, figure.ratings, figure.closed) == (40, 50, 50, 200)
    assert figure.share_limits == pytest.approx((share, lower, upper), abs=1e-10)
    assert figure.index_value == pytest.approx(80)
    assert figure.attainment is Attainment.NOT_MET
    leaves = sorted(session.scalars(select(Response.leaf)))
    assert figure.rows_sha256 == sha256(b"".join(leaves)).hexdigest()


@pytest.mark.parametrize(
    ("good", "bad", "attainment"),
    [
        (99, 1, Attainment.MET),
        (92, 8, Attainment.CANNOT_TELL),
        (60, 40, Attainment.NOT_MET),
    ],
)
def test_an_objective_is_judged_by_the_interval(
    session: Session, agency: Agency, version, good: int, bad: int, attainment: Attainment
):
    rated(session, agency, version, day=date(2026, 7, 14), good=good, bad=bad)
    objective = an_objective(session, agency=agency)
    plan = a_plan(session, agency=agency, objective=objective, **APPROVED)

    assert made(session, plan).figures[0].attainment is attainment


def test_items_are_counted_by_themselves_and_small_ones_hidden(
    session: Session, agency: Agency, version
):
    births, deaths = a_procedure(session), a_procedure(session, name="Khai tử")
    july = {"day": date(2026, 7, 14)}
    rated(session, agency, version, good=30, bad=10, procedure=births, **july)
    rated(session, agency, version, good=2, bad=1, procedure=deaths, **july)
    rated(session, agency, version, good=20, bad=0, channel=Channel.KIOSK, **july)
    plan = a_plan(session, agency=agency, procedure=deaths, **APPROVED)

    whole, few = made(session, plan).figures

    assert (whole.item, whole.n, whole.satisfied) == (None, 43, 32)
    assert few.item.procedure_id == deaths.id
    assert (few.is_hidden, few.n, few.share) == (True, None, None)


def test_two_waves_are_compared_where_one_follows_the_other(
    session: Session, agency: Agency, version
):
    plan = a_plan(session, agency=agency, spans=(THIRD, LATER), **APPROVED)
    rated(session, agency, version, day=date(2026, 7, 14), good=60, bad=40)
    rated(session, agency, version, day=date(2026, 8, 14), good=90, bad=10)
    first = approved(session, made(session, plan, span=THIRD))

    second = made(session, plan, span=LATER)

    (figure,) = second.figures
    assert (second.previous_id, figure.n) == (first.id, 100)
    value, lower, upper = figure.change_limits
    assert value == pytest.approx(0.3)
    assert 0.17 < lower < 0.2 < 0.38 < upper < 0.42  # Newcombe's interval


def test_a_record_waits_until_no_rating_can_be_counted_any_more(
    session: Session, plan: MeasurementPlan, app: Flask
):
    early = Actor(None, start_of_day(date(2026, 10, 15)))

    with app.test_request_context(), pytest.raises(WaveStillOpen):
        records.make(session, plan=plan, span=WHOLE, reason=None, suppress_below=5, by=early)

    assert made(session, plan).created_on == READY


def test_only_waves_of_an_approved_plan_are_reckoned_up(session: Session, agency: Agency, plan):
    draft = a_plan(session, agency=agency)

    with pytest.raises(NoSuchWave):
        made(session, plan, span=THIRD)
    with pytest.raises(PlanNotApproved):
        made(session, draft)


def test_a_mistake_makes_another_record_with_a_reason(session: Session, plan: MeasurementPlan):
    first = made(session, plan)

    with pytest.raises(AnotherRecordNeedsAReason):
        made(session, plan)
    second = made(session, plan, reason="Kế hoạch ghi sai")

    assert (first.number, second.number, second.reason) == (1, 2, "Kế hoạch ghi sai")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE measurement_record SET formula = 'other'",
        "UPDATE measurement_record SET submitted_on = '2026-10-18'",
        "DELETE FROM measurement_record",
        "UPDATE record_figure SET share = 0.99, share_upper = 1",
        "DELETE FROM record_figure",
        "INSERT INTO record_figure (record_id, basis, rows_sha256) SELECT id, '', '' "
        "FROM measurement_record",
        "UPDATE plan_item SET target = 1",
        "DELETE FROM plan_wave",
    ],
)
def test_the_database_lets_nobody_change_a_record(session: Session, plan, statement: str):
    record = made(session, plan)
    records.advance(session, record=record, to=Stage.SUBMITTED, by=MADE)
    session.commit()

    with pytest.raises(DBAPIError, match=r"never changes|stays|does not change"):
        session.execute(text(statement))


def tamper(session: Session, *, change: str) -> None:
    """As somebody could who has the database in hand: the triggers go first."""
    if session.get_bind().dialect.name == "sqlite":
        names = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'response'"
        for name in session.scalars(text(names)).all():
            session.execute(text(f"DROP TRIGGER {name}"))
    else:
        session.execute(text("ALTER TABLE response DISABLE TRIGGER USER"))
    session.execute(text(change))
    session.commit()


ONE = "(SELECT id FROM response WHERE answers LIKE '%2%' LIMIT 1)"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (f'UPDATE response SET answers = \'{{"overall":"5"}}\' WHERE id = {ONE}', "40 → 41"),
        (f"DELETE FROM response WHERE id = {ONE}", "50 → 49"),
        (f"UPDATE response SET day = '2026-07-15' WHERE id = {ONE}", "not what was sealed: 1"),
    ],
)
def test_a_row_that_was_tampered_with_is_found(
    app: Flask, session: Session, agency: Agency, plan: MeasurementPlan, change: str, said: str
):
    record = made(session, plan)
    inspector = a_browser_with(app, session, role=Role.INSPECTOR, at=agency)
    address = f"/quality-system/records/{record.id}/check?lang=en"
    before, run = inspector.get(address).text, app.test_cli_runner().invoke
    told_before = run(command, ["--check", str(record.id)])

    tamper(session, change=change)
    told = run(command, ["--check", str(record.id)])

    assert "to the last digit" in before
    after = inspector.get(address).text
    assert [word in after for word in (said, "Not the same")] == [True, True]
    assert (told_before.exit_code, told.exit_code) == (0, 1)
    with app.test_request_context(), pytest.raises(FiguresDiffer):
        approved(session, record)


def test_an_officer_makes_a_record_and_a_leader_approves_it(
    app: Flask, session: Session, agency: Agency, plan: MeasurementPlan, officer: FlaskClient
):
    leader = a_browser_with(app, session, role=Role.LEADER, at=agency)
    app.config["WTF_CSRF_ENABLED"] = False
    page = f"/quality-system/plans/{plan.id}?lang=en"
    assert "Make the record" in officer.get(page).text

    here = officer.post(f"/quality-system/plans/{plan.id}/waves/1/record").location
    early = leader.post(f"{here}/approve").status_code
    sent = officer.post(f"{here}/advance", data={"to": "submitted"}).status_code
    own = officer.post(f"{here}/approve").status_code
    done = leader.post(f"{here}/approve").status_code

    assert (early, sent, own, done) == (409, 303, 403, 303)
    shown = leader.get(f"{here}?lang=en").text
    assert all(word in shown for word in ("40/50", "80.0", "Approved"))
    again = officer.post(f"/quality-system/plans/{plan.id}/waves/1/record?lang=en")
    assert again.status_code == 422
    assert "Say what is wrong with it" in again.text


def test_what_a_record_rests_on_stays_when_the_registers_change(
    session: Session, agency: Agency, plan: MeasurementPlan, app: Flask
):
    record = made(session, plan)
    session.execute(text("UPDATE agency SET code = 'renamed'"))
    other = an_agency(session, under=agency)
    rated(session, other, a_version(session), day=date(2026, 7, 14), good=7, bad=0)

    told = app.test_cli_runner().invoke(command, ["--check", str(record.id)])

    assert told.exit_code == 0
    assert session.scalar(select(RecordFigure.ratings)) == 50
