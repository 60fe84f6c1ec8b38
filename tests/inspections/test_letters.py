"""Mail about inspections: who is told what, in which language, once, through a real server."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from survey import db
from survey.audit import Actor
from survey.clock import OFFICE_ZONE
from survey.inspections import campaigns, findings, inspecting
from survey.inspections.reminders import remind, remind_all
from survey.mail import delivery
from survey.models.account import Account, Role
from survey.models.agency import Agency, AgencyKind
from survey.models.campaign import Campaign, Duty, Inspection, TeamMember
from survey.models.finding import Finding
from survey.settings import Settings
from tests.factories import an_agency
from tests.inspection_things import a_campaign, a_finding, an_inspection
from tests.postman import Postman, sending
from tests.staff import an_account

STATEMENT = "Chưa đo lường sự hài lòng theo kế hoạch"


@pytest.fixture
def postman() -> Postman:
    return Postman()


@pytest.fixture
def app(settings: Settings, postman: Postman) -> Iterator[Flask]:
    with sending(settings, to=postman) as app:
        yield app


@pytest.fixture
def province(session: Session) -> Agency:
    return an_agency(session, code="tinh", kind=AgencyKind.PROVINCE)


@pytest.fixture
def commune(session: Session, province: Agency) -> Agency:
    return an_agency(session, code="xa", name="Xã Mẫu", under=province)


@pytest.fixture
def people(session: Session, province: Agency, commune: Agency) -> dict[str, Account]:
    def person(name: str, role: Role, at: Agency) -> Account:
        return an_account(
            session, role=role, at=at, login=f"{name}@example.vn", password_hash="set"
        )

    found = {
        "leader": person("leader", Role.LEADER, commune),
        "officer": person("officer", Role.QUALITY_OFFICER, commune),
        "inspector": person("inspector", Role.INSPECTOR, province),
        "colleague": person("colleague", Role.INSPECTOR, province),
    }
    person("clerk", Role.CLERK, commune)
    person("above", Role.LEADER, province)
    found["officer"].language = "en"
    session.commit()
    return found


@pytest.fixture
def campaign(session: Session, province: Agency) -> Campaign:
    return a_campaign(session, agency=province)


def by(day: date) -> Actor:
    return Actor(None, datetime(day.year, day.month, day.day, 9, tzinfo=OFFICE_ZONE))


def sent(app: Flask, postman: Postman, *, on: date) -> dict[str, str]:
    """What went out on that day by recipient, subject and text together."""
    postman.received.clear()
    with app.app_context():
        delivery.deliver(by(on).now + timedelta(minutes=1))
    return {
        str(mail["To"]): f"{mail['Subject']}\n{mail.get_content()}".replace("\r\n", "\n")
        for mail in postman.received
    }


def test_leader_and_officer_are_told_of_an_inspection_in_their_languages(
    app: Flask, postman: Postman, session: Session, commune: Agency, campaign: Campaign, people
):
    inspection = an_inspection(session, agency=commune, campaign=campaign, begun=False)
    day = date(2026, 6, 3)

    with app.app_context(), db.transaction() as writing:
        campaigns.begin(writing, campaign=writing.get_one(Campaign, campaign.id), by=by(day))

    letters = sent(app, postman, on=day)
    assert letters.keys() == {"leader@example.vn", "officer@example.vn"}
    english, vietnamese = letters["officer@example.vn"], letters["leader@example.vn"]
    assert "An inspection is announced: Model commune" in english
    assert "from 10 Jun 2026 to 30 Oct 2026" in english
    assert "10/06/2026" in vietnamese
    assert "announced" not in vietnamese
    for letter in (english, vietnamese):
        assert campaign.decision_number in letter
        assert f"/inspections/{inspection.id}\n" in letter


def test_findings_are_told_with_the_minutes_and_without_what_was_found(
    app: Flask, postman: Postman, session: Session, commune: Agency, campaign: Campaign, people
):
    inspection = an_inspection(session, agency=commune, campaign=campaign)
    finding = a_finding(session, agency=commune, inspection=inspection)
    gone = {"withdrawal_reason": "Nhầm", "withdrawn_on": date(2026, 6, 15)}
    withdrawn = a_finding(session, agency=commune, inspection=inspection, **gone)
    day = date(2026, 6, 20)

    with app.app_context(), db.transaction() as writing:
        inspecting.conclude(
            writing,
            inspection=writing.get_one(Inspection, inspection.id),
            campaign=writing.get_one(Campaign, campaign.id),
            by=by(day),
        )

    letter = sent(app, postman, on=day)["officer@example.vn"]
    assert f"Finding {finding.number}, Minor nonconformity" in letter
    assert "12 Jul 2026" in letter
    assert f"Finding {withdrawn.number}," not in letter
    assert STATEMENT not in letter


def answered(app: Flask, finding: Finding, *, on: date) -> None:
    with app.app_context(), db.transaction() as writing:
        found = writing.get_one(Finding, finding.id)
        inspection = writing.get_one(Inspection, found.inspection_id)
        findings.answer(writing, finding=found, inspection=inspection, text="Đã đo", by=by(on))


def test_an_answer_is_told_to_the_nearest_inspectors_where_nobody_of_the_team_has_an_account(
    app: Flask, postman: Postman, session: Session, commune: Agency, campaign: Campaign, people
):
    inspection = an_inspection(session, agency=commune, campaign=campaign)
    finding = a_finding(
        session, agency=commune, inspection=inspection, concluded_on=date(2026, 6, 20)
    )
    day = date(2026, 7, 1)

    answered(app, finding, on=day)

    letters = sent(app, postman, on=day)
    assert letters.keys() == {"inspector@example.vn", "colleague@example.vn"}
    assert f"/inspections/findings/{finding.id}\n" in letters["inspector@example.vn"]
    assert "Đã đo" not in letters["inspector@example.vn"]


def test_each_answer_is_told_to_the_team(
    app: Flask, postman: Postman, session: Session, commune: Agency, campaign: Campaign, people
):
    member = TeamMember(name="Người kiểm tra", duty=Duty.MEMBER, account_id=people["inspector"].id)
    campaign.team.append(member)
    session.commit()
    inspection = an_inspection(session, agency=commune, campaign=campaign)
    finding = a_finding(
        session, agency=commune, inspection=inspection, concluded_on=date(2026, 6, 20)
    )
    days = (date(2026, 7, 1), date(2026, 7, 2))

    told = []
    for day in days:
        answered(app, finding, on=day)
        told.append(set(sent(app, postman, on=day)))

    assert told == [{"inspector@example.vn"}] * 2


def test_a_finding_that_is_closed_is_told_to_the_agency(
    app: Flask, postman: Postman, session: Session, commune: Agency, campaign: Campaign, people
):
    inspection = an_inspection(session, agency=commune, campaign=campaign)
    steps = dict.fromkeys(("answered_on", "followed_up_on"), date(2026, 7, 1))
    finding = a_finding(
        session, agency=commune, inspection=inspection, concluded_on=date(2026, 6, 20), **steps
    )
    day = date(2026, 7, 3)

    with app.app_context(), db.transaction() as writing:
        found = writing.get_one(Finding, finding.id)
        findings.close(
            writing,
            finding=found,
            inspection=writing.get_one(Inspection, found.inspection_id),
            by=by(day),
        )

    letters = sent(app, postman, on=day)
    assert letters.keys() == {"leader@example.vn", "officer@example.vn"}
    assert "A finding was closed: Model commune" in letters["officer@example.vn"]


def reminded(app: Flask, postman: Postman, *, on: date) -> dict[str, str]:
    """After the chore was done twice."""
    for _ in range(2):
        with app.app_context(), db.transaction() as writing:
            remind(writing, now=by(on).now)
    return sent(app, postman, on=on)


def test_the_agency_is_reminded_once_before_the_deadline_and_once_after_it(
    app: Flask, postman: Postman, session: Session, commune: Agency, people
):
    a_finding(session, agency=commune, concluded_on=date(2026, 6, 20))  # due on 12 July

    told = {
        day: reminded(app, postman, on=day).get("officer@example.vn", "").split("\n")[0]
        for day in (date(2026, 7, 4), date(2026, 7, 5), date(2026, 7, 12), date(2026, 7, 13))
    }

    assert list(told.values()) == [
        "",
        "Due soon: answer to a finding of inspectors",
        "",
        "Overdue: answer to a finding of inspectors",
    ]


@pytest.mark.parametrize(
    "state",
    [
        {},
        {"concluded_on": date(2026, 6, 20), "answered_on": date(2026, 7, 1)},
        {"withdrawal_reason": "Nhầm", "withdrawn_on": date(2026, 6, 15)},
    ],
    ids=["before the minutes", "answered", "withdrawn"],
)
def test_nobody_is_reminded_of_what_needs_no_answer(
    app: Flask, postman: Postman, session: Session, commune: Agency, people, state
):
    a_finding(session, agency=commune, **state)

    assert reminded(app, postman, on=date(2026, 7, 10)) == {}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_is_overdue_for_long_is_no_news(
    app: Flask, postman: Postman, session: Session, commune: Agency, people
):
    a_finding(session, agency=commune, concluded_on=date(2026, 6, 20))

    with app.app_context():
        remind_all(by(date(2026, 9, 11)).now)

    assert sent(app, postman, on=date(2026, 9, 11)) == {}
