"""What inspectors look for, answered with evidence and date."""

import json
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from survey import db
from survey.audit import Actor
from survey.demonstration import build, catalogue, quality_records
from survey.demonstration.quality_story import OF_FIELD, STORIES, Finding, year_of
from survey.inspections.commands import checks as command
from survey.inspections.words import CLAUSES
from survey.measures.check_facts import Fact
from survey.measures.checks import Answer, Check, Verdict, answers
from survey.models.account import Role
from survey.models.agency import Agency
from survey.models.quality_system import DocumentKind
from survey.models.standard import standards
from survey.queries import agencies, procedures, quality_systems
from tests.factories import a_cell, a_point, a_procedure, a_version, an_agency
from tests.inspection_things import a_finding
from tests.quality_things import (
    EDITION,
    a_document,
    a_plan,
    a_process,
    a_record,
    a_system,
    an_objective,
)
from tests.sealed import some_responses
from tests.staff import a_browser_with

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)
IN_TIME = {"submitted_on": date(2026, 1, 8), "approved_on": date(2026, 1, 31)}
APPROVED = {"submitted_on": date(2026, 6, 1), "approved_on": date(2026, 6, 30)}
RECORDED = {"submitted_on": date(2026, 10, 20), "approved_on": date(2026, 10, 22)}


@pytest.fixture
def agency(session: Session) -> Agency:
    agency = an_agency(session, code="xa-mau")
    a_system(session, agency=agency)
    return agency


def answered(session: Session, agency: Agency, *, today: date = TODAY) -> dict[Check, Answer]:
    found = answers(session, agency=agency, year=2026, today=today)
    return {answer.check: answer for answer in found}


def told(answer: Answer) -> tuple[Verdict, list[tuple[Fact, date | None]]]:
    return answer.verdict, [(one.fact, one.day) for one in answer.evidence]


def test_a_programme_of_the_year_is_looked_for(session: Session, agency: Agency):
    a_document(session, agency=agency, kind=DocumentKind.AUDIT_PROGRAMME, year=2025)
    without = answered(session, agency)[Check.AUDIT_PROGRAMME]
    a_document(session, agency=agency, kind=DocumentKind.AUDIT_PROGRAMME)

    signed = answered(session, agency)[Check.AUDIT_PROGRAMME]

    assert told(without) == (Verdict.FINDING, [(Fact.NO_DOCUMENT, TODAY)])
    assert told(signed) == (Verdict.PASSED, [(Fact.DOCUMENT, date(2026, 1, 10))])
    assert signed.clause == "9.2"


@pytest.mark.parametrize(
    ("days", "today", "verdict", "fact"),
    [
        (IN_TIME, TODAY, Verdict.PASSED, Fact.OBJECTIVE),
        (IN_TIME | {"approved_on": date(2026, 2, 1)}, TODAY, Verdict.FINDING, Fact.OBJECTIVE_LATE),
        ({}, TODAY, Verdict.FINDING, Fact.OBJECTIVE_NOT_APPROVED),
    ],
)
def test_objectives_are_set_at_the_start_of_the_year(
    session: Session, agency: Agency, days, today: date, verdict: Verdict, fact: Fact
):
    an_objective(session, agency=agency, **days)

    answer = answered(session, agency, today=today)[Check.OBJECTIVES_IN_TIME]

    assert (answer.verdict, [one.fact for one in answer.evidence]) == (verdict, [fact])


def test_no_objective_is_a_finding_once_january_is_over(session: Session, agency: Agency):
    in_january = answered(session, agency, today=date(2026, 1, 31))[Check.OBJECTIVES_IN_TIME]
    later = answered(session, agency, today=date(2026, 2, 1))[Check.OBJECTIVES_IN_TIME]

    assert in_january.verdict is not Verdict.FINDING
    assert told(later) == (Verdict.FINDING, [(Fact.NO_OBJECTIVE, date(2026, 1, 31))])


def test_every_procedure_that_is_offered_needs_a_process(session: Session, agency: Agency):
    point = a_point(session, agency=agency)
    births, deaths = (a_procedure(session, at=point, name=name) for name in ("Khai sinh", "Tử"))
    a_process(session, agency=agency, covers=(births,))

    missing = answered(session, agency)[Check.PROCEDURES_COVERED]
    a_process(session, agency=agency, covers=(deaths,))
    covered = answered(session, agency)[Check.PROCEDURES_COVERED]

    assert [(one.fact, one.name) for one in missing.evidence] == [(Fact.PROCEDURE_MISSING, "Tử")]
    assert (missing.verdict, covered.verdict) == (Verdict.FINDING, Verdict.PASSED)


