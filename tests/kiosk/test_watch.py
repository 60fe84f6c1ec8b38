"""What goes wrong with a kiosk is told once to who keeps it, and once when it is well again."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk import register, watch
from survey.audit import Actor
from survey.clock import OFFICE_ZONE
from survey.models.account import Role
from survey.models.agency import Agency
from survey.models.kiosk import Kiosk
from survey.models.kiosk_alert import KioskAlert, Trouble
from survey.models.outgoing_mail import OutgoingMail
from survey.models.point import ServicePoint
from tests.factories import an_agency
from tests.kiosk.conftest import Enrol
from tests.kiosk.device import Device
from tests.staff import an_account

MONDAY = datetime(2026, 11, 23, 10, tzinfo=OFFICE_ZONE)
Look = Callable[..., list[str]]
NAME = "Máy tính bảng 1"


@pytest.fixture
def tablet(enrol: Enrol) -> Device:
    with time_machine.travel(MONDAY, tick=False):
        return enrol()


@pytest.fixture
def look(app: Flask, session: Session, point: ServicePoint) -> Look:
    """Let the watch look twice; the letters written so far.

    A quality officer of the agency keeps the kiosk; a clerk and officers elsewhere do not.
    """
    at = session.get_one(Agency, point.agency_id)
    for login, role, agency in (
        ("here", Role.QUALITY_OFFICER, at),
        ("clerk", Role.CLERK, at),
        ("elsewhere", Role.QUALITY_OFFICER, an_agency(session)),
    ):
        login = f"{login}@example.vn"
        an_account(session, role=role, at=agency, login=login, password_hash="set")

    def looked(*, when: datetime) -> list[str]:
        for _ in range(2):
            with app.app_context():
                watch.look(when)
        session.rollback()
        letters = list(session.scalars(select(OutgoingMail).order_by(OutgoingMail.id)))
        session.rollback()
        return [f"{letter.recipient}: {letter.subject}" for letter in letters]

    return looked


def tell(device: Device, *, when: datetime = MONDAY, **said: object) -> None:
    state = {"queued": 0, "set_aside": 0, "release": "abc"} | said
    with time_machine.travel(when, tick=False):
        answer = device.call("POST", "/heartbeat", json.dumps(state).encode())
    assert answer.status_code == 200


def test_silence_is_told_once_and_so_is_its_end(tablet: Device, look: Look, session: Session):
    tell(tablet)
    quiet = look(when=MONDAY + timedelta(minutes=59))
    silent = look(when=MONDAY + timedelta(minutes=62))
    tell(tablet, when=MONDAY + timedelta(minutes=70))
    well = look(when=MONDAY + timedelta(minutes=71))

    assert quiet == []
    assert silent == [f"here@example.vn: Ki-ốt mất liên lạc – {NAME}"]
    assert well == [
        *silent,
        f"here@example.vn: Đã trở lại bình thường: Ki-ốt mất liên lạc – {NAME}",
    ]
    (alert,) = session.scalars(select(KioskAlert))
    assert (alert.kind, alert.ended_at) == (Trouble.SILENT, MONDAY + timedelta(minutes=71))


def test_the_letter_says_which_kiosk_and_what_to_do(tablet: Device, look: Look, session: Session):
    tell(tablet, storage_fails=True)
    look(when=MONDAY)

    (letter,) = session.scalars(select(OutgoingMail))
    assert "http://localhost/kiosks/1" in letter.text
    assert "thiết lập máy khác" in letter.text
    assert "10:00 23/11/2026" in letter.text


@pytest.mark.parametrize(
    ("said", "kind"),
    [({"storage_fails": True}, Trouble.STORAGE), ({"skew_seconds": -400}, Trouble.CLOCK)],
)
def test_what_a_tablet_tells_of_itself_is_watched(
    tablet: Device, look: Look, session: Session, said: dict[str, object], kind: Trouble
):
    tell(tablet, **said)
    look(when=MONDAY)
    began = session.scalars(select(KioskAlert.kind)).all()
    session.rollback()
    tell(tablet, storage_fails=False, skew_seconds=2)

    letters = look(when=MONDAY + timedelta(minutes=1))

    assert began == [kind]
    assert len(letters) == 2


def test_a_gap_is_told_when_nothing_waits_any_more(tablet: Device, look: Look):
    tablet.number = 2
    with time_machine.travel(MONDAY, tick=False):
        tablet.send(tablet.take(day=MONDAY.date()))
    tell(tablet, queued=2)
    waits = look(when=MONDAY)
    tell(tablet, queued=0)

    missing = look(when=MONDAY)

    assert waits == []
    assert missing == [f"here@example.vn: Thiếu đánh giá của ki-ốt – {NAME}"]


def test_a_kiosk_that_is_taken_out_of_service_is_not_told_as_well_again(
    tablet: Device, look: Look, session: Session, kiosk: Kiosk
):
    tell(tablet, storage_fails=True)
    look(when=MONDAY)
    mine = session.get_one(Kiosk, kiosk.id)
    register.revoke(session, kiosk=mine, agency_id=1, by=Actor(None, MONDAY))
    session.commit()

    letters = look(when=MONDAY + timedelta(minutes=1))

    assert len(letters) == 1
    assert session.scalars(select(KioskAlert.ended_at)).all() == [MONDAY + timedelta(minutes=1)]
