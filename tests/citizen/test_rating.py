"""A citizen rates by slip or poster, on both engines, through the real page."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from survey.clock import local_day, now
from survey.models import slip_code
from survey.models.rating import Channel, PendingRating
from survey.models.slip import Slip, SlipPool
from survey.models.slip_code import digest
from tests.citizen.sending import a_sheet, waiting
from tests.counting import statements
from tests.factories import a_procedure, an_open_point, some_slips

TODAY = local_day(now())
PATIENCE_SECONDS = 60
OF_A_TRANSACTION = {"BEGIN", "SAVEPOINT", "RELEASE"}
"""Statements that look at no table."""


@pytest.fixture
def url(session: Session) -> str:
    point = an_open_point(session)
    (code,) = some_slips(session, point=point)
    return f"/r/{code}"


def test_a_rating_by_slip_is_recorded_and_thanked(client: FlaskClient, session: Session, url: str):
    page = client.get(url)

    answer = client.post(url, data=a_sheet(page.text, overall="4", comment="Rất tốt"))

    assert answer.status_code == 200
    assert "Đánh giá của Ông/Bà đã được ghi nhận" in answer.text
    (rating,) = waiting(session)
    assert rating.channel is Channel.SLIP
    assert rating.answers == '{"comment":"Rất tốt","overall":"4"}'
    assert rating.day == TODAY


def test_the_citizens_page_sets_no_cookie(client: FlaskClient, url: str):
    page = client.get(url)
    answer = client.post(url, data=a_sheet(page.text, overall="1"))

    assert "Set-Cookie" not in page.headers
    assert "Set-Cookie" not in answer.headers


def test_a_slip_knows_its_procedure(client: FlaskClient, session: Session):
    point = an_open_point(session)
    procedure = a_procedure(session, at=point)
    (code,) = some_slips(session, point=point, procedure=procedure)

    page = client.get(f"/r/{code}")
    client.post(f"/r/{code}", data=a_sheet(page.text, overall="3"))

    assert "Thủ tục đăng ký khai sinh" in page.text
    assert "Thủ tục nào" not in page.text
    assert [rating.procedure_id for rating in waiting(session)] == [procedure.id]


def test_a_poster_asks_for_the_procedure_and_takes_not_sure(client: FlaskClient, session: Session):
    point = an_open_point(session)
    procedure = a_procedure(session, at=point)
    url = f"/q/{point.poster_code}"
    chosen = a_sheet(client.get(url).text, overall="5") | {"procedure": str(procedure.id)}
    unsure = a_sheet(client.get(url).text, overall="5") | {"procedure": "unsure"}
    foreign = a_sheet(client.get(url).text, overall="5") | {"procedure": "99999"}

    for sheet in (chosen, unsure, foreign):
        assert client.post(url, data=sheet).status_code == 200

    recorded = waiting(session)
    assert {rating.channel for rating in recorded} == {Channel.POSTER}
    assert sorted(r.procedure_id or 0 for r in recorded) == [0, 0, procedure.id]


def test_no_procedure_is_asked_for_where_none_is_handled(client: FlaskClient, session: Session):
    url = f"/q/{an_open_point(session).poster_code}"

    page = client.get(url)
    client.post(url, data=a_sheet(page.text, overall="2"))

    assert 'name="procedure"' not in page.text
    assert [rating.procedure_id for rating in waiting(session)] == [None]


def test_a_slip_of_a_field_takes_a_procedure_of_that_field_alone(
    client: FlaskClient, session: Session
):
    point = an_open_point(session)
    inside, outside = a_procedure(session, at=point), a_procedure(session, at=point)
    codes = some_slips(session, point=point, count=2)
    session.execute(update(SlipPool).values(field_id=inside.field_id))
    session.commit()

    for code, procedure in zip(codes, (inside, outside), strict=True):
        sheet = a_sheet(client.get(f"/r/{code}").text, overall="5")
        client.post(f"/r/{code}", data=sheet | {"procedure": str(procedure.id)})

    assert sorted(r.procedure_id or 0 for r in waiting(session)) == [0, inside.id]


def test_a_procedure_that_the_point_does_not_handle_stays_open(
    client: FlaskClient, session: Session, url: str
):
    elsewhere = a_procedure(session)

    sheet = a_sheet(client.get(url).text, overall="5") | {"procedure": str(elsewhere.id)}
    client.post(url, data=sheet)

    assert [rating.procedure_id for rating in waiting(session)] == [None]


def test_a_rating_costs_few_statements(app: Flask, client: FlaskClient, session: Session):
    point = an_open_point(session)
    chosen = str(a_procedure(session, at=point).id)
    first, second = some_slips(session, point=point, count=2)
    sheet = a_sheet(client.get(f"/r/{first}").text, overall="4")
    client.post(f"/r/{first}", data=sheet | {"procedure": chosen})  # all pages are remembered now

    with statements(app.extensions["engine"]) as sent:
        sheet = a_sheet(client.get(f"/r/{second}").text, overall="4")
        client.post(f"/r/{second}", data=sheet | {"procedure": chosen})

    asked = [word for statement in sent if (word := statement.split()[0]) not in OF_A_TRANSACTION]
    look = [] if session.get_bind().dialect.name == "postgresql" else ["SELECT"]
    assert asked == ["SELECT", "SELECT", "INSERT", *look]


def test_the_same_submission_sent_twice_is_recorded_once(
    client: FlaskClient, session: Session, url: str
):
    sheet = a_sheet(client.get(url).text, overall="2")

    answers = [client.post(url, data=sheet) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].text == answers[1].text
    assert len(waiting(session)) == 1


def test_the_last_answer_of_a_slip_counts_and_nothing_shows_the_earlier_one(
    client: FlaskClient, session: Session, url: str
):
    first_page, second_page = client.get(url).text, client.get(url).text
    first = client.post(url, data=a_sheet(first_page, overall="5"))
    again_page = client.get(url).text

    second = client.post(url, data=a_sheet(second_page, overall="1"))

    (rating,) = waiting(session)
    assert rating.answers == '{"overall":"1"}'
    assert rating.revotes == 1
    assert first.text == second.text
    assert without_key(again_page) == without_key(first_page)


def without_key(page: str) -> str:
    return re.sub(r'name="key" value="[^"]*"', "", page)


def test_a_late_retry_of_an_earlier_answer_does_not_come_back(
    client: FlaskClient, session: Session, url: str
):
    early = a_sheet(client.get(url).text, overall="5")
    client.post(url, data=early)
    client.post(url, data=a_sheet(client.get(url).text, overall="1"))

    retry = client.post(url, data=early)

    assert retry.status_code == 200
    assert [rating.answers for rating in waiting(session)] == ['{"overall":"1"}']


def test_other_answers_under_the_same_key_are_not_taken_unseen(
    client: FlaskClient, session: Session, url: str
):
    sheet = a_sheet(client.get(url).text, overall="5")
    client.post(url, data=sheet)

    answer = client.post(url, data=sheet | {"a.overall": "2"})
    resent = client.post(url, data=a_sheet(answer.text, overall="2"))

    assert answer.status_code == 409
    assert resent.status_code == 200
    assert [rating.answers for rating in waiting(session)] == ['{"overall":"2"}']


def test_a_half_filled_page_comes_back_with_what_was_filled_in(
    client: FlaskClient, session: Session, url: str
):
    sheet = a_sheet(client.get(url).text, comment="Chưa xong")

    answer = client.post(url, data=sheet)

    assert answer.status_code == 422
    assert "<title>Lỗi:" in answer.text
    assert "Chưa xong" in answer.text
    assert sheet["key"] in answer.text
    assert waiting(session) == []


@pytest.mark.parametrize(
    ("language", "told"),
    [("", "nội dung Ông/Bà đã viết vẫn còn"), ("?lang=en", "what you wrote is still there")],
)
def test_a_page_beyond_any_rating_is_refused_and_the_slip_stays_open(
    client: FlaskClient, session: Session, url: str, language: str, told: str
):
    filled = a_sheet(client.get(url).text, overall="5", comment="x" * 300_000)

    refused = client.post(f"{url}{language}", data=filled)
    taken = client.post(url, data=filled | {"a.comment": "Tốt"})

    assert refused.status_code == 413
    assert told in refused.text
    assert taken.status_code == 200
    assert [rating.answers for rating in waiting(session)] == ['{"comment":"Tốt","overall":"5"}']


def test_switching_the_language_keeps_what_was_filled_in(client: FlaskClient, url: str):
    sheet = a_sheet(client.get(url).text, overall="2", comment="Đợi lâu")

    page = client.post(f"{url}?lang=en", data=sheet | {"action": "language", "lang": "en"})

    assert page.status_code == 200
    assert "How was the service?" in page.text
    assert 'value="2" id="a.overall.1" checked' in page.text
    assert "Đợi lâu" in page.text


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "status", "words"),
    [
        (TODAY + timedelta(days=2), TODAY + timedelta(days=9), 403, "chưa có hiệu lực"),
        (TODAY - timedelta(days=9), TODAY - timedelta(days=2), 410, "đã hết hạn"),
    ],
)
def test_a_slip_outside_its_dates_says_so(
    client: FlaskClient, session: Session, valid_from: date, valid_to: date, status: int, words: str
):
    point = an_open_point(session)
    (code,) = some_slips(session, point=point, valid_from=valid_from, valid_to=valid_to)

    page = client.get(f"/r/{code}")

    assert page.status_code == status
    assert words in page.text


@pytest.mark.parametrize(("days_ago", "status"), [(0, 200), (1, 200), (2, 410)])
@pytest.mark.parametrize("is_sealed", [False, True])
def test_the_last_days_of_a_slip_do_not_tell_whether_it_was_used(
    client: FlaskClient, session: Session, days_ago: int, status: int, is_sealed: bool
):
    last_day = TODAY - timedelta(days=days_ago)
    fresh, rated = some_slips(session, point=an_open_point(session), count=2)
    client.post(f"/r/{rated}", data=a_sheet(client.get(f"/r/{rated}").text, overall="4"))
    waiting(session)[0].day = last_day
    if is_sealed and days_ago > 1:
        session.execute(update(Slip).where(Slip.digest == digest(rated)).values(used_on=last_day))
    session.execute(update(SlipPool).values(valid_to=last_day))
    session.commit()

    pages = [client.get(f"/r/{code}") for code in (fresh, rated)]
    thanks = [
        client.post(f"/r/{code}", data=a_sheet(page.text, overall="1")).text
        for code, page in zip((fresh, rated), pages, strict=True)
    ]

    assert [page.status_code for page in pages] == [status, status]
    assert without_key(pages[0].text) == without_key(pages[1].text)
    assert thanks[0] == thanks[1]


def test_a_page_opened_in_time_can_be_sent_on_the_day_after(client: FlaskClient, session: Session):
    point = an_open_point(session)
    url = f"/q/{point.poster_code}"
    sheet = a_sheet(client.get(url).text, overall="4")
    point.valid_to = TODAY - timedelta(days=1)
    session.commit()

    assert client.get(url).status_code == 410
    assert client.post(url, data=sheet).status_code == 200


def test_a_slip_that_was_withdrawn_gives_the_words_back(
    client: FlaskClient, session: Session, url: str
):
    sheet = a_sheet(client.get(url).text, overall="4", comment="Lời tôi viết")
    session.execute(delete(Slip))
    session.commit()

    answer = client.post(url, data=sheet)

    assert answer.status_code == 404
    assert "Lời tôi viết" in answer.text


def test_a_page_of_a_poster_that_was_sent_takes_no_other_answers(
    client: FlaskClient, session: Session
):
    url = f"/q/{an_open_point(session).poster_code}"
    sheet = a_sheet(client.get(url).text, overall="5", comment="Lời tôi viết")
    client.post(url, data=sheet)

    answer = client.post(url, data=sheet | {"a.overall": "1"})

    assert answer.status_code == 409
    assert "không thay đổi được" in answer.text
    assert "Lời tôi viết" in answer.text
    assert [rating.answers for rating in waiting(session)] == [
        '{"comment":"Lời tôi viết","overall":"5"}'
    ]


@pytest.mark.parametrize("path", ["/r/unknown", "/r/00000000000000000000000000", "/q/nowhere"])
def test_an_unknown_code_is_a_clear_404(client: FlaskClient, path: str):
    page = client.get(path)

    assert page.status_code == 404
    assert "<h1>Không có" in page.text
    assert "style-src 'sha256-" in page.headers["Content-Security-Policy"]


def test_a_closed_point_says_so_and_keeps_the_words_of_the_citizen(
    client: FlaskClient, session: Session
):
    point = an_open_point(session)
    url = f"/q/{point.poster_code}"
    sheet = a_sheet(client.get(url).text, overall="1", comment="Lời tôi viết")
    point.valid_to = TODAY - timedelta(days=3)
    session.commit()

    assert client.get(url).status_code == 410
    answer = client.post(url, data=sheet)

    assert answer.status_code == 410
    assert "Lời tôi viết" in answer.text


def test_a_code_can_be_typed_the_way_people_type(client: FlaskClient, url: str):
    code = url.removeprefix("/r/")
    typed = f" {code[:6].lower()}-{code[6:13]}  {code[13:].replace('0', 'o').replace('1', 'l')}"

    answer = client.post("/r", data={"code": typed})

    assert answer.status_code == 303
    assert answer.location == f"{url}?lang=vi"


def test_a_code_typed_in_english_is_answered_in_english(client: FlaskClient, url: str):
    code = url.removeprefix("/r/")
    mistyped = code[:-1] + ("0" if code[-1] != "0" else "1")

    for typed in (code, mistyped):
        page = client.post("/r", data={"code": typed, "lang": "en"}, follow_redirects=True)
        assert '<html lang="en">' in page.text


def test_a_mistyped_code_is_mended_where_it_is_wrong(client: FlaskClient, url: str):
    code = url.removeprefix("/r/")
    mistyped = code[:-1] + ("0" if code[-1] != "0" else "1")

    page = client.post("/r", data={"code": mistyped}, follow_redirects=True)

    assert page.status_code == 404
    assert f'value="{slip_code.grouped(mistyped)}"' in page.text
    assert client.post("/r", data={"code": code}).location == f"{url}?lang=vi"


def test_a_stroke_at_the_end_of_an_address_does_no_harm(client: FlaskClient, url: str):
    for path in ("/r/", f"{url}/"):
        assert client.get(path).status_code == 200
    assert (
        client.post(f"{url}/", data=a_sheet(client.get(url).text, overall="5")).status_code == 200
    )


@pytest.mark.slow
def test_200_parallel_copies_of_one_submission_store_one(app: Flask, session: Session, url: str):
    sheet = a_sheet(app.test_client().get(url).text, overall="3")
    together = Barrier(20)

    def send(_number: int) -> int:
        together.wait(PATIENCE_SECONDS)
        return app.test_client().post(url, data=sheet).status_code

    with ThreadPoolExecutor(20) as pool:
        statuses = list(pool.map(send, range(200)))

    assert statuses == [200] * 200
    assert session.scalar(select(func.count()).select_from(PendingRating)) == 1
