"""The pages of key drivers and of the questionnaire's quality: words, files and states."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from analysis.importance import Quadrant
from survey.dashboard import driving
from survey.questionnaires import packs
from tests.counting import statements
from tests.dashboard.reading import csv_rows, seen, table_rows
from tests.dashboard.world import MARCH, a_batch, a_reader
from tests.factories import a_point, a_version, an_agency
from tests.sealed import people, some_responses

FACTORS = packs.shipped()["yeu-to-dich-vu"]
MONTH = "period=2026-03"


@pytest.fixture
def commune(session: Session):
    commune = an_agency(session, name="Xã Mẫu Đông", code="xa")
    some_responses(
        session,
        agency=commune,
        version=a_version(session, definition=FACTORS),
        day=MARCH,
        answers=people(FACTORS, count=250),
    )
    return commune


@pytest.fixture
def reader(app: Flask, session: Session, commune):
    return a_reader(app, session, at=commune)


def a_page(reader, view: str, *, language: str = "vi", more: str = MONTH) -> str:
    answer = reader.get(f"/results/xa/{view}?{more}&lang={language}")
    assert answer.status_code == 200
    return answer.text


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("vi", ("quan trọng nhất", "chưa chắc là nguyên nhân", "Tập trung cải thiện")),
        ("en", ("matters most", "it need not cause it", "Concentrate here")),
    ],
)
def test_the_heaviest_driver_is_told_in_a_sentence(reader, language, words):
    page = seen(a_page(reader, "drivers", language=language))

    assert all(word in page for word in words)
    assert "n = 250" in page


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("vi", ("Các câu hỏi", "một điểm chung", "Trả lời mọi câu như nhau")),
        ("en", ("The questions hang together", "Same answer to every question")),
    ],
)
def test_the_quality_is_told_in_a_sentence(reader, language, words):
    page = seen(a_page(reader, "quality", language=language))

    assert all(word in page for word in words)
    assert "n = 250" in page


def test_each_column_of_the_quality_is_explained(reader):
    page = a_page(reader, "quality", language="en")

    for figure in ("best-and-empty", "median-and-spread", "reliability"):
        assert f'href="/help/statistics#{figure}"' in page
    assert "How far answers usually lie from the mean" in seen(page)


def test_who_answered_alike_is_shown_apart_with_every_number_explained(app, session):
    everybody = people(FACTORS, count=250)
    best = next(iter(everybody[0].values()))
    commune = an_agency(session, code="xa")
    some_responses(
        session,
        agency=commune,
        version=a_version(session, definition=FACTORS),
        day=MARCH,
        answers=[*everybody[:210], *(dict.fromkeys(one, best) for one in everybody[210:])],
    )

    page = seen(a_page(a_reader(app, session, at=commune), "quality", language="en"))

    assert "Without the same answer to every question" in page
    assert "left no question of the table empty" in page


def test_a_comparison_of_fewer_than_the_whole_says_so(app, session):
    everybody = people(FACTORS, count=260)
    alike = [dict.fromkeys(one, next(iter(everybody[0].values()))) for one in everybody[:52]]
    commune, version = an_agency(session, code="xa"), a_version(session, definition=FACTORS)
    february = [*alike[:2], *everybody[52:60]]
    for day, answers in ((MARCH, alike[2:] + everybody[60:]), (date(2026, 2, 10), february)):
        some_responses(session, agency=commune, version=version, day=day, answers=answers)

    reader = a_reader(app, session, at=commune)

    told = "250 of the 260 complete answers are compared here"
    assert told in seen(a_page(reader, "quality", language="en", more="period=2026"))
    assert "complete answers are compared" not in seen(a_page(reader, "quality", language="en"))


@pytest.mark.parametrize("view", ["drivers", "quality"])
def test_files_say_what_the_page_says(reader, view):
    rows = csv_rows(reader.get(f"/results/xa/{view}.csv?{MONTH}&lang=en").data)
    shown = [row[0] for row in table_rows(a_page(reader, view, language="en"))]

    for row in rows:
        assert any(line.startswith(next(iter(row.values()))) for line in shown)
    assert len(rows) == 6
    for ending in ("xlsx", "svg", "png"):
        assert reader.get(f"/results/xa/{view}.{ending}?{MONTH}").status_code == 200


@pytest.mark.parametrize("view", ["drivers", "quality"])
def test_pages_are_of_whole_agencies(reader, session, commune, view):
    point = a_point(session, agency=commune, name="Quầy số 1")

    page = a_page(reader, view, language="en", more=f"{MONTH}&point={point.id}")

    assert "n = 250" in seen(page)
    assert "Quầy số 1" not in page


@pytest.mark.parametrize("view", ["drivers", "quality"])
def test_a_period_without_answers_says_so_and_shows_no_figure(reader, view):
    page = seen(a_page(reader, view, language="en", more="period=2025-03"))

    assert "Nobody answered in this period through this channel" in page
    assert "n = " not in page


@pytest.mark.parametrize(("view", "count"), [("drivers", 40), ("quality", 40)])
def test_a_page_asks_no_more_for_more_agencies(app, reader, session, commune, view, count):
    a_page(reader, view)
    with statements(app.extensions["engine"]) as before:
        a_page(reader, view)
    for name in ("Thôn Một", "Thôn Hai"):
        an_agency(session, name=name, under=commune)
    a_batch(session, agency=commune)

    with statements(app.extensions["engine"]) as after:
        a_page(reader, view)

    assert len(after) == len(before) <= count


def test_every_place_of_a_driver_has_words():
    assert driving.QUADRANTS.keys() == {*Quadrant}