@pytest.mark.parametrize(
    ("days", "answers_given", "today", "verdict", "fact"),
    [
        (APPROVED, 100, date(2026, 8, 1), Verdict.OPEN, Fact.PLAN_RUNS),
        (APPROVED | {"carried_out_on": TODAY}, 100, TODAY, Verdict.PASSED, Fact.PLAN_KEPT),
        (APPROVED | {"carried_out_on": TODAY}, 99, TODAY, Verdict.FINDING, Fact.TARGET_MISSED),
        (APPROVED, 100, TODAY, Verdict.FINDING, Fact.PLAN_NOT_CARRIED_OUT),
        ({}, 100, date(2026, 7, 1), Verdict.FINDING, Fact.PLAN_NOT_APPROVED),
        (
            APPROVED | {"approved_on": date(2026, 7, 1)},
            100,
            date(2026, 8, 1),
            Verdict.FINDING,
            Fact.PLAN_LATE,
        ),
    ],
)
def test_a_plan_is_kept_when_it_is_approved_reached_and_carried_out(
    session: Session, agency: Agency, days, answers_given: int, today, verdict: Verdict, fact: Fact
):
    version, point = a_version(session), a_point(session, agency=agency)
    month = date(2026, 7, 1)
    a_cell(session, version=version, point=point, month=month, overall={"5": answers_given})
    plan = a_plan(session, agency=agency, target=100, **days)
    if is_over := today > plan.last_day:
        a_record(session, agency=agency, plan=plan, **RECORDED)

    answer = answered(session, agency, today=today)[Check.MEASURED_AS_PLANNED]

    facts = [fact, Fact.RECORD_APPROVED] if is_over else [fact]
    assert (answer.verdict, [one.fact for one in answer.evidence]) == (verdict, facts)


@pytest.mark.parametrize(
    ("steps", "today", "verdict", "last"),
    [
        (None, date(2026, 11, 14), Verdict.OPEN, (Fact.RECORD_DUE, date(2026, 11, 14))),
        (None, date(2026, 11, 15), Verdict.FINDING, (Fact.RECORD_MISSING, date(2026, 11, 14))),
        ({}, date(2026, 11, 15), Verdict.FINDING, (Fact.RECORD_MISSING, date(2026, 11, 14))),
        ({}, date(2026, 11, 14), Verdict.OPEN, (Fact.RECORD_DUE, date(2026, 11, 14))),
        (RECORDED, TODAY, Verdict.PASSED, (Fact.RECORD_APPROVED, date(2026, 10, 22))),
    ],
)
def test_a_plan_is_not_kept_without_an_approved_record(
    session: Session, agency: Agency, steps, today: date, verdict: Verdict, last
):
    version, point = a_version(session), a_point(session, agency=agency)
    a_cell(session, version=version, point=point, month=date(2026, 7, 1), overall={"5": 100})
    carried_out = APPROVED | {"carried_out_on": date(2026, 10, 5)}
    plan = a_plan(session, agency=agency, target=100, **carried_out)
    if steps is not None:
        a_record(session, agency=agency, plan=plan, **steps)

    answer = answered(session, agency, today=today)[Check.MEASURED_AS_PLANNED]

    assert (answer.verdict, told(answer)[1][-1]) == (verdict, last)


def test_a_year_without_a_plan_is_a_finding(session: Session, agency: Agency):
    answer = answered(session, agency)[Check.MEASURED_AS_PLANNED]

    assert told(answer) == (Verdict.FINDING, [(Fact.NO_PLAN, TODAY)])


def test_what_is_renewed_every_year_has_time_until_the_year_is_over(
    session: Session, agency: Agency
):
    a_document(session, agency=agency, kind=DocumentKind.POLICY, year=2024)
    running = answered(session, agency)[Check.DOCUMENTS_UP_TO_DATE]
    over = answered(session, agency, today=date(2027, 1, 1))[Check.DOCUMENTS_UP_TO_DATE]

    facts = {one.kind or DocumentKind.POLICY: one.fact for one in running.evidence}
    assert facts == {
        kind: Fact.DOCUMENT if kind is DocumentKind.POLICY else Fact.DOCUMENT_DUE
        for kind in standards().up_to_date
        if kind is not DocumentKind.AUDIT_PROGRAMME
    }
    assert (running.verdict, over.verdict) == (Verdict.OPEN, Verdict.FINDING)


def test_without_a_policy_that_holds_documents_are_a_finding(session: Session, agency: Agency):
    answer = answered(session, agency)[Check.DOCUMENTS_UP_TO_DATE]

    assert answer.verdict is Verdict.FINDING


@pytest.mark.parametrize(
    ("scope", "edition", "fact"),
    [
        ("Hộ tịch", EDITION, Fact.ANNOUNCED),
        (None, EDITION, Fact.ANNOUNCED),
        ("Hộ tịch và đất đai", EDITION, Fact.SCOPE_CHANGED),
        ("Hộ tịch", "iso-9001-2026", Fact.EDITION_CHANGED),
    ],
)
def test_conformity_is_announced_again_after_a_change(
    session: Session, agency: Agency, scope: str | None, edition: str, fact: Fact
):
    announced = a_document(session, agency=agency, kind=DocumentKind.ANNOUNCEMENT)
    announced.scope = "Hộ tịch"
    system = quality_systems.of_agency(session, agency_id=agency.id, day=TODAY)
    system.scope, system.edition = scope, edition
    session.commit()

    answer = answered(session, agency)[Check.CONFORMITY_ANNOUNCED]

    assert [one.fact for one in answer.evidence] == [fact]
    assert (answer.verdict is Verdict.PASSED) == (fact is Fact.ANNOUNCED)


