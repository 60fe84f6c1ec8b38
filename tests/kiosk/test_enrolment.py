"""A tablet becomes a device by a code that works once, for ten minutes, for few guesses."""

from datetime import timedelta

import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.clock import now
from survey.models.kiosk import Kiosk, KioskCode
from tests.kiosk.conftest import Enrol, a_code
from tests.kiosk.device import Device


def test_a_code_enrols_one_tablet_and_no_second(app: Flask, session: Session, kiosk: Kiosk):
    code = a_code(session, kiosk=kiosk)

    first = Device(app.test_client()).enrol(code)
    second = Device(app.test_client()).enrol(code)

    assert first.status_code == 200
    assert (second.status_code, second.json["error"]) == (403, "code_unknown")


def test_a_code_can_be_typed_in_small_letters_with_a_blank(
    app: Flask, session: Session, kiosk: Kiosk
):
    code = a_code(session, kiosk=kiosk)

    typed = f" {code[:4].lower()}-{code[4:].lower()}"

    assert Device(app.test_client()).enrol(typed).status_code == 200


def test_a_code_ends_after_ten_minutes(app: Flask, session: Session, kiosk: Kiosk):
    code = a_code(session, kiosk=kiosk)

    with time_machine.travel(now() + timedelta(minutes=10, seconds=1)):
        answer = Device(app.test_client()).enrol(code)

    assert answer.json["error"] == "code_unknown"


def test_a_new_code_ends_the_one_before(app: Flask, session: Session, kiosk: Kiosk):
    earlier = a_code(session, kiosk=kiosk)
    a_code(session, kiosk=kiosk)

    assert Device(app.test_client()).enrol(earlier).json["error"] == "code_unknown"


def test_codes_are_kept_as_digests(session: Session, kiosk: Kiosk):
    code = a_code(session, kiosk=kiosk)

    (kept,) = session.scalars(select(KioskCode.digest))

    assert len(kept) == 32
    assert code.encode() not in kept


def test_codes_cannot_be_guessed_for_long(app: Flask, session: Session, kiosk: Kiosk):
    code = a_code(session, kiosk=kiosk)
    for _ in range(10):
        Device(app.test_client()).enrol("00000000")

    answer = Device(app.test_client()).enrol(code)

    assert (answer.status_code, answer.json["error"]) == (429, "too_many_codes")


def test_what_is_no_key_enrols_nothing(app: Flask, session: Session, kiosk: Kiosk):
    code = a_code(session, kiosk=kiosk)
    client = app.test_client()

    answers = [
        client.post("/kiosk/api/1/enrol", json={"code": code, "public_key": key}).json["error"]
        for key in ("", "AAAA", "é", "BA" + "A" * 86, None)
    ]

    assert set(answers) == {"malformed"}
    assert Device(client).enrol(code).status_code == 200


def test_another_tablet_takes_the_place_of_the_first(enrol: Enrol):
    first, second = enrol(), enrol()

    assert second.configure().json["serves"] is True
    assert first.configure().json["serves"] is False
