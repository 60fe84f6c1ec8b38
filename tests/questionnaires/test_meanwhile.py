"""Two administrators, or one who presses twice, at the same moment."""

from datetime import date
from functools import partial

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from survey.clock import local_day, now
from survey.models.account import Role
from survey.models.agency import Agency
from survey.models.questionnaire import (
    Questionnaire,
    QuestionnaireUse,
    QuestionnaireVersion,
    VersionStatus,
)
from tests.at_once import at_once
from tests.factories import a_version
from tests.staff import a_browser_with, submit


@pytest.fixture
def other(app: Flask, session: Session, province: Agency) -> FlaskClient:
    return a_browser_with(app, session, role=Role.PROVINCE_ADMIN, at=province)


@pytest.fixture
def version(session: Session) -> QuestionnaireVersion:
    return a_version(session)


def post(who: FlaskClient, path: str, **fields: str) -> TestResponse:
    return submit(who, "/questionnaires/add", to=path, **fields)


def begins(who: FlaskClient, version: QuestionnaireVersion) -> partial[TestResponse]:
    today = local_day(now()).isoformat()
    return partial(post, who, "/asked/xa-mau/begin", version=str(version.id), first_day=today)


def address(version: QuestionnaireVersion) -> str:
    return f"/questionnaires/{version.questionnaire.code}/{version.number}"


def open_uses(session: Session) -> list[tuple[int, date | None]]:
    session.rollback()
    open_ended = QuestionnaireUse.valid_to.is_(None)
    rows = session.execute(
        select(QuestionnaireUse.version_id, QuestionnaireUse.valid_from).where(open_ended)
    )
    return [(version_id, first_day) for version_id, first_day in rows]


def test_a_questionnaire_that_is_put_in_use_twice_is_in_use_once(
    administrator, other, session: Session, commune, version
):
    answers = at_once(session, *(begins(who, version) for who in (administrator, other)))

    assert [answer.status_code for answer in answers] == [303, 303]
    assert open_uses(session) == [(version.id, local_day(now()))]
    assert session.execute(select(func.count(QuestionnaireUse.id))).scalar_one() == 1


def test_two_questionnaires_put_in_use_at_the_same_moment_follow_each_other(
    administrator, other, session: Session, commune, version
):
    another = a_version(session)

    at_once(session, begins(administrator, version), begins(other, another))

    assert len(open_uses(session)) == 1


def test_what_is_retired_is_not_put_in_use_at_the_same_moment(
    administrator, other, session: Session, commune, version
):
    retire = partial(post, administrator, f"{address(version)}/retire")

    at_once(session, retire, begins(other, version))

    session.refresh(version)
    assert (version.status, open_uses(session)) == (VersionStatus.RETIRED, [])


def test_a_pack_that_is_added_twice_is_there_once(administrator, other, session: Session):
    adds = [
        partial(post, who, "/questionnaires/add-shipped", pack="quay-ngan")
        for who in (administrator, other)
    ]

    answers = at_once(session, *adds)

    assert [answer.status_code for answer in answers] == [303, 303]
    assert session.execute(select(func.count(QuestionnaireVersion.id))).scalar_one() == 1


def test_one_code_is_given_to_one_of_two_copies(administrator, other, session: Session, version):
    copies = [
        partial(post, who, f"{address(version)}/copy", code="ban-sao")
        for who in (administrator, other)
    ]

    answers = at_once(session, *copies)

    assert sorted(answer.status_code for answer in answers) == [303, 422]
    copied = select(func.count(QuestionnaireVersion.id)).join(Questionnaire)
    assert session.execute(copied.where(Questionnaire.code == "ban-sao")).scalar_one() == 1
