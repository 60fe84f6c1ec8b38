"""Comments: who wrote one cannot be told from what is shown, or from when it appears."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from survey.clock import first_of_month
from survey.measures import remarks
from survey.models.rating import Channel
from survey.models.response import Batch, Comment, Precision, Response
from survey.queries.paging import Window
from tests import factories

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)
LONG_AFTER = date(2026, 9, 1)


@pytest.fixture
def agency(session: Session):
    return factories.an_agency(session)


@pytest.fixture
def version(session: Session):
    return factories.a_version(session)


@pytest.fixture
def receive(session: Session, version):
    """Seal some responses of an agency on a day, the first of them with these comments."""

    counted = set()

    def receive(agency, *, count: int, day: date, texts=(), precision=Precision.DAY) -> None:
        batch = Batch(
            id=uuid4(),
            agency_id=agency.id,
            sealed_on=day,
            first_day=day,
            last_day=day,
            ratings=count,
            header="{}",
        )
        session.add(batch)
        month = first_of_month(day)
        if (agency.id, month) not in counted:
            counted.add((agency.id, month))
            factories.a_cell(session, version=version, month=month, agency=agency, responses=count)
        ids = [uuid4() for _ in range(count)]
        for response_id in ids:
            session.add(
                Response(
                    id=response_id,
                    batch_id=batch.id,
                    agency_id=agency.id,
                    channel=Channel.SLIP,
                    version_id=version.id,
                    day=day,
                    precision=precision,
                    answers="{}",
                    salt=bytes(16),
                    leaf=bytes(32),
                )
            )
        session.flush()
        for response_id, text in zip(ids, texts, strict=False):
            session.add(
                Comment(
                    response_id=response_id,
                    question="comment",
                    salt=bytes(16),
                    text=text,
                    language="vi",
                )
            )
        session.commit()

    return receive


def texts(session, *agencies, month=MARCH, today=LONG_AFTER) -> list[str]:
    ids = [agency.id for agency in agencies]
    found = remarks.readable(session, agency_ids=ids, month=month, today=today, window=Window())
    assert found.total == len(found.rows)
    return sorted(row.text for row in found.rows)


def test_a_comment_among_ten_answers_of_its_agency_and_month_is_shown(session, agency, receive):
    receive(agency, count=10, day=MARCH, texts=["Nhanh gọn", "Chờ lâu"])

    assert texts(session, agency) == ["Chờ lâu", "Nhanh gọn"]


def test_a_comment_among_nine_is_not_shown_even_beside_a_large_agency(session, agency, receive):
    large = factories.an_agency(session)
    receive(agency, count=9, day=MARCH, texts=["Nhanh gọn"])
    receive(large, count=90, day=MARCH, texts=["Chờ lâu"])

    assert texts(session, agency, large) == ["Chờ lâu"]


def test_a_large_month_does_not_show_the_comments_of_a_small_one(session, agency, receive):
    receive(agency, count=30, day=MARCH, texts=["Nhanh gọn"])
    receive(agency, count=5, day=APRIL, texts=["Chờ lâu"])

    assert texts(session, agency) == ["Nhanh gọn"]


def test_only_the_agency_is_told(session, agency, receive):
    receive(agency, count=10, day=date(2026, 3, 17), texts=["Nhanh gọn"])

    found = remarks.readable(
        session,
        agency_ids=[agency.id],
        month=MARCH,
        today=LONG_AFTER,
        window=Window(),
    )

    assert found.rows[0]._asdict() == {
        "agency_vi": agency.name_vi,
        "agency_en": agency.name_en,
        "text": "Nhanh gọn",
        "language": "vi",
    }


@pytest.mark.parametrize("days", range(14))
def test_a_comment_appears_with_its_whole_week_and_after_seven_days(session, agency, receive, days):
    monday = date(2026, 3, 9)
    for day in range(7):
        receive(agency, count=10, day=monday + timedelta(days=day), texts=[f"Ngày {day}"])
    sunday = monday + timedelta(days=6)

    shown = texts(session, agency, today=sunday + timedelta(days=days))

    assert len(shown) == (7 if days >= 7 else 0)


def test_a_group_counts_only_what_may_be_shown_of_its_month(session, agency, receive):
    receive(agency, count=4, day=date(2026, 3, 10), texts=["Nhanh gọn"])
    receive(agency, count=40, day=date(2026, 3, 30), texts=["Chờ lâu"])

    assert texts(session, agency, today=date(2026, 3, 31)) == []
    assert len(texts(session, agency, today=LONG_AFTER)) == 2


def test_a_response_of_an_uncertain_day_waits_for_the_end_of_its_week(session, agency, receive):
    monday = date(2026, 3, 9)
    receive(agency, count=10, day=monday, texts=["Chờ lâu"], precision=Precision.WEEK)

    assert texts(session, agency, today=monday + timedelta(days=12)) == []
    assert texts(session, agency, today=monday + timedelta(days=13)) == ["Chờ lâu"]


def test_other_months_stay_out(session, agency, receive):
    receive(agency, count=10, day=MARCH, texts=["Tháng ba"])
    receive(agency, count=10, day=APRIL, texts=["Tháng tư"])

    assert texts(session, agency, month=MARCH) == ["Tháng ba"]


def test_a_removed_comment_leaves_no_trace(session, agency, receive):
    receive(agency, count=10, day=MARCH, texts=[None])

    assert texts(session, agency) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Gọi cho tôi 0912 345 678", "Gọi cho tôi […]"),
        ("CCCD 001199012345", "CCCD […]"),
        ("Hồ sơ H19.12-260101-0001 chậm", "Hồ sơ […] chậm"),
        ("Xe 29A-123.45 bị giữ", "Xe […] bị giữ"),
        ("Thư về a.b@example.vn", "Thư về […]"),
        ("Chờ 3 lần, 45 phút, ngày 12/03/2026", "Chờ 3 lần, 45 phút, ngày 12/03/2026"),
        ("Phí 20.000 đồng", "Phí 20.000 đồng"),
    ],
)
def test_numbers_that_point_to_a_person_are_taken_out(text, shown):
    assert remarks.discreet(text) == shown
