"""A device tells what it holds and how long citizens could rate; the office sees who is silent."""

import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from survey.clock import OFFICE_ZONE, local_day, now
from survey.models.account import Role
from survey.models.agency import Agency
from survey.models.kiosk import Kiosk, KioskDay, KioskDevice
from survey.models.point import ServicePoint
from tests.kiosk.conftest import Enrol
from tests.kiosk.device import Device
from tests.staff import a_browser_with

TODAY = local_day(now())
MONDAY = datetime(2026, 11, 23, tzinfo=OFFICE_ZONE)


def tell(device: Device, **said: object) -> TestResponse:
    state = {"queued": 3, "set_aside": 1, "release": "abc", "battery": 80, "skew_seconds": -7}
    return device.call("POST", "/heartbeat", json.dumps(state | said).encode())


def minutes(session: Session) -> list[tuple[object, int]]:
    session.rollback()
    return [(row.day, row.minutes) for row in session.scalars(select(KioskDay))]


def test_what_a_device_tells_is_kept(device: Device, session: Session):
    answer = tell(device, minutes={str(TODAY): 12}, colour="a later entry")

    assert answer.status_code == 200
    session.rollback()
    kept = session.get_one(KioskDevice, UUID(device.id))
    assert (kept.queued, kept.set_aside, kept.battery, kept.skew_seconds) == (3, 1, 80, -7)
    assert minutes(session) == [(TODAY, 12)]


def test_minutes_of_a_day_never_shrink_and_no_day_is_made_up(device: Device, session: Session):
    tell(device, minutes={str(TODAY): 40})

    tell(
        device,
        minutes={
            str(TODAY): 3,
            str(TODAY + timedelta(days=1)): 9,
            str(TODAY - timedelta(days=99)): 9,
        },
    )

    assert minutes(session) == [(TODAY, 40)]


@pytest.mark.parametrize(
    "said", [{"queued": -1}, {"battery": 101}, {"minutes": {str(TODAY): 1441}}, {"release": None}]
)
def test_what_cannot_be_is_refused(device: Device, session: Session, said: dict[str, object]):
    answer = tell(device, **said)

    assert (answer.status_code, answer.json["error"]) == (400, "malformed")
    assert minutes(session) == []


def test_a_day_keeps_the_extremes_of_what_was_told(device: Device, session: Session):
    for queued, battery, skew in ((4, 70, 5), (9, 30, -90), (0, 55, 60)):
        tell(device, queued=queued, battery=battery, skew_seconds=skew, storage_fails=True)
    tell(device, screen_minutes={str(TODAY): 30}, storage_fails=False)

    session.rollback()
    (day,) = session.scalars(select(KioskDay))
    assert (day.heartbeats, day.most_queued, day.lowest_battery) == (4, 9, 30)
    assert (day.widest_skew, day.screen_minutes) == (-90, 30)
    assert session.get_one(KioskDevice, UUID(device.id)).storage_fails is False


@pytest.fixture
def officer(app: Flask, session: Session, point: ServicePoint) -> Callable[[], str]:
    """What the quality officer sees of the fleet, signed in anew each time."""

    def seen() -> str:
        at = session.get_one(Agency, point.agency_id)
        browser = a_browser_with(app, session, role=Role.QUALITY_OFFICER, at=at)
        return " ".join(re.sub("<[^>]+>", " ", browser.get("/kiosks").text).split())

    return seen


def test_the_office_sees_who_is_silent_in_opening_hours(enrol: Enrol, officer: Callable[[], str]):
    with time_machine.travel(MONDAY.replace(hour=16, minute=30)) as clock:
        tell(enrol())
        fresh = officer()
        clock.move_to(MONDAY.replace(hour=23))  # half an hour of opening hours later
        night = officer()
        clock.move_to(MONDAY.replace(day=24, hour=8, minute=31))
        morning = officer()

    assert "Đang hoạt động" in fresh
    assert "Đang hoạt động" in night
    assert "Mất liên lạc từ 16:30 23/11/2026, 90 phút trong giờ làm việc" in morning


def test_the_office_sees_for_how_much_of_the_opening_hours_citizens_could_rate(
    enrol: Enrol, officer: Callable[[], str], kiosk: Kiosk, session: Session
):
    session.get_one(Kiosk, kiosk.id).created_at = MONDAY - timedelta(days=30)
    session.commit()
    with time_machine.travel(MONDAY.replace(hour=9, minute=30)):
        first = enrol()
        tell(first, minutes={"2026-11-23": 100, "2026-11-20": 200, "2026-11-02": 400})
        tell(enrol(), queued=17, minutes={"2026-11-23": 20}, screen_minutes={"2026-11-23": 77})
        page = officer()

    # Tuesday to Friday of the week before, and two hours of Monday.
    assert "320/1.920 phút" in page
    assert "16,7 %" in page
    assert " 17 " in page
    assert " 77 " in page


def test_a_tablet_that_cannot_keep_ratings_is_shown(device: Device, officer: Callable[[], str]):
    tell(device, storage_fails=True)

    assert "Không lưu được đánh giá" in officer()


def test_a_kiosk_shows_what_it_told_and_what_to_do_about_what_was_refused(
    app: Flask, device: Device, kiosk: Kiosk, point: ServicePoint, session: Session
):
    tell(device, queued=321, battery=42)
    device.send(device.take(answers={"overall": "9"}))
    at = session.get_one(Agency, point.agency_id)
    browser = a_browser_with(app, session, role=Role.QUALITY_OFFICER, at=at)

    page = browser.get(f"/kiosks/{kiosk.id}").text

    assert "321" in page
    assert "42 %" in page
    assert "Tải lại trang: máy có thể đang dùng phiên bản phiếu hỏi cũ." in page
    assert "settings" not in page  # that is for administrators
