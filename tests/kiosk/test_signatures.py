"""Only what an enrolled device signed is taken, once, in the order it was signed."""

import json

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from kiosk import register
from survey.audit import Actor
from survey.clock import now
from survey.models.kiosk import Kiosk
from tests.citizen.sending import waiting
from tests.kiosk.device import API, Device


def test_without_a_signature_nothing_is_answered(client: FlaskClient):
    answer = client.get(f"{API}/configuration")

    assert (answer.status_code, answer.json["error"]) == (401, "signature_missing")


@pytest.mark.parametrize(
    "changed",
    [
        {"sent": b'{"records": [1]}'},
        {"changed": {"Kiosk-Number": "9"}},
        {"changed": {"Kiosk-Signature": "A" * 86}},
    ],
)
def test_a_changed_request_is_refused(device: Device, session: Session, changed: dict):
    answer = device.call("POST", "/ratings", b'{"records": []}', **changed)

    assert (answer.status_code, answer.json["error"]) == (401, "signature_wrong")


def test_a_signature_is_good_for_its_own_path_and_method_alone(device: Device):
    signed = device.headers("GET", "/configuration", body=b"", number=device.request + 1)

    answer = device.client.post(f"{API}/ratings", headers=signed)

    assert answer.json["error"] == "signature_wrong"


def test_the_signature_of_another_device_is_refused(device: Device, enrol):
    other = enrol()
    other.id = device.id

    assert other.configure().json["error"] == "signature_wrong"


def test_a_device_that_never_enrolled_is_unknown(client: FlaskClient):
    stranger = Device(client, id="00000000-0000-4000-8000-000000000000")

    assert stranger.configure().json["error"] == "device_unknown"


def test_a_request_that_was_sent_before_is_refused(device: Device, session: Session):
    body = json.dumps({"records": [device.take()]}).encode()
    headers = device.headers("POST", "/ratings", body=body, number=50)
    first = device.client.post(f"{API}/ratings", data=body, headers=headers)

    again = device.client.post(f"{API}/ratings", data=body, headers=headers)

    assert first.status_code == 200
    assert (again.status_code, again.json["error"]) == (409, "replayed")
    assert again.json["last_number"] == 50
    assert len(waiting(session)) == 1


def test_a_request_that_was_overtaken_is_refused_and_comes_again(device: Device, session: Session):
    body = json.dumps({"records": [device.take()]}).encode()
    late = device.headers("POST", "/ratings", body=body, number=60)
    device.request = 60
    device.configure()

    overtaken = device.client.post(f"{API}/ratings", data=body, headers=late)
    again = device.call("POST", "/ratings", body)

    assert overtaken.json["error"] == "replayed"
    assert again.status_code == 200
    assert len(waiting(session)) == 1


def test_a_revoked_device_is_told_so_and_nothing_is_taken(
    device: Device, session: Session, kiosk: Kiosk
):
    kiosk = session.get_one(Kiosk, kiosk.id)
    register.revoke(session, kiosk=kiosk, agency_id=1, by=Actor(None, now()))
    session.commit()

    answer = device.send(device.take())

    assert (answer.status_code, answer.json["error"]) == (403, "revoked")
    assert waiting(session) == []


def test_what_is_not_a_list_of_records_is_refused_as_a_whole(device: Device):
    for body in (b"", b"[]", b"{}", b'{"records": 1}', b'{"records": [' + b"1," * 100 + b"1]}"):
        answer = device.call("POST", "/ratings", body)
        assert (answer.status_code, answer.json["error"]) == (400, "malformed")


def test_every_answer_says_whose_it_is_and_to_which_request(device: Device):
    answer = device.configure().json

    assert answer["service"] == "hailong-kiosk"
    assert answer["protocol"] == 1
    assert answer["answer_to"] == device.request
