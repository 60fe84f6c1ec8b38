"""The worker: closes each day once, goes on after a failure, stops when told."""

from datetime import UTC, datetime, timedelta
from threading import Event, Thread

import pytest
from flask import Flask

from survey import closing, worker
from survey.clock import now
from survey.models.response import Precision
from survey.sealing import night
from survey.worker import NightlyClose


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    days: list[object] = []

    def seal(*, through: object, now: datetime) -> list[night.Outcome]:
        days.append(through)
        return []

    monkeypatch.setattr(night, "seal", seal)
    return days


def test_a_day_is_closed_once(closed: list[object]):
    close = NightlyClose()
    today = now()

    for moment in (today, today + timedelta(seconds=5), today + timedelta(days=1)):
        close(moment)

    assert closed == [
        closing.last_closed_day(today),
        closing.last_closed_day(today + timedelta(days=1)),
    ]


def test_an_agency_in_which_it_failed_is_tried_again_after_an_hour(
    monkeypatch: pytest.MonkeyPatch,
):
    tries: list[datetime] = []

    def seal(*, through: object, now: datetime) -> list[night.Outcome]:
        tries.append(now)
        return [night.Outcome("A", 0, 10, Precision.DAY, has_failed=len(tries) == 1)]

    monkeypatch.setattr(night, "seal", seal)
    close, start = NightlyClose(), datetime(2026, 3, 4, 2, tzinfo=UTC)

    for minutes in (0, 59, 60, 61):
        close(start + timedelta(minutes=minutes))

    assert tries == [start, start + timedelta(hours=1)]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_chore_that_fails_does_not_stop_the_others(app: Flask, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(worker, "PAUSE_SECONDS", 0.01)
    stop, done = Event(), []

    def fails(_now: datetime) -> None:
        raise RuntimeError("broken")

    def works(_now: datetime) -> None:
        done.append(1)
        if len(done) == 3:
            stop.set()

    thread = Thread(target=worker.run, args=(app,), kwargs={"chores": [fails, works], "stop": stop})
    thread.start()
    thread.join(timeout=20)

    assert len(done) == 3
