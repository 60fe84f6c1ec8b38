"""The quarterly board of Tỉnh Mẫu: page and files say what its ratings add up to."""

import csv
import io
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.demonstration import nine_indicators
from survey.models.account import Role
from survey.models.agency import Agency
from survey.models.rating import Channel
from survey.models.response import Response
from survey.questionnaires.packs import shipped
from tests.staff import a_browser_with

DEPARTMENT, RIGHT, STRICT = "so-giao-duc-dao-tao", "xa-mau-bac", "xa-mau-phu-dien"
NINE = shipped()["diem-18"]
SATISFIED = ("satisfied", "very_satisfied")

pytestmark = pytest.mark.slow


@pytest.fixture
def session(told: Flask) -> Iterator[Session]:
    with Session(told.extensions["engine"]) as session:
        yield session


@pytest.fixture
def inspector(told: Flask, session: Session) -> FlaskClient:
    province = session.scalars(select(Agency).where(Agency.code == "tinh-mau")).one()
    browser = a_browser_with(told, session, role=Role.INSPECTOR, at=province)
    browser.get("/?lang=en")
    return browser


def by_hand(session: Session, code: str, *, quarter: int) -> tuple[float, float]:
    """Points of citizens and satisfied share, from nothing but the sealed rows."""
    first, end = date(2026, 3 * quarter - 2, 1), date(2026, 3 * quarter + 1, 1)
    given: dict[str, list[float]] = defaultdict(list)
    overall: Counter[str] = Counter()
    rows = session.scalars(
        select(Response.answers)
        .join(Agency, Agency.id == Response.agency_id)
        .where(Agency.code == code, Response.channel == Channel.SLIP)
        .where(Response.day >= first, Response.day < end)
    )
    for answers in map(json.loads, rows):
        overall[answers[nine_indicators.OVERALL]] += 1
        for question in NINE.questions:
            if question.key in answers:
                points = NINE.score_of(question.key, answers[question.key])
                given[question.key].append(points)
    assert len(given) == 9
    share = sum(overall[answer] for answer in SATISFIED) / overall.total()
    return sum(sum(points) / len(points) for points in given.values()), share


# With a third of the dossiers one quarter of either is too small to be shown.
@pytest.mark.parametrize(("code", "quarters"), [(DEPARTMENT, 2), (RIGHT, 3), (STRICT, 2)])
def test_figures_are_those_of_the_ratings(
    session: Session, inspector: FlaskClient, code: str, quarters: int
):
    document = inspector.get(f"/handed-on/{code}/json?year=2026").json
    shown = [one for one in document["quarters"][:3] if one["board_points"]["state"] == "shown"]

    assert len(shown) == quarters
    for figures in shown:
        points, share = by_hand(session, code, quarter=figures["quarter"])
        assert figures["board_points"]["value"] == pytest.approx(points)
        assert figures["satisfied_share"]["value"] == pytest.approx(share)
        assert figures["group_766_points"]["value"] == pytest.approx(share * 18)
    assert not document["formula_766"]["verified"]


def test_the_department_thinks_better_of_itself_than_others_do(inspector: FlaskClient):
    first, busy, last = inspector.get(f"/handed-on/{DEPARTMENT}/json?year=2026").json["quarters"][
        :3
    ]

    assert [one["difference"] for one in (first, busy, last)] == [-1.9, -1.8, -1.7]
    of_citizens = busy["board_points"]
    assert busy["self_score"]["points"] > of_citizens["upper"]
    assert of_citizens["lower"] < busy["appraised_score"]["points"] < of_citizens["upper"]


def test_page_csv_and_xlsx_bear_the_same_difference(inspector: FlaskClient):
    page = inspector.get(f"/handed-on/{STRICT}?year=2026").text
    table = inspector.get(f"/handed-on/{STRICT}/csv?year=2026").text
    book = inspector.get(f"/handed-on/{STRICT}/xlsx?year=2026").data
    differences = ("0.75", "0.75", "0.7")

    head, *rows = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    place = head.index("Appraised less self-score")
    assert tuple(str(row[place]) for row in rows[:3]) == differences
    lines = list(csv.DictReader(io.StringIO(table.lstrip("\ufeff"))))
    assert tuple(line["Appraised less self-score"] for line in lines[:3]) == differences
    for difference in ("+0.75", "+0.70"):
        assert difference in page
