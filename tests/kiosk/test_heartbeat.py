"""A device tells what it holds and how long citizens could rate; the office sees who is silent."""

import json
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from survey.clock import local_day, now
from survey.models.account import Role
from survey.models.agency import Agency
from survey.models.kiosk import KioskDay, KioskDevice
from survey.models.point import ServicePoint
from tests.kiosk.conftest import Enrol
from tests.kiosk.device import Device
from tests.staff import a_browser_with

TODAY = local_day(now())


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


def test_the_office_sees_who_is_silent_and_for_how_long_citizens_could_rate(
    app: Flask, enrol: Enrol, session: Session, point: ServicePoint
):
    at = session.get_one(Agency, point.agency_id)
    office = a_browser_with(app, session, role=Role.QUALITY_OFFICER, at=at)
    first = enrol()
    tell(first, minutes={str(TODAY): 100, str(TODAY - timedelta(days=9)): 500})
    tell(enrol(), queued=17, minutes={str(TODAY): 23})

    fresh = office.get("/kiosks").text
    with time_machine.travel(now() + timedelta(minutes=61)):
        late = a_browser_with(app, session, role=Role.QUALITY_OFFICER, at=at).get("/kiosks").text

    assert "Đang hoạt động" in fresh
    assert ">17<" in fresh
    assert ">123<" in fresh  # of both tablets, within seven days
    assert "Không liên lạc từ" in late
