"""The questionnaire changes, or is taken away, while a citizen has the page open."""

from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from survey.audit import Actor
from survey.clock import local_day, now
from survey.models.agency import Agency
from survey.models.method import Definition
from survey.models.questionnaire import QuestionnaireUse, QuestionnaireVersion
from survey.questionnaires import publishing
from tests.citizen.sending import a_sheet, waiting
from tests.factories import a_definition, a_point, a_version, an_agency, some_slips

TODAY = local_day(now())
YESTERDAY = TODAY - timedelta(days=1)
LONG_AGO = timedelta(days=5)
WORDS = "Đợi lâu,\nghế ít"


@pytest.fixture
def commune(session: Session) -> Agency:
    return an_agency(session)


@pytest.fixture
def version(session: Session, commune: Agency) -> QuestionnaireVersion:
    return a_version(session, asked_by=commune)


@pytest.fixture
def url(session: Session, commune: Agency, version: QuestionnaireVersion) -> str:
    (code,) = some_slips(session, point=a_point(session, agency=commune))
    return f"/r/{code}"


def used(session: Session, version: QuestionnaireVersion, *, until: date) -> None:
    """The version was asked here up to and including that day."""
    session.execute(
        update(QuestionnaireUse)
        .where(QuestionnaireUse.version_id == version.id)
        .values(valid_to=until)
    )
    session.commit()


def retire(app: Flask, session: Session, version: QuestionnaireVersion, *, ago: timedelta) -> None:
    session.rollback()
    with app.test_request_context():
        publishing.retire(session, version=version, by=Actor(None, now() - ago))
    session.commit()
    used(session, version, until=TODAY - ago)


def other_questions() -> Definition:
    """The overall question stays, the staff are asked about in other words, no comment."""
    plain = a_definition(key="other").plain()
    staff = plain["questions"][1] | {"text": {"vi": "Thái độ phục vụ", "en": "Their manners"}}
    return Definition.model_validate(plain | {"questions": [plain["questions"][0], staff]})


@pytest.mark.parametrize("until", [TODAY, YESTERDAY, TODAY - timedelta(days=2)])
def test_a_page_opened_in_time_is_taken_though_another_version_is_asked_now(
    client: FlaskClient, session: Session, commune, version, url: str, until: date
):
    sheet = a_sheet(client.get(url).text, overall="2", comment=WORDS)
    session.execute(update(QuestionnaireUse).values(valid_from=until))
    used(session, version, until=until)
    a_version(session, asked_by=commune, definition=other_questions())

    answer = client.post(url, data=sheet)

    assert answer.status_code == 200
    assert [rating.version_id for rating in waiting(session)] == [version.id]


def test_a_version_that_was_retired_a_moment_ago_is_still_taken(
    app: Flask, client: FlaskClient, session: Session, version, url: str
):
    sheet = a_sheet(client.get(url).text, overall="2")
    retire(app, session, version, ago=timedelta(minutes=1))

    assert client.post(url, data=sheet).status_code == 200
    assert len(waiting(session)) == 1


@pytest.mark.parametrize("action", ["send", "language", "find"])
def test_what_still_fits_is_kept_and_the_rest_is_shown(
    app: Flask, client: FlaskClient, session: Session, commune, version, url: str, action: str
):
    sheet = a_sheet(client.get(url).text, overall="2", staff="no", comment=WORDS)
    retire(app, session, version, ago=LONG_AGO)
    new = a_version(session, asked_by=commune, definition=other_questions())

    page = client.post(f"{url}?lang=en", data=sheet | {"action": action})
    resent = client.post(url, data=a_sheet(page.text, overall="2"))

    assert page.status_code == 409
    assert "The questions have changed" in page.text
    assert 'value="2" id="a.overall.1" checked' in page.text
    assert page.text.count(" checked>") == 1
    for lost in ("<dt>The staff</dt><dd>Not good</dd>", f"<dd>{WORDS}</dd>"):
        assert lost in page.text
    assert resent.status_code == 200
    assert [rating.version_id for rating in waiting(session)] == [new.id]


def test_one_s_own_words_stay_under_a_new_heading(
    app: Flask, client: FlaskClient, session: Session, commune, version, url: str
):
    sheet = a_sheet(client.get(url).text, overall="2", comment=WORDS)
    retire(app, session, version, ago=LONG_AGO)
    plain = a_definition(key="reworded").plain()
    reworded = plain["questions"][2] | {"text": {"vi": "Góp ý", "en": "Suggestions"}}
    definition = Definition.model_validate(
        plain | {"questions": [*plain["questions"][:2], reworded]}
    )
    a_version(session, asked_by=commune, definition=definition)

    page = client.post(url, data=sheet)

    assert f">\n{WORDS}</textarea>" in page.text


def test_the_same_answer_with_another_meaning_is_asked_again(
    app: Flask, client: FlaskClient, session: Session, commune, version, url: str
):
    sheet = a_sheet(client.get(url).text, overall="5")
    retire(app, session, version, ago=LONG_AGO)
    plain = a_definition(key="turned").plain()
    levels = plain["scales"][0]
    turned = [
        option | {"label": {"vi": f"Hạng {n}", "en": f"Rank {n}"}}
        for n, option in enumerate(levels["options"])
    ]
    scales = [levels | {"options": turned}, *plain["scales"][1:]]
    definition = Definition.model_validate(plain | {"scales": scales})
    a_version(session, asked_by=commune, definition=definition)

    page = client.post(url, data=sheet)

    assert " checked>" not in page.text
    assert "Mức 5" in page.text


@pytest.mark.parametrize("action", ["send", "language", "find"])
def test_where_nothing_is_asked_any_more_the_words_are_given_back(
    app: Flask, client: FlaskClient, session: Session, version, url: str, action: str
):
    sheet = a_sheet(client.get(url).text, overall="2", comment=WORDS)
    retire(app, session, version, ago=LONG_AGO)

    page = client.get(url)
    answer = client.post(url, data=sheet | {"action": action})

    assert [page.status_code, answer.status_code] == [410, 410]
    assert "Hiện chưa có phiếu hỏi" in page.text
    assert WORDS in answer.text
    assert waiting(session) == []


def test_a_page_of_an_unknown_version_keeps_the_words(
    client: FlaskClient, session: Session, url: str
):
    sheet = a_sheet(client.get(url).text, overall="2", comment=WORDS) | {"version": "4711"}

    page = client.post(url, data=sheet)

    assert page.status_code == 409
    assert f"<dd>{WORDS}</dd>" in page.text
    assert session.scalars(select(QuestionnaireVersion.id)).all() != [4711]
    assert waiting(session) == []
