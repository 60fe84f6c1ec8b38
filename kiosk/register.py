"""Upkeep of kiosks: set one up at a point, hand out a code, move it, take it out of service."""

import secrets
from hashlib import pbkdf2_hmac
from typing import NamedTuple

from sqlalchemy import delete
from sqlalchemy.orm import Session

from kiosk import codes
from survey import audit
from survey.audit import Actor
from survey.clock import local_day
from survey.models.kiosk import Kiosk, KioskCode, KioskPlacement, ProcedureChoice
from survey.models.point import ServicePoint
from survey.queries import kiosks

PIN_ROUNDS = 200_000
SALT_BYTES = 16


class KioskDetails(NamedTuple):
    """What is decided about a kiosk when it is set up."""

    name: str
    pin: str
    procedures: ProcedureChoice = ProcedureChoice.NONE
    procedure_id: int | None = None


def create(session: Session, *, point: ServicePoint, details: KioskDetails, by: Actor) -> Kiosk:
    salt = secrets.token_bytes(SALT_BYTES)
    kiosk = Kiosk(
        name=details.name,
        procedures=details.procedures,
        procedure_id=details.procedure_id,
        pin_salt=salt,
        pin_digest=pin_digest(details.pin, salt=salt),
        created_at=by.now,
    )
    session.add(kiosk)
    session.flush()
    session.add(KioskPlacement(kiosk_id=kiosk.id, point_id=point.id, began_on=local_day(by.now)))
    after = {
        "name": kiosk.name,
        "procedures": kiosk.procedures,
        "procedure_id": kiosk.procedure_id,
        "point": point.code,
    }
    note(session, "kiosk.created", kiosk=kiosk, agency_id=point.agency_id, by=by, after=after)
    return kiosk


def pin_digest(pin: str, *, salt: bytes) -> bytes:
    """The device compares with this itself, for it must let staff out without a network."""
    return pbkdf2_hmac("sha256", pin.encode(), salt, PIN_ROUNDS)


def new_code(session: Session, *, kiosk: Kiosk, agency_id: int, by: Actor) -> str:
    """A code for one tablet; earlier codes of this kiosk end. It is written down nowhere else."""
    code = codes.new_code()
    session.execute(delete(KioskCode).where(KioskCode.kiosk_id == kiosk.id))
    session.add(
        KioskCode(digest=codes.digest(code), kiosk_id=kiosk.id, expires_at=by.now + codes.VALID_FOR)
    )
    note(session, "kiosk.code_made", kiosk=kiosk, agency_id=agency_id, by=by)
    return code


def move(session: Session, *, kiosk: Kiosk, to: ServicePoint, by: Actor) -> None:
    """From now on it stands there; what was rated at the old place still counts there."""
    place = kiosks.place_of(session, kiosk_id=kiosk.id)
    if place.point_id == to.id:
        return
    place.ended_on = local_day(by.now)
    session.flush()
    session.add(KioskPlacement(kiosk_id=kiosk.id, point_id=to.id, began_on=local_day(by.now)))
    note(
        session,
        "kiosk.moved",
        kiosk=kiosk,
        agency_id=to.agency_id,
        by=by,
        before={"point_id": place.point_id},
        after={"point_id": to.id},
    )


def revoke(session: Session, *, kiosk: Kiosk, agency_id: int, by: Actor) -> None:
    """Nothing is taken any more from its tablets, the replaced ones included."""
    session.execute(delete(KioskCode).where(KioskCode.kiosk_id == kiosk.id))
    for device in kiosks.devices_of(session, kiosk_id=kiosk.id):
        device.revoked_at = device.revoked_at or by.now
    note(session, "kiosk.revoked", kiosk=kiosk, agency_id=agency_id, by=by)


def note(
    session: Session,
    action: str,
    *,
    kiosk: Kiosk,
    agency_id: int,
    by: Actor,
    before: audit.Values | None = None,
    after: audit.Values | None = None,
) -> None:
    audit.record(
        session,
        by=by,
        action=action,
        subject={"kiosk": kiosk.id},
        agency_id=agency_id,
        before=before,
        after=after,
    )
