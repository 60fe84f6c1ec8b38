"""Figures for other systems: counted by the measures, the same in page and files."""

import csv
import io
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from survey.audit import Actor
from survey.demonstration import nine_indicators
from survey.exchange import scores
from survey.exchange.refusals import AppraisedAlready, NotScoredYet, QuarterRuns
from survey.exchange.schema import Document
from survey.exchange.scores import Quarter
from survey.measures.figure import State
from survey.measures.formula_766 import formula
from survey.measures.handed_on import HandedOn, handed_on
from survey.models.account import Role
from survey.models.agency import Agency, AgencyKind
from survey.models.board_score import BoardScore, Scorer
from survey.questionnaires.packs import shipped
from tests.factories import a_version, an_agency
from tests.sealed import some_responses
from tests.staff import a_browser_with, submit

TODAY = date(2026, 11, 21)
BY = Actor(None, datetime(2026, 11, 21, 8, tzinfo=UTC))
NINE = shipped()["diem-18"]
BEST = {question.key: NINE.scale_of(question.key).options[0].key for question in NINE.questions}
FAIR = {question.key: NINE.scale_of(question.key).options[1].key for question in NINE.questions}


@pytest.fixture
def agency(session: Session) -> Agency:
    return an_agency(session, code="xa", kind=AgencyKind.COMMUNE)


@pytest.fixture
def rated(session: Session, agency: Agency) -> Agency:
    """In the first quarter 20 with all the points, 20 with half of them."""
    of = {"agency": agency, "version": a_version(session, definition=NINE)}
    some_responses(session, day=date(2026, 2, 3), answers=[BEST] * 20 + [FAIR] * 20, **of)
    session.commit()
    return agency


def found(session: Session, agency: Agency, *, file: Path | None = None) -> HandedOn:
    return handed_on(
        session,
        agency_id=agency.id,
        seen_from=agency.id,
        year=2026,
        today=TODAY,
        suppress_below=5,
        formula_file=file,
    )


def test_points_of_citizens_are_summed_over_the_nine_indicators(session: Session, rated: Agency):
    first, *_others = found(session, rated).quarters

    assert first.board.n == 40
    assert first.board.index is not None
    assert first.board.index.estimate.value == pytest.approx(13.5)
    assert first.board.index.estimate.lower < 13.5 < first.board.index.estimate.upper


def test_too_few_ratings_give_no_points(session: Session, agency: Agency):
    of = {"agency": agency, "version": a_version(session, definition=NINE)}
    some_responses(session, day=date(2026, 5, 4), answers=[BEST] * 3, **of)
    session.commit()

    _first, second, third, fourth = found(session, agency).quarters

    assert (second.board.state, second.board.index, second.group_766) == (State.TOO_FEW, None, None)
    assert third.board.state is State.NO_DATA
    assert fourth.board.state is State.NOT_SEALED


def test_the_766_group_is_the_share_of_its_maximum_and_says_that_it_is_unverified(
    session: Session, agency: Agency
):
    version = a_version(session)
    answers = [{"overall": "5"}] * 30 + [{"overall": "1"}] * 10
    some_responses(session, agency=agency, version=version, day=date(2026, 2, 3), answers=answers)
    session.commit()

    first, *_others = found(session, agency).quarters

    assert first.group_766 is not None
    assert first.group_766.value == pytest.approx(0.75 * 18)
    assert not formula(None).verified


def test_where_the_index_is_made_of_facts_the_overall_question_tells_who_is_satisfied(
    session: Session, agency: Agency
):
    both = nine_indicators.with_overall(NINE, short=shipped()["quay-ngan"])
    answers = [BEST | {"overall": "dissatisfied"}] * 10 + [FAIR | {"overall": "satisfied"}] * 30
    of = {"agency": agency, "version": a_version(session, definition=both)}
    some_responses(session, day=date(2026, 2, 3), answers=answers, **of)
    session.commit()

    first, *_others = found(session, agency).quarters

    assert first.board.index is not None
    assert first.board.index.estimate.value == pytest.approx((10 * 18 + 30 * 9) / 40)
    assert first.satisfied.satisfied is not None
    assert first.satisfied.satisfied.value == pytest.approx(0.75)
    assert first.group_766 is not None
    assert first.group_766.value == pytest.approx(0.75 * 18)


def test_facts_alone_give_no_satisfied_share(session: Session, rated: Agency):
    first, *_others = found(session, rated).quarters

    assert first.satisfied.satisfied is None
    assert first.group_766 is None


