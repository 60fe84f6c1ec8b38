"""The checklist: each side has a table of its own, and the system answers what it can."""

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from survey.audit import Actor
from survey.inspections import judging, samples, self_checks
from survey.inspections.refusals import DiffersWithoutRemark, DrawnAlready, TooFewRatings
from survey.inspections.self_checks import Said
from survey.measures.checks import Check
from survey.models.account import Role
from survey.models.agency import Agency, AgencyKind
from survey.models.campaign import Campaign, Inspection
from survey.models.checklist import checklist
from survey.models.inspection_sheet import (
    Conformity,
    Judgement,
    RatingSample,
    SampledRating,
    SelfCheckAnswer,
)
from survey.models.rating import Channel
from survey.models.response import Response
from survey.models.standard import standards
from tests.factories import a_version, an_agency
from tests.inspection_things import a_campaign, an_inspection
from tests.quality_things import a_system
from tests.sealed import some_responses
from tests.staff import a_browser_with, submit

NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)
BY = Actor(None, NOW)
DAY = date(2026, 11, 2)


@pytest.fixture
def province(session: Session) -> Agency:
    return an_agency(session, code="tinh", kind=AgencyKind.PROVINCE)


@pytest.fixture
def commune(session: Session, province: Agency) -> Agency:
    commune = an_agency(session, code="xa", under=province)
    a_system(session, agency=commune)
    return commune


@pytest.fixture
def campaign(session: Session, province: Agency) -> Campaign:
    return a_campaign(session, agency=province)


@pytest.fixture
def inspection(session: Session, commune: Agency, campaign: Campaign) -> Inspection:
    return an_inspection(session, agency=commune, campaign=campaign)


def test_every_check_of_the_system_answers_an_item_and_every_clause_is_known():
    entries = {entry for edition in standards().editions for entry in edition.clauses}

    assert {item.check for item in checklist().items if item.check} == set(Check)
    assert {item.clause for item in checklist().items} - entries <= {"announcement"}
    assert not checklist().verified


def test_inspectors_see_the_report_of_the_agency_once_its_leader_has_submitted_it(
    app: Flask, session: Session, province: Agency, commune: Agency, inspection: Inspection
):
    officer = a_browser_with(app, session, role=Role.QUALITY_OFFICER, at=commune)
    leader = a_browser_with(app, session, role=Role.LEADER, at=commune)
    inspector = a_browser_with(app, session, role=Role.INSPECTOR, at=province)
    page = f"/inspections/{inspection.id}"
    said = {"rows-0-conformity": "partly", "rows-0-remark": "Đang bổ sung phạm vi"}

    submit(officer, f"{page}/self-check", **said)
    before = inspector.get(page).text
    assert submit(officer, page, to=f"{page}/self-check/submit").status_code == 403
    submit(leader, page, to=f"{page}/self-check/submit")

    assert "Đang bổ sung phạm vi" not in before
    assert "Đang bổ sung phạm vi" in inspector.get(page).text
    assert submit(officer, page, to=f"{page}/self-check", **said).status_code == 409


@pytest.mark.parametrize("act", ["change", "delete", "add"])
def test_a_submitted_report_stays(
    session: Session, campaign: Campaign, inspection: Inspection, act: str
):
    said = {"policy": Said(Conformity.YES, None)}
    self_checks.save(session, inspection=inspection, campaign=campaign, said=said, by=BY)
    self_checks.submit(session, inspection=inspection, campaign=campaign, by=BY)
    session.commit()
    row = session.scalars(select(SelfCheckAnswer)).one()

    if act == "change":
        row.conformity = Conformity.NO
    elif act == "delete":
        session.delete(row)
    else:
        other = {"item": "review", "conformity": Conformity.YES}
        session.add(SelfCheckAnswer(inspection_id=inspection.id, **other))

    with pytest.raises(DBAPIError, match="a submitted report stays"):
        session.commit()


@pytest.mark.parametrize(
    ("conformity", "remark", "is_taken"),
    [
        (Conformity.NO, None, True),
        (Conformity.PARTLY, None, True),
        (Conformity.YES, "Đã xem bản giấy", True),
        (Conformity.YES, None, False),
    ],
)
def test_who_differs_from_the_system_gives_a_remark(
    session: Session, commune: Agency, campaign, inspection, conformity, remark, is_taken
):
    """No announcement stands in the register."""
    said = {"announcement": Said(conformity, remark)}
    asked = {"inspection": inspection, "campaign": campaign, "agency": commune, "by": BY}

    if not is_taken:
        with pytest.raises(DiffersWithoutRemark):
            judging.judge(session, said=said, **asked)
        return
    judging.judge(session, said=said, **asked)
    session.commit()

    found = session.scalars(select(Judgement)).one()
    assert (found.conformity, found.system_verdict) == (conformity, "finding")


