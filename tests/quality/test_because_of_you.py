"""What was changed is told to the public: on the page of thanks, on a page of the agency."""

from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from survey.models.agency import Agency
from survey.models.corrective_action import CorrectiveAction, Outcome
from survey.models.point import ServicePoint
from survey.models.public_change import PublicChange
from survey.queries import public_changes
from tests.citizen.sending import a_sheet
from tests.factories import an_agency, an_open_point
from tests.quality.test_actions import ANNOUNCED_ON, READ_ON, a_whole_action
from tests.quality_things import an_action
from tests.staff import submit

SENTENCES = {"sentence_vi": "Quầy 1 có thêm người trực.", "sentence_en": "Counter 1 has help now."}
CARRIED_OUT = {"announced_on": ANNOUNCED_ON, "carried_out_on": date(2026, 5, 31)}
WORKED = CARRIED_OUT | {"judged_on": READ_ON, "outcome": Outcome.WORKED}


@pytest.fixture
def agency(session: Session) -> Agency:
    return an_agency(session, code="xa-mau")


@pytest.fixture
def point(session: Session, agency: Agency) -> ServicePoint:
    return an_open_point(session, agency=agency)


def published(officer: FlaskClient, action: CorrectiveAction, **changed: str) -> int:
    page = f"/quality-system/actions/{action.id}/public"
    return submit(officer, page, **SENTENCES | changed).status_code


def test_a_sentence_stands_on_the_thanks_and_on_the_public_page(
    client: FlaskClient, officer: FlaskClient, session: Session, agency: Agency, point
):
    assert published(officer, a_whole_action(session, agency=agency, **CARRIED_OUT)) == 303

    way = f"/q/{point.poster_code}?lang=en"
    thanks = client.post(way, data=a_sheet(client.get(way).text, overall="4"))
    page = client.get("/because/xa-mau?lang=en")

    assert SENTENCES["sentence_en"] in thanks.text
    assert "/because/xa-mau?lang=en" in thanks.text
    assert SENTENCES["sentence_en"] in page.text
    assert "not known from ratings" in page.text
    assert SENTENCES["sentence_vi"] in client.get("/because/xa-mau?lang=vi").text
    for answer in (thanks, page):
        assert "Set-Cookie" not in answer.headers
        assert len(answer.data) < 30_000
        assert "src=" not in answer.text


def test_a_poster_that_went_to_an_heir_thanks_in_the_name_of_the_heir(
    client: FlaskClient, officer: FlaskClient, session: Session, agency: Agency, point: ServicePoint
):
    published(officer, a_whole_action(session, agency=agency, **CARRIED_OUT))
    way = f"/q/{point.poster_code}?lang=en"
    before = client.post(way, data=a_sheet(client.get(way).text, overall="4"))

    session.rollback()  # the rating came after what this session had read
    heir = an_open_point(session, agency=an_agency(session))
    code, point.poster_code = point.poster_code, heir.poster_code + "x"
    session.flush()
    heir.poster_code = code
    session.commit()
    after = client.post(way, data=a_sheet(client.get(way).text, overall="4"))

    assert SENTENCES["sentence_en"] in before.text
    assert after.status_code == 200
    assert SENTENCES["sentence_en"] not in after.text


def test_only_a_verdict_lets_it_say_that_it_worked(
    client: FlaskClient, officer: FlaskClient, session: Session, agency: Agency
):
    published(officer, a_whole_action(session, agency=agency, **WORKED))

    assert "showed that it worked" in client.get("/because/xa-mau?lang=en").text


def test_a_sentence_is_taken_back(
    client: FlaskClient, officer: FlaskClient, session: Session, agency: Agency
):
    action = a_whole_action(session, agency=agency, **CARRIED_OUT)
    published(officer, action)

    officer.application.config["WTF_CSRF_ENABLED"] = False
    assert officer.post(f"/quality-system/actions/{action.id}/withdraw").status_code == 303

    assert SENTENCES["sentence_en"] not in client.get("/because/xa-mau?lang=en").text


def test_another_sentence_takes_the_place_of_the_first(
    officer: FlaskClient, session: Session, agency: Agency
):
    action = a_whole_action(session, agency=agency, **CARRIED_OUT)
    published(officer, action)
    published(officer, action, sentence_en="Two people now.")

    session.rollback()
    (told,) = public_changes.of_agency(session, agency_id=agency.id)
    assert told.change.sentence_en == "Two people now."


@pytest.mark.parametrize(
    "revealing", ["Ask Mrs Hoa, 0912 345 678.", "Write to hoa@example.vn.", ""]
)
def test_a_sentence_points_to_nobody_and_stands_in_both_languages(
    officer: FlaskClient, session: Session, agency: Agency, revealing: str
):
    action = a_whole_action(session, agency=agency, **CARRIED_OUT)

    assert published(officer, action, sentence_en=revealing) == 422

    assert session.scalars(select(PublicChange)).all() == []


def test_nothing_is_told_before_anything_was_changed(
    officer: FlaskClient, session: Session, agency: Agency
):
    action = an_action(session, agency=agency)

    assert officer.get(f"/quality-system/actions/{action.id}/public").status_code == 409


def test_the_database_keeps_what_was_published(
    officer: FlaskClient, session: Session, agency: Agency
):
    published(officer, a_whole_action(session, agency=agency, **CARRIED_OUT))
    session.rollback()
    session.scalars(select(PublicChange)).one().sentence_en = "Something else."
    with pytest.raises(DBAPIError, match="taken back, not changed"):
        session.commit()
    session.rollback()

    with pytest.raises(DBAPIError, match="taken back, not changed"):
        session.execute(delete(PublicChange))


def test_an_agency_that_is_not_there_has_no_page(client: FlaskClient):
    assert client.get("/because/nowhere").status_code == 404
