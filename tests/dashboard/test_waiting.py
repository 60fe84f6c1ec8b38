"""Ratings of days that are not sealed change nothing on any page: nobody sees one arrive."""

import re
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from survey import closing
from survey.models.rating import Channel, PendingRating
from tests.dashboard.reading import seen
from tests.dashboard.world import SPRING, World, a_reader, a_world

NOW = datetime(2026, 4, 6, 3, tzinfo=UTC)
"""Ratings of the days around the end of March may wait; none of April is sealed."""
APRIL = "period=2026-04"
PAGES = (
    "/today",
    "/results/tinh",
    "/results/tinh/by/agency",
    *(
        f"/results/{code}{page}?{period}"
        for period in (SPRING, APRIL)
        for code in ("xa", "khe")
        for page in ("", "/by/question", "/by/procedure", "/by/point", "/by/channel", "/compare")
    ),
    f"/results/xa?{APRIL}&channel=poster",
    f"/results/xa/months.csv?{APRIL}",
    "/results/xa/comments",
)


@pytest.fixture
def world(session: Session) -> World:
    return a_world(session)


@pytest.fixture
def reader(app: Flask, session: Session, world: World):
    with time_machine.travel(NOW, tick=False):
        yield a_reader(app, session, at=world.province)


def somebody_rates(session: Session, *, world: World, channel: Channel, on: date) -> None:
    session.add(
        PendingRating(
            submission_key=uuid4(),
            content_hash=bytes(32),
            agency_id=world.commune.id,
            point_id=world.counter.id,
            channel=channel,
            version_id=world.version.id,
            language="vi",
            day=on,
            answers='{"overall":"1"}',
            arrived_at=NOW,
        )
    )
    session.commit()


def as_shown(reader: FlaskClient, address: str) -> bytes:
    answer = reader.get(address)
    assert answer.status_code == 200, address
    return re.sub(rb'name="csrf_token"[^>]*', b"", answer.data)


def test_no_page_tells_that_ratings_wait(reader: FlaskClient, session: Session, world: World):
    before = {address: as_shown(reader, address) for address in PAGES}

    for channel in Channel:
        for on in (date(2026, 3, 31), date(2026, 4, 6)):
            somebody_rates(session, world=world, channel=channel, on=on)

    assert [page for page in PAGES if as_shown(reader, page) != before[page]] == []


def test_a_month_that_may_still_grow_is_not_yet_closed_whoever_rated(reader: FlaskClient):
    page = seen(reader.get(f"/results/xa?{APRIL}&lang=en").get_data(as_text=True))

    assert "Not yet closed" in page
    assert "Days up to 4 Apr 2026 are closed." in page


def test_a_month_that_can_grow_no_more_has_no_data(reader: FlaskClient, session: Session):
    page = seen(reader.get("/results/xa?period=2025-12&lang=en").get_data(as_text=True))

    assert "No data" in page
    assert "Not yet closed" not in page
    assert "are closed." not in page


def test_the_last_ratings_of_a_month_are_counted_two_weeks_later():
    march = date(2026, 3, 31)

    assert closing.may_grow(march, today=march + timedelta(days=15))
    assert not closing.may_grow(march, today=march + timedelta(days=16))
