"""Ratings that wait on a tablet are sealed to the server: the tablet itself cannot read them.

For each record the device makes a key pair of its own and forgets the private half at once.
"""

from datetime import datetime
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDH,
    SECP256R1,
    EllipticCurvePublicKey,
    derive_private_key,
    generate_private_key,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from sqlalchemy.orm import Session

from kiosk.signing import NAME
from survey.models.kiosk import KioskSealingKey
from survey.queries import kiosks

POINT = 65  # bytes of a public key without compression
KEY, NONCE = 32, 12  # bytes
PURPOSE = f"{NAME} record".encode()


class Unreadable(Exception):
    """Not sealed to this key, or not by this device under this number and key."""


def current_key(session: Session, *, now: datetime) -> KioskSealingKey:
    """The newest pair; the first is made when the first kiosk asks for it."""
    newest = kiosks.newest_sealing_key(session)
    if newest is not None:
        return newest
    private = generate_private_key(SECP256R1())
    made = KioskSealingKey(
        public_key=private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint),
        private_key=private.private_numbers().private_value.to_bytes(KEY),
        made_at=now,
    )
    session.add(made)
    session.flush()
    return made


def unsealed(sealed: bytes, *, key: KioskSealingKey, bound_to: bytes) -> bytes:
    """What was sealed; `bound_to` is what stands beside it in the open. Raises Unreadable."""
    private = derive_private_key(int.from_bytes(key.private_key), SECP256R1())
    try:
        theirs = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), sealed[:POINT])
        secret = private.exchange(ECDH(), theirs)
        salt = sealed[:POINT] + key.public_key
        derived = HKDF(SHA256(), KEY + NONCE, salt=salt, info=PURPOSE).derive(secret)
        return AESGCM(derived[:KEY]).decrypt(derived[KEY:], sealed[POINT:], bound_to)
    except (ValueError, InvalidTag):
        raise Unreadable from None


def bound_to(*, device_id: UUID, number: int, key: UUID, sealed_for: int) -> bytes:
    return "\n".join((NAME, str(device_id), str(number), str(key), str(sealed_for))).encode()
