"""Whether a request comes from an enrolled device, and was not sent before.

What is signed and how is told in docs/kiosk-protocol.md.
"""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import NamedTuple
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePublicKey,
)
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

PROTOCOL = 1
NAME = f"hailong-kiosk-{PROTOCOL}"
HALF = 32  # bytes of r and of s
LARGEST_NUMBER = 2**53 - 1  # what a browser counts exactly


class SignedRequest(NamedTuple):
    """What a device says beside the body of a request."""

    device_id: UUID
    number: int
    signature: bytes


def read(headers: dict[str, str]) -> SignedRequest | None:
    """None when a header is missing or is not what it should be."""
    try:
        number = int(headers.get("Kiosk-Number", ""))
        signature = decoded(headers.get("Kiosk-Signature", ""))
        device_id = UUID(headers.get("Kiosk-Device", ""))
    except ValueError:
        return None
    if not 0 < number <= LARGEST_NUMBER or len(signature) != 2 * HALF:
        return None
    return SignedRequest(device_id, number, signature)


def is_genuine(
    request: SignedRequest, *, method: str, path: str, body: bytes, public_key: bytes
) -> bool:
    key = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), public_key)
    r, s = (int.from_bytes(half) for half in (request.signature[:HALF], request.signature[HALF:]))
    said = signed_bytes(
        method=method, path=path, device_id=request.device_id, number=request.number, body=body
    )
    try:
        key.verify(encode_dss_signature(r, s), said, ECDSA(SHA256()))
    except InvalidSignature:
        return False
    return True


def signed_bytes(*, method: str, path: str, device_id: UUID, number: int, body: bytes) -> bytes:
    lines = (NAME, method, path, str(device_id), str(number), "")
    return "\n".join(lines).encode() + body


def is_public_key(point: bytes) -> bool:
    """Whether these bytes are a point of the curve, written without compression."""
    try:
        EllipticCurvePublicKey.from_encoded_point(SECP256R1(), point)
    except ValueError:
        return False
    return len(point) == 1 + 2 * HALF


def decoded(text: str) -> bytes:
    """Raises ValueError for what is not base64url without padding."""
    try:
        return urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except binascii.Error:
        raise ValueError("not base64url") from None


def encoded(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()
