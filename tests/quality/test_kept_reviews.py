"""What an approved review was told: kept, shown as it was, and found out where it was changed."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from survey import db
from survey.audit import Actor
from survey.clock import OFFICE_ZONE
from survey.models.agency import Agency
from survey.models.management_review import KeptFacts, ManagementReview, ReviewHeading, ReviewPart
from survey.models.staged import Stage
from survey.quality.commands import review as command
from survey.quality.reviews import keeping, work
from survey.quality.reviews.keeping import keep_all
from tests.factories import a_version
from tests.quality.test_plan_paper import in_docx, in_pdf
from tests.quality.test_records import ONE, rated, tamper
from tests.quality_things import a_review, an_objective

APPROVED = date(2026, 8, 10)
OTHER_WORDS = "Mục tiêu khác"


@pytest.fixture
def agency(session: Session, agency: Agency) -> Agency:
    """It has an objective, and was rated."""
    an_objective(session, agency=agency)
    rated(session, agency, a_version(session), day=date(2026, 5, 14), good=40, bad=10)
    return agency


@pytest.fixture
def checked(app: Flask) -> Callable[[ManagementReview], Result]:
    def run(review: ManagementReview) -> Result:
        return app.test_cli_runner().invoke(command, ["--check", str(review.id)])

    return run


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=OFFICE_ZONE)


def submitted(session: Session, agency: Agency) -> ManagementReview:
    review = a_review(session, agency=agency)
    review.parts += [ReviewPart(heading=one, conclusion="Tốt") for one in ReviewHeading]
    session.flush()
    review.submitted_on = date(2026, 8, 5)
    session.commit()
    return review


def approved(app: Flask, session: Session, agency: Agency) -> ManagementReview:
    review = submitted(session, agency)
    with app.test_request_context(), db.transaction() as writing:
        found = writing.get_one(ManagementReview, review.id)
        work.advance(writing, review=found, to=Stage.APPROVED, by=Actor(None, at(APPROVED)))
    session.rollback()
    return review


def approved_before(session: Session, agency: Agency) -> ManagementReview:
    """By a program that kept nothing of what it was told."""
    return a_review(session, agency=agency, submitted_on=date(2026, 8, 5), approved_on=APPROVED)


def change_registers(session: Session, agency: Agency) -> None:
    """A finding more, an objective reworded, and ratings that were sealed later."""
    session.execute(text(f"UPDATE objective SET statement = '{OTHER_WORDS}'"))
    rated(session, agency, a_version(session), day=date(2026, 5, 14), good=0, bad=30)
    session.commit()


def test_page_and_papers_of_an_approved_review_do_not_follow_the_registers(
    app: Flask, session: Session, agency: Agency, inspector: FlaskClient
):
    review = approved(app, session, agency)
    here = f"/quality-system/reviews/{review.id}"
    addresses = [f"{here}{form}?lang={lang}" for form in ("/docx", "/pdf") for lang in ("vi", "en")]

    def papers() -> list[str]:
        files = [inspector.get(address).data for address in addresses]
        return [*map(in_docx, files[:2]), *map(in_pdf, files[2:])]

    before = papers()
    change_registers(session, agency)

    assert before == papers()
    assert all("80.0" in one or "80,0" in one for one in before)
    for lang in ("vi", "en"):
        assert OTHER_WORDS not in inspector.get(f"{here}?lang={lang}").text


def test_an_open_review_follows_the_registers(
    session: Session, agency: Agency, inspector: FlaskClient
):
    review = submitted(session, agency)
    change_registers(session, agency)

    page = inspector.get(f"/quality-system/reviews/{review.id}?lang=en").text

    assert OTHER_WORDS in page


def test_facts_come_back_as_they_were_kept(app: Flask, session: Session, agency: Agency):
    review = approved(app, session, agency)
    kept = session.scalars(select(KeptFacts)).one()

    with app.app_context():
        facts = keeping.facts(session, review=review, agency=agency, today=date(2030, 1, 1))

    assert kept.gathered_on == APPROVED
    assert kept.facts == keeping.FROZEN.dump_json(facts).decode()
    assert [one.satisfied for one in facts.months] == [None] * 4 + [0.8, None]


@pytest.mark.parametrize(
    "statement",
    ["UPDATE review_facts SET facts = '{}'", "DELETE FROM review_facts"],
)
def test_the_database_lets_nobody_change_what_was_kept(
    app: Flask, session: Session, agency: Agency, statement: str
):
    approved(app, session, agency)

    with pytest.raises(DBAPIError, match="was told does not change"):
        session.execute(text(statement))


def test_the_database_takes_no_approval_without_what_was_told(session: Session, agency: Agency):
    review = submitted(session, agency)

    review.approved_on = APPROVED

    with pytest.raises(DBAPIError, match="approved with what it was told"):
        session.commit()


def test_what_is_as_it_was_kept_passes_the_check(
    app: Flask, session: Session, agency: Agency, checked: Callable[[ManagementReview], Result]
):
    told = checked(approved(app, session, agency))

    assert told.exit_code == 0, told.output


def swap(session: Session, *, change: str) -> None:
    """Past the triggers, as somebody with the database in their hands could."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("DROP TRIGGER review_facts_stay"))
    else:
        session.execute(text("ALTER TABLE review_facts DISABLE TRIGGER review_facts_stay"))
    session.execute(text(change))
    session.commit()


OTHER = "0" * 64


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE review_facts SET facts = replace(facts, '0.8', '0.9')", "SHA-256"),
        (f"UPDATE review_facts SET sha256 = '{OTHER}'", "Nhật ký thay đổi"),
    ],
    ids=["facts", "hash"],
)
def test_facts_that_were_tampered_with_are_found(
    app: Flask,
    session: Session,
    agency: Agency,
    checked: Callable[[ManagementReview], Result],
    change: str,
    said: str,
):
    review = approved(app, session, agency)

    swap(session, change=change)
    told = checked(review)

    assert told.exit_code == 1
    assert said in told.output


@pytest.mark.parametrize(
    "change",
    [
        f"DELETE FROM response WHERE id = {ONE}",
        f'UPDATE response SET answers = \'{{"overall":"1"}}\' WHERE id = {ONE}',
    ],
    ids=["deleted", "changed"],
)
def test_ratings_that_were_tampered_with_are_found(
    app: Flask,
    session: Session,
    agency: Agency,
    checked: Callable[[ManagementReview], Result],
    change: str,
):
    review = approved(app, session, agency)

    tamper(session, change=change)

    assert checked(review).exit_code == 1


def test_a_review_that_was_approved_before_is_kept_by_the_worker_and_says_so(
    app: Flask,
    session: Session,
    agency: Agency,
    inspector: FlaskClient,
    checked: Callable[[ManagementReview], Result],
):
    review = approved_before(session, agency)
    page = f"/quality-system/reviews/{review.id}?lang=en"
    before, flawed = inspector.get(page).text, checked(review)

    for _ in range(2):
        with app.app_context():
            keep_all(at(date(2026, 11, 26)))

    assert "none were kept with the approval" in before
    assert flawed.exit_code == 1
    assert checked(review).exit_code == 0
    after = inspector.get(page).text
    assert "gathered on 26 Nov 2026" in after
    assert "80.0" in after
