"""A tablet shows its code and its public key, and is a device from then on."""

import hmac
from datetime import datetime
from uuid import uuid4

from sqlalchemy.orm import Session

from kiosk import codes
from kiosk.refusals import CodeUnknown, TooManyCodes
from survey import audit
from survey.accounts import attempts
from survey.accounts.attempts import Limit
from survey.errors.accounts import TooManyAttempts
from survey.models.kiosk import KioskDevice
from survey.queries import kiosks, owners

TRIES_PER_NETWORK = 10  # in a quarter of an hour
TRIES_IN_ALL = 200


def spend_a_try(session: Session, *, address: str, key: bytes, now: datetime) -> None:
    """Count it before the code is looked at; raises TooManyCodes."""
    network = attempts.network_of(address)
    limits = [
        Limit(hmac.digest(key, f"kiosk\n{network}".encode(), "sha256"), TRIES_PER_NETWORK),
        Limit(hmac.digest(key, b"kiosk", "sha256"), TRIES_IN_ALL),
    ]
    try:
        attempts.spend(session, limits=limits, now=now)
    except TooManyAttempts:
        raise TooManyCodes from None


def enrol(session: Session, *, code: str, public_key: bytes, now: datetime) -> KioskDevice:
    """The code is used up, and the device that served so far is replaced."""
    kept = kiosks.of_code(session, digest=codes.digest(code), now=now)
    if kept is None:
        raise CodeUnknown
    for earlier in kiosks.devices_of(session, kiosk_id=kept.kiosk_id):
        earlier.replaced_at = earlier.replaced_at or now
    session.flush()
    device = KioskDevice(
        id=uuid4(), kiosk_id=kept.kiosk_id, public_key=public_key, enrolled_at=now, seen_at=now
    )
    session.add(device)
    session.delete(kept)
    _note(session, kiosk_id=kept.kiosk_id, now=now)
    session.flush()
    return device


def _note(session: Session, *, kiosk_id: int, now: datetime) -> None:
    agencies = owners.of_kiosk(session, kiosk_id=kiosk_id)
    audit.record(
        session,
        by=audit.Actor(None, now),
        action="kiosk.enrolled",
        subject={"kiosk": kiosk_id},
        agency_id=next(iter(agencies or ()), None),
    )
