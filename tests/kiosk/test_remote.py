"""A kiosk is set from its page; its tablet learns it with the next configuration."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.models.account import AuditEvent, Role
from survey.models.agency import Agency
from survey.models.kiosk import Kiosk
from survey.models.point import ServicePoint
from tests.citizen.sending import waiting
from tests.factories import a_definition, a_version
from tests.kiosk.device import Device
from tests.staff import a_browser_with, submit

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
WORK = "07:30–11:30, 13h30-17h00"


@pytest.fixture
def office(app: Flask, session: Session, point: ServicePoint) -> FlaskClient:
    at = session.get_one(Agency, point.agency_id)
    return a_browser_with(app, session, role=Role.PROVINCE_ADMIN, at=at)


def change(office: FlaskClient, kiosk: Kiosk, **fields: Any) -> Any:
    return submit(office, f"/kiosks/{kiosk.id}/settings", **fields)


def learned(device: Device) -> dict[str, Any]:
    told = device.configure().json
    names = ("languages", "opening_hours", "rest_text", "reload")
    return {name: told[name] for name in names if name in told}


def test_a_kiosk_that_nobody_set_does_what_is_usual(device: Device):
    assert learned(device) == {}


def test_what_is_set_is_learned_by_the_tablet_and_noted(
    office: FlaskClient, device: Device, kiosk: Kiosk, session: Session
):
    answer = change(office, kiosk, languages="vi", mon=WORK, sat="8h00-10h00", rest_vi="Xin mời")

    assert answer.status_code == 303
    assert learned(device) == {
        "languages": ["vi"],
        "opening_hours": {
            "mon": [["07:30", "11:30"], ["13:30", "17:00"]],
            "sat": [["08:00", "10:00"]],
        },
        "rest_text": {"vi": "Xin mời"},
    }
    session.rollback()
    noted = session.scalars(select(AuditEvent).where(AuditEvent.action == "kiosk.set")).one()
    assert '"opening_hours": {"mon"' in noted.details


def test_what_was_set_is_shown_again_and_can_be_taken_back(
    office: FlaskClient, device: Device, kiosk: Kiosk
):
    change(office, kiosk, languages="en", mon=WORK, rest_en="Welcome")

    page = office.get(f"/kiosks/{kiosk.id}/settings").text
    change(office, kiosk, mon="", rest_en="")

    assert 'value="07:30–11:30, 13:30–17:00"' in page
    assert 'value="Welcome"' in page
    assert learned(device) == {}


def test_hours_that_cannot_be_read_are_refused(office: FlaskClient, kiosk: Kiosk):
    answer = change(office, kiosk, mon="sáng")

    assert answer.status_code == 422
    assert "Ghi giờ theo thứ tự" in answer.text


def test_a_page_is_told_to_load_anew(office: FlaskClient, device: Device, kiosk: Kiosk):
    submit(office, f"/kiosks/{kiosk.id}", to=f"/kiosks/{kiosk.id}/reload")

    assert learned(device)["reload"] == "1"


def test_a_version_in_use_above_can_be_chosen_and_its_ratings_count(
    office: FlaskClient, device: Device, kiosk: Kiosk, point: ServicePoint, session: Session
):
    nearest = device.configuration["version"]
    at = session.get_one(Agency, point.agency_id)
    other = a_version(session, asked_by=at, definition=a_definition(key="other"))
    device.configure()
    assert device.configuration["version"] == other.id != nearest

    change(office, kiosk, version=str(nearest))
    device.configure()
    device.send(device.take())

    assert device.configuration["version"] == nearest
    assert [rating.version_id for rating in waiting(session)] == [nearest]


def test_a_chosen_version_that_is_not_in_use_any_more_gives_way(
    office: FlaskClient, device: Device, kiosk: Kiosk, session: Session
):
    unused = a_version(session, definition=a_definition(key="unused"), asked_by=None)
    session.get_one(Kiosk, kiosk.id).version_id = unused.id
    session.commit()

    before = device.configuration["version"]
    device.configure()

    assert device.configuration["version"] == before
