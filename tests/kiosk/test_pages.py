"""Pages of administrators: set a kiosk up, see its code once, move it, take it out of service."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.models.account import AuditEvent, Role
from survey.models.agency import Agency
from survey.models.kiosk import Kiosk, KioskDevice, KioskPlacement
from survey.models.point import ServicePoint
from tests.factories import a_procedure, an_open_point
from tests.kiosk.device import Device
from tests.staff import a_browser_with, submit

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

HEAVIEST = 150_000  # bytes on the wire


@pytest.fixture
def office(app: Flask, session: Session, point: ServicePoint) -> FlaskClient:
    at = session.get_one(Agency, point.agency_id)
    return a_browser_with(app, session, role=Role.PROVINCE_ADMIN, at=at)


def set_up(office: FlaskClient, point: ServicePoint, **fields: str) -> str:
    """The page of the new kiosk, or the form with what is wrong in it."""
    sheet = {"name": "Máy ở cửa", "pin": "2468", "procedures": "none", "procedure": ""}
    page = f"/registers/points/{point.code}/kiosks"
    answer = submit(office, page, **(sheet | fields))
    return answer.location if answer.status_code == 303 else answer.text


def code_on(page: str) -> str | None:
    found = re.search(r"/kiosk/#code=(\w{8})", page)
    return found[1] if found else None


def test_the_code_of_a_new_kiosk_is_shown_once_and_enrols_a_tablet(
    app: Flask, office: FlaskClient, point: ServicePoint
):
    address = set_up(office, point)

    first, second = office.get(address).text, office.get(address).text

    assert code_on(second) is None
    assert Device(app.test_client()).enrol(code_on(first) or "").status_code == 200
    assert "Đang hoạt động" in office.get(address).text


def test_a_kiosk_needs_a_name_and_a_pin_of_digits(
    office: FlaskClient, session: Session, point: ServicePoint
):
    assert "Nhập tên để công chức nhận biết" in set_up(office, point, name=" ")
    assert "Nhập mã PIN từ 4 đến 8 chữ số" in set_up(office, point, pin="12a4")
    assert "Chọn thủ tục" in set_up(office, point, procedures="fixed")
    assert session.scalars(select(Kiosk)).all() == []


def test_a_fixed_procedure_goes_with_every_rating(
    app: Flask, office: FlaskClient, session: Session, point: ServicePoint
):
    offered = a_procedure(session, at=point)
    page = office.get(set_up(office, point, procedures="fixed", procedure=str(offered.id))).text
    device = Device(app.test_client())
    device.enrol(code_on(page) or "")

    assert device.configure().json["procedure"] == offered.id


def test_a_kiosk_is_moved_only_to_a_point_of_ones_own(
    office: FlaskClient, session: Session, kiosk: Kiosk, point: ServicePoint
):
    foreign = an_open_point(session)
    page = f"/kiosks/{kiosk.id}"

    refused = submit(office, page, to=f"{page}/move", point=foreign.code)

    assert refused.status_code == 422
    session.rollback()
    assert session.scalars(select(KioskPlacement.point_id)).all() == [point.id]


def test_a_kiosk_is_moved_and_taken_out_of_service(
    office: FlaskClient, session: Session, device: Device, kiosk: Kiosk, point: ServicePoint
):
    agency = session.get_one(Agency, point.agency_id)
    elsewhere = an_open_point(session, agency=agency)
    page = f"/kiosks/{kiosk.id}"

    submit(office, page, to=f"{page}/move", point=elsewhere.code)
    submit(office, page, to=f"{page}/revoke")

    session.rollback()
    assert [p.point_id for p in session.scalars(select(KioskPlacement))] == [
        point.id,
        elsewhere.id,
    ]
    assert all(one.revoked_at for one in session.scalars(select(KioskDevice)))
    noted = set(session.scalars(select(AuditEvent.action)))
    assert {"kiosk.moved", "kiosk.revoked", "kiosk.enrolled", "kiosk.code_made"} <= noted


def test_missing_numbers_and_refused_records_are_shown(
    office: FlaskClient, device: Device, kiosk: Kiosk
):
    device.number = 4
    device.send(device.take(), device.take(answers={"overall": "9"}))

    page, fleet = office.get(f"/kiosks/{kiosk.id}").text, office.get("/kiosks").text

    assert "1 đến hết 4" in page
    assert 'data-label="Còn thiếu"><span class="cell">4</span>' in fleet
    assert "Câu trả lời không khớp với phiếu hỏi" in page


def test_a_whole_release_is_light_with_its_decoder(client: FlaskClient):
    files = client.get("/kiosk/release.json").json["files"]

    answers = [client.get(address, headers={"Accept-Encoding": "gzip"}) for address in files]

    assert any(address.endswith("/qr/decode.js") for address in files)
    assert all(answer.status_code == 200 for answer in answers)
    assert sum(len(answer.data) for answer in answers) <= HEAVIEST
