"""The preview is the citizen's own page, and sends nothing."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from survey.models.agency import Agency
from survey.models.point import ServicePoint
from survey.questionnaires import packs
from tests.factories import a_point, a_procedure, a_version, some_slips

FRAME = "/questionnaires/quay-ngan/1/preview"


@pytest.fixture
def point(session: Session, commune: Agency) -> ServicePoint:
    a_version(session, asked_by=commune, definition=packs.shipped()["quay-ngan"])
    return a_point(session, agency=commune)


def without_names_and_numbers(page: str) -> str:
    main = page[page.index("<h1>") :]
    main = re.sub(r'<p class="procedure">.*?</p>', "", main)
    return re.sub(r'name="(key|version|lang)" value="[^"]*"', "", main)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_frame_holds_what_a_citizen_gets(
    administrator: FlaskClient,
    client: FlaskClient,
    session: Session,
    point: ServicePoint,
    language: str,
):
    (slip,) = some_slips(session, point=point, procedure=a_procedure(session, at=point))

    frame = administrator.get(f"{FRAME}/{language}").text
    page = client.get(f"/r/{slip}?lang={language}").text

    assert without_names_and_numbers(frame) == without_names_and_numbers(page)
    assert f'<html lang="{language}">' in frame


def test_only_the_frame_may_be_framed_and_it_may_send_nothing(
    administrator: FlaskClient, client: FlaskClient, point: ServicePoint
):
    frame = administrator.get(f"{FRAME}/vi").headers["Content-Security-Policy"]
    around = administrator.get(FRAME).headers["Content-Security-Policy"]
    citizens = client.get(f"/q/{point.poster_code}").headers["Content-Security-Policy"]

    for rule in ("frame-ancestors 'self'", "form-action 'none'", "connect-src 'none'"):
        assert rule in frame
    assert "frame-src 'self'" in around
    assert all("frame-ancestors 'none'" in policy for policy in (around, citizens))
    assert (
        "frame-src" not in administrator.get("/questionnaires").headers["Content-Security-Policy"]
    )
    assert administrator.post(f"{FRAME}/vi").status_code == 405


def test_looking_at_another_language_does_not_change_the_persons_own(
    administrator: FlaskClient, point: ServicePoint
):
    administrator.get(f"{FRAME}/en")

    assert '<html lang="vi">' in administrator.get("/questionnaires").text


@pytest.mark.parametrize("language", ["km", "xx", "..", "vi%00"])
def test_a_language_the_page_does_not_speak_is_not_found(
    administrator: FlaskClient, point: ServicePoint, language: str
):
    assert administrator.get(f"{FRAME}/{language}").status_code == 404
