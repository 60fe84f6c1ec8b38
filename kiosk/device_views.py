"""What devices ask of the server: to be enrolled, what to ask, to take what they kept."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, current_app, g, jsonify, request
from sqlalchemy import update
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from kiosk import configuration, enrolment, intake, records, signing
from kiosk import heartbeat as heartbeats
from kiosk.refusals import (
    Busy,
    DeviceUnknown,
    Refused,
    Replayed,
    Revoked,
    SignatureMissing,
    SignatureWrong,
)
from kiosk.signing import PROTOCOL, SignedRequest
from survey import bugs, db
from survey.citizen import crowd
from survey.errors.citizen import ServerFull
from survey.models.kiosk import KioskDevice
from survey.policy import POLICY, Access
from survey.queries import kiosks

LARGEST_REQUEST = 4 * 1024 * 1024  # bytes; a hundred records with the longest comments

bp = Blueprint("kiosk_device", __name__, url_prefix=f"/kiosk/api/{PROTOCOL}")


@bp.before_request
def require_signature() -> None:
    """Every endpoint that the policy leaves to devices, so that none can forget it."""
    request.max_content_length = LARGEST_REQUEST
    if POLICY[request.endpoint or ""].access is not Access.DEVICE:
        return
    signed = signing.read(dict(request.headers))
    if signed is None:
        raise SignatureMissing
    device = kiosks.device(db.session(), device_id=signed.device_id)
    if device is None:
        raise DeviceUnknown
    _require_genuine(signed, device=device)
    if device.revoked_at is not None:
        raise Revoked
    _count(signed, device=device)
    g.device, g.answer_to = device, signed.number


def _require_genuine(signed: SignedRequest, *, device: KioskDevice) -> None:
    if not signing.is_genuine(
        signed,
        method=request.method,
        path=request.path,
        body=request.get_data(),
        public_key=device.public_key,
    ):
        raise SignatureWrong


def _count(signed: SignedRequest, *, device: KioskDevice) -> None:
    """A number is good once, and only after all that were used before it."""
    newer = (
        update(KioskDevice)
        .where(KioskDevice.id == device.id, KioskDevice.last_request < signed.number)
        .values(last_request=signed.number, seen_at=g.now)
        .returning(KioskDevice.id)
    )
    with db.transaction() as session:
        is_new = session.execute(newer).first() is not None
    if not is_new:
        raise Replayed(last_number=device.last_request)


@bp.post("/enrol")
def enrol() -> Response:
    asked = _body()
    code, point = asked.get("code"), asked.get("public_key")
    if not isinstance(code, str) or not isinstance(point, str):
        raise Refused
    try:
        public_key = signing.decoded(point)
    except ValueError:
        raise Refused from None
    if not signing.is_public_key(public_key):
        raise Refused
    with db.transaction() as session:
        enrolment.spend_a_try(
            session,
            address=request.remote_addr or "",
            key=current_app.config["SECRET_KEY"].encode(),
            now=g.now,
        )
    with db.transaction() as session:
        device = enrolment.enrol(session, code=code, public_key=public_key, now=g.now)
        return _answer({"device": str(device.id)})


@bp.get("/configuration")
def configure() -> Response:
    with db.transaction() as session:  # the first device makes the key that records are sealed to
        return _answer(configuration.of_device(session, device=g.device, now=g.now))


@bp.post("/ratings")
def ratings() -> Response:
    with crowd.admitted():
        receipt = intake.accept(records.listed(_body()), sender=g.device, now=g.now)
        return _answer({"recorded": receipt.recorded, "refused": receipt.refused})


@bp.post("/heartbeat")
def heartbeat() -> Response:
    told = heartbeats.read(_body())
    with db.transaction() as session:
        heartbeats.note(session, device=g.device, told=told, now=g.now)
    return _answer({})


@bp.errorhandler(Refused)
def show(refused: Refused) -> Response:
    current_app.logger.info("%s on %s", refused.code, request.endpoint)
    return _answer({"error": refused.code, **refused.details}, status=refused.status)


@bp.errorhandler(HTTPException)
def show_broken(error: HTTPException) -> Response:
    answer = show(Refused())
    answer.status_code = error.code or answer.status_code
    return answer


@bp.errorhandler(ServerFull)
def show_full(_full: ServerFull) -> Response:
    return show(Busy())


@bp.errorhandler(SQLAlchemyError)
def show_away(error: SQLAlchemyError) -> Response:
    return show(Busy()) if crowd.is_away(error) else show_failure(error)


@bp.errorhandler(Exception)
def show_failure(error: Exception) -> Response:
    """A bug of ours: the device keeps everything and tries again."""
    bugs.note(error)
    return _answer({"error": "failure"}, status=HTTPStatus.INTERNAL_SERVER_ERROR)


def _body() -> dict[str, Any]:
    found = request.get_json(force=True, silent=True)
    if not isinstance(found, dict):
        raise Refused
    return found


def _answer(content: dict[str, Any], *, status: HTTPStatus = HTTPStatus.OK) -> Response:
    """By the first three entries a device knows our own answer from that of a captive portal."""
    ours = {
        "service": "hailong-kiosk",
        "protocol": PROTOCOL,
        "answer_to": g.get("answer_to"),
        "now": g.now.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    }
    answer = jsonify({**ours, **content})
    answer.status_code = status
    return answer