def test_an_agency_that_never_announced_conformity_is_found(session: Session, agency: Agency):
    answer = answered(session, agency)[Check.CONFORMITY_ANNOUNCED]

    assert told(answer) == (Verdict.FINDING, [(Fact.NOT_ANNOUNCED, TODAY)])


CLOSED = dict.fromkeys(("answered_on", "followed_up_on", "closed_on"), date(2026, 7, 20))


@pytest.mark.parametrize(
    ("days", "today", "verdict", "fact"),
    [
        (CLOSED, TODAY, Verdict.PASSED, Fact.FINDING_CLOSED),
        (CLOSED, date(2026, 7, 19), Verdict.FINDING, Fact.FINDING_OVERDUE),
        ({}, date(2026, 7, 12), Verdict.PASSED, Fact.FINDING_RUNS),
        ({}, date(2026, 7, 13), Verdict.FINDING, Fact.FINDING_OVERDUE),
    ],
)
def test_findings_of_earlier_minutes_are_to_be_closed_in_time(
    session: Session, agency: Agency, days, today: date, verdict: Verdict, fact: Fact
):
    a_finding(session, agency=agency, concluded_on=date(2026, 6, 20), **days)

    answer = answered(session, agency, today=today)[Check.FINDINGS_CLOSED]

    assert (answer.verdict, [one.fact for one in answer.evidence]) == (verdict, [fact])


def test_what_stands_in_no_minutes_yet_is_not_asked_for(session: Session, agency: Agency):
    a_finding(session, agency=agency)

    assert answered(session, agency)[Check.FINDINGS_CLOSED].evidence == ()


def test_every_entry_of_an_edition_has_a_word():
    entries = {entry for edition in standards().editions for entry in edition.clauses}

    assert entries <= CLAUSES.keys()


def test_nothing_is_found_where_no_quality_system_is_applied(session: Session):
    found = answered(session, an_agency(session))

    assert {answer.verdict for answer in found.values()} == {Verdict.OPEN}


def test_command_and_page_say_the_same_and_lead_to_the_evidence(
    app: Flask, session: Session, agency: Agency
):
    plan = a_plan(session, agency=agency, **APPROVED)
    inspector = a_browser_with(app, session, role=Role.INSPECTOR, at=agency)
    options = ["--agency", "xa-mau", "--year", "2026", "--format", "json"]

    found = json.loads(app.test_cli_runner().invoke(command, options).output)
    shown = inspector.get("/checks/xa-mau?year=2026&lang=en").text

    assert [check["check"] for check in found["checks"]] == list(Check)
    facts = [one for check in found["checks"] for one in check["evidence"]]
    assert ("target_missed", "2026-09-30") in [(one["fact"], one["date"]) for one in facts]
    assert shown.count("Finding</span>") == found["findings"]
    assert inspector.get(f"/quality-system/plans/{plan.id}").status_code == 200
    assert f"/quality-system/plans/{plan.id}" in shown


EXPECTED = {
    Finding.NONE: None,
    Finding.NO_PROGRAMME: Check.AUDIT_PROGRAMME,
    Finding.LATE_OBJECTIVES: Check.OBJECTIVES_IN_TIME,
    Finding.PROCEDURES_MISSING: Check.PROCEDURES_COVERED,
    Finding.NOT_MEASURED: Check.MEASURED_AS_PLANNED,
}


def test_the_demonstration_has_an_agency_for_each_finding_and_one_without(
    app: Flask, session: Session
):
    with app.app_context(), db.transaction() as writing:
        catalogue.take_in(writing, by=Actor(None, NOW))
        build.found(writing, now=NOW, volume=0.02)
    version = a_version(session)
    for code in STORIES:
        _rated(session, code, version=version)
    with app.app_context(), db.transaction() as writing:
        quality_records.build(writing, today=TODAY)

    found = {
        finding: [
            check
            for check, answer in answered(session, agencies.by_code(session, code=code)).items()
            if answer.verdict is Verdict.FINDING
        ]
        for code, finding in STORIES.items()
    }

    assert found == {key: [] if check is None else [check] for key, check in EXPECTED.items()}


def _rated(session: Session, code: str, *, version) -> None:
    """A few ratings by slip in the first quarter, as the simulated years bring them."""
    some_responses(
        session,
        agency=agencies.by_code(session, code=code),
        version=version,
        day=date(2026, 2, 3),
        answers=[{"overall": "5"}] * 5,
        procedure=procedures.by_national_code(session, code=OF_FIELD),
    )


@pytest.mark.parametrize(("today", "year"), [(date(2027, 4, 30), 2026), (date(2027, 5, 1), 2027)])
def test_the_story_tells_of_a_quarter_that_is_over(today: date, year: int):
    assert year_of(today) == year