def test_the_database_takes_no_difference_without_a_remark(session, inspection):
    values = {"item": "review", "conformity": Conformity.YES, "system_verdict": "finding"}
    session.add(Judgement(inspection_id=inspection.id, judged_on=DAY, **values))

    with pytest.raises(DBAPIError, match="differs_with_a_remark"):
        session.commit()


def test_no_judgement_changes_after_the_minutes(session, inspection):
    row = Judgement(
        inspection_id=inspection.id, item="review", conformity=Conformity.YES, judged_on=DAY
    )
    session.add(row)
    session.commit()
    inspection.concluded_on = DAY
    session.commit()

    row.conformity = Conformity.NO

    with pytest.raises(DBAPIError, match="the minutes are made"):
        session.commit()


def rated(session: Session, agency: Agency, *, count: int) -> None:
    version = a_version(session)
    answers = [{"overall": "5"}] * count
    some_responses(session, agency=agency, version=version, day=DAY, answers=answers)
    session.commit()


def drawn_sample(session: Session, campaign, inspection, *, wanted: int) -> RatingSample:
    asked = {"inspection": inspection, "campaign": campaign, "least": 5, "by": BY}
    samples.draw(session, wanted=wanted, **asked)
    session.commit()
    return session.scalars(select(RatingSample)).one()


def test_a_sample_is_drawn_again_from_its_seed_alone(session, commune, campaign, inspection):
    rated(session, commune, count=30)
    rated_elsewhere = an_agency(session)
    rated(session, rated_elsewhere, count=8)

    sample = drawn_sample(session, campaign, inspection, wanted=6)

    own = session.scalars(select(Response.id).where(Response.agency_id == commune.id))
    again = sorted(own, key=lambda key: sha256(f"{sample.seed}:{key}".encode()).hexdigest())
    drawn = session.scalars(select(SampledRating.response_id).order_by(SampledRating.place))
    assert list(drawn) == again[:6]
    assert sample.population == 30


def test_a_sample_is_drawn_once(session, commune, campaign, inspection):
    rated(session, commune, count=30)
    sample = drawn_sample(session, campaign, inspection, wanted=6)

    with pytest.raises(DrawnAlready):
        drawn_sample(session, campaign, inspection, wanted=6)
    sample.seed = "another"
    with pytest.raises(DBAPIError, match="a draw stays"):
        session.commit()


def test_nothing_is_drawn_from_too_few_ratings(session, commune, campaign, inspection):
    rated(session, commune, count=4)

    with pytest.raises(TooFewRatings):
        drawn_sample(session, campaign, inspection, wanted=2)


def test_ratings_of_days_that_are_not_closed_are_not_drawn(session, commune, campaign, inspection):
    version = a_version(session)
    days = {Channel.SLIP: DAY, Channel.POSTER: NOW.date() - timedelta(days=1)}
    for channel, day in days.items():
        answers, of = [{"overall": "5"}] * 6, {"agency": commune, "version": version}
        some_responses(session, day=day, answers=answers, channel=channel, **of)
    session.commit()

    assert drawn_sample(session, campaign, inspection, wanted=12).population == 6


def test_a_sample_shows_a_day_and_answers_and_nothing_of_a_person_or_a_counter(
    app: Flask, session: Session, province: Agency, commune, campaign, inspection
):
    rated(session, commune, count=30)
    inspector = a_browser_with(app, session, role=Role.INSPECTOR, at=province)
    inspector.get("/?lang=en")

    submit(inspector, f"/inspections/{inspection.id}/sample", wanted="3")

    shown = inspector.get(f"/inspections/{inspection.id}/sample").text
    head = shown.split("<thead")[1].split("</thead>")[0]
    columns = ("No.", "Day", "Channel", "What was answered", "Hash of the sealed row")
    assert all(f">{column}</th>" in head for column in columns)
    assert head.count("</th>") == len(columns)
    assert shown.count("2 Nov 2026") + shown.count("02/11/2026") >= 3