def test_who_has_the_text_names_another_formula(session: Session, rated: Agency, tmp_path: Path):
    file = tmp_path / "766.yaml"
    note = "{vi: Đã đối chiếu, en: Checked}"
    file.write_text(
        f"title: {note}\nmaximum: 20\nmeasure: mean_0_100\nverified: true\nnote: {note}\n",
        encoding="utf-8",
    )

    first, *_others = found(session, rated, file=file).quarters

    assert first.group_766 is not None
    assert first.group_766.value == pytest.approx(0.75 * 20)


def give(session: Session, agency: Agency, scorer: Scorer, *, number: int = 1) -> None:
    quarter = Quarter(agency, 2026, number)
    scores.give(session, quarter=quarter, scorer=scorer, hundredths=1650, note=None, by=BY)
    session.commit()


def test_the_points_of_the_agency_stay_once_they_are_appraised(session: Session, agency: Agency):
    with pytest.raises(NotScoredYet):
        give(session, agency, Scorer.APPRAISER)
    give(session, agency, Scorer.AGENCY)
    give(session, agency, Scorer.APPRAISER)
    with pytest.raises(AppraisedAlready):
        give(session, agency, Scorer.AGENCY)

    session.query(BoardScore).filter_by(scorer=Scorer.AGENCY).one().hundredths = 1800
    with pytest.raises(DBAPIError, match="points that are appraised stay"):
        session.commit()


def test_the_database_takes_no_appraisal_without_the_points_of_the_agency(session, agency):
    values = {"year": 2026, "quarter": 1, "hundredths": 1, "scored_on": TODAY}
    session.add(BoardScore(agency_id=agency.id, scorer=Scorer.APPRAISER, **values))

    with pytest.raises(DBAPIError, match="needs the points of the agency"):
        session.commit()


def test_no_points_are_given_before_the_quarter_is_over(session: Session, agency: Agency):
    with pytest.raises(QuarterRuns):
        give(session, agency, Scorer.AGENCY, number=4)


@pytest.fixture
def officer(app: Flask, session: Session, rated: Agency) -> FlaskClient:
    return a_browser_with(app, session, role=Role.QUALITY_OFFICER, at=rated)


def test_page_tables_and_json_say_the_same(
    app: Flask, session: Session, officer: FlaskClient, rated: Agency
):
    inspector = a_browser_with(app, session, role=Role.INSPECTOR, at=rated)
    officer.get("/?lang=en")
    quarter = "/handed-on/xa/quarters/1"
    submit(officer, f"{quarter}/score?year=2026", points="16.5", note="Theo sổ")
    submit(inspector, f"{quarter}/appraise?year=2026", points="14")

    page = officer.get("/handed-on/xa?year=2026").text
    document = json.loads(officer.get("/handed-on/xa/json?year=2026").text)
    table = officer.get("/handed-on/xa/csv?year=2026").text
    first, second, *_others = csv.DictReader(io.StringIO(table.lstrip("\ufeff")))

    board = document["quarters"][0]["board_points"]
    assert (board["value"], board["n"], board["maximum"]) == (pytest.approx(13.5), 40, 18)
    assert float(first["Points of citizens, of 18"]) == pytest.approx(13.5)
    assert second["Points of citizens, of 18"] == "No data"
    assert "13.5" in page
    assert all(f"Quarter {number}" in page for number in range(1, 5))
    for text in (page, first["Self-score, of 18"] + "0"):
        assert "16.50" in text
    assert document["quarters"][0]["appraised_score"]["points"] == 14
    assert (
        document["quarters"][0]["difference"] == float(first["Appraised less self-score"]) == -2.5
    )
    assert document["quarters"][1]["difference"] is None
    assert "Difference from the self-score: \u22122.50" in page
    assert "unverified formula" in table.splitlines()[0]
    assert "Unverified formula" in page


def test_the_json_follows_the_schema_that_is_published(officer: FlaskClient):
    schema = officer.get("/handed-on/schema.json").json
    document = officer.get("/handed-on/xa/json?year=2026").text

    assert schema["required"] == list(json.loads(document))
    Document.model_validate_json(document)
    with pytest.raises(ValidationError):
        Document.model_validate_json(document.replace('"quarters"', '"quartals"'))


@pytest.mark.parametrize("points", ["", "18.01", "-1", "viel"])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_points_lie_between_0_and_18(officer: FlaskClient, points: str):
    page = submit(officer, "/handed-on/xa/quarters/1/score?year=2026", points=points)

    assert page.status_code == 422
