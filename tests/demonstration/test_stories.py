"""What the simulated province is there to show can be seen in its figures."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from survey.demonstration.comments import sentences
from survey.models.agency import Agency
from survey.models.flow import Flow
from survey.models.point import ServicePoint
from survey.models.rating import Channel
from survey.models.response import Comment, Response
from survey.models.tally import Cell, Tally
from survey.text import fold

SATISFIED = ("satisfied", "very_satisfied")

pytestmark = pytest.mark.slow


@pytest.fixture
def session(told: Flask) -> Iterator[Session]:
    with Session(told.extensions["engine"]) as session:
        yield session


def satisfied(
    session: Session,
    *,
    point: str = "%",
    agency: str = "%",
    channel: Channel = Channel.SLIP,
    first: date = date(2024, 11, 1),
    last: date = date(2026, 11, 30),
) -> float:
    """The share that is satisfied, in per cent."""
    counts = dict(
        session.execute(
            select(Tally.answer, func.sum(Tally.n))
            .join(Cell, Cell.id == Tally.cell_id)
            .join(Agency, Agency.id == Cell.agency_id)
            .join(ServicePoint, ServicePoint.id == Cell.point_id)
            .where(Tally.question == "overall", Cell.channel == channel)
            .where(ServicePoint.code.like(point), Agency.code.like(agency))
            .where(Cell.period.between(first, last))
            .group_by(Tally.answer)
        ).all()
    )
    return 100 * sum(counts.get(answer, 0) for answer in SATISFIED) / sum(counts.values())


def test_a_counter_improves_after_a_change(session: Session):
    before = satisfied(session, point="mau-dong-3", last=date(2026, 2, 28))
    after = satisfied(session, point="mau-dong-3", first=date(2026, 3, 1))

    assert 60 < before < 75
    assert after - before > 12


def test_one_commune_stands_at_the_ceiling(session: Session):
    assert 98.5 < satisfied(session, agency="xa-mau-hai") < 99.5


def test_the_tablet_tells_another_story_than_the_slips(session: Session):
    by_slip = satisfied(session, agency="phuong-mau-tay")
    by_poster = satisfied(session, agency="phuong-mau-tay", channel=Channel.POSTER)
    by_kiosk = satisfied(session, agency="phuong-mau-tay", channel=Channel.KIOSK)

    assert by_slip < 76
    assert by_poster - by_slip > 12
    assert by_kiosk - by_slip > 20


def test_a_tap_tells_one_answer_and_no_procedure(session: Session):
    taps = select(Response).where(Response.channel == Channel.KIOSK).limit(500)

    for tap in session.scalars(taps):
        assert tap.procedure_id is None
        assert tap.answers.startswith('{"overall":')
        assert tap.answers.count(":") == 1


def test_a_merged_commune_dips_between_its_two_halves_and_recovers(session: Session):
    good = satisfied(session, agency="xa-mau-thuong")
    poor = satisfied(session, agency="xa-mau-ha")
    at_first = satisfied(session, agency="xa-mau-hoa", last=date(2025, 9, 30))
    later = satisfied(session, agency="xa-mau-hoa", first=date(2026, 1, 1))

    assert good - poor > 10
    assert later - at_first > 5


def test_one_counter_has_a_bad_month_and_people_say_why(session: Session):
    before = satisfied(session, point="mau-giang-1", last=date(2026, 3, 31))
    bad = satisfied(session, point="mau-giang-1", first=date(2026, 4, 1), last=date(2026, 4, 30))

    assert before - bad > 25
    words = session.scalars(
        select(Comment.text)
        .join(Response, Response.id == Comment.response_id)
        .join(ServicePoint, ServicePoint.id == Response.point_id)
        .where(ServicePoint.code == "mau-giang-1")
        .where(Response.day.between(date(2026, 4, 1), date(2026, 4, 30)))
    ).all()
    complaints = {fold(sentence) for sentence in sentences()["software"]["bad"]["vi"]}
    assert any(complaint in fold(text) for complaint in complaints for text in words)


def test_one_commune_has_too_few_answers_to_show(session: Session):
    monthly = session.scalars(
        select(func.sum(Cell.responses))
        .join(Agency, Agency.id == Cell.agency_id)
        .where(Agency.code == "xa-mau-khe")
        .group_by(Cell.period)
    ).all()

    assert monthly
    assert max(monthly) < 5


def test_people_are_less_content_before_tet(session: Session):
    usual = satisfied(session, first=date(2025, 10, 1), last=date(2025, 12, 31))
    before_tet = satisfied(session, first=date(2026, 2, 1), last=date(2026, 2, 28))

    assert usual > before_tet


def test_nothing_is_closed_on_holidays(session: Session):
    tet = select(func.count()).where(Flow.day.between(date(2026, 2, 15), date(2026, 2, 21)))

    assert session.scalar(tet) == 0
    assert session.scalar(select(func.count()).where(Flow.day == date(2026, 9, 2))) == 0


def test_comments_are_varied_and_some_are_english(session: Session):
    words = session.execute(select(Comment.text, Comment.language)).all()

    assert len({text for text, _ in words}) > 200
    assert {language for _, language in words} == {"vi", "en"}
