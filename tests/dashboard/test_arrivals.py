"""Beside the channels stands how ratings arrived: late, again, or not at all from a kiosk."""

from datetime import date

from flask import Flask
from sqlalchemy.orm import Session

from tests.dashboard.reading import seen
from tests.dashboard.world import SPRING, a_batch, a_reader, a_world

LATE = "3 lượt đến muộn hoặc không chắc chắn về ngày"


def test_batches_of_the_period_are_added_up(app: Flask, session: Session):
    world = a_world(session)
    at, first, second = world.commune, date(2026, 3, 3), date(2026, 3, 4)
    a_batch(session, agency=at, last_day=first, late=1, repeated=2, missing=5)
    a_batch(session, agency=at, last_day=second, late=2, repeated=2, missing=4)
    a_batch(session, agency=at, last_day=date(2025, 1, 1), late=50)
    reader = a_reader(app, session, at=world.province)

    page = seen(reader.get(f"/results/xa?{SPRING}&lang=vi").text)
    narrowed = seen(reader.get(f"/results/xa?{SPRING}&lang=vi&point={world.counter.id}").text)

    assert LATE in page
    assert "4 lượt gửi lặp lại" in page
    assert "5 lượt tại ki-ốt chưa đến" in page
    assert LATE not in narrowed
