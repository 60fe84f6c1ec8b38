"""A device written from docs/kiosk-protocol.md alone, as another maker would write it."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from survey.clock import local_day, now

API = "/kiosk/api/1"
NAME = "hailong-kiosk-1"


def b64(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def raw(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


@dataclass
class Device:
    client: FlaskClient
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    id: str = ""
    request: int = 0
    number: int = 0
    configuration: dict[str, Any] = field(default_factory=dict)

    def enrol(self, code: str) -> TestResponse:
        public_key = b64(raw(self.key.public_key()))
        answer = self.client.post(f"{API}/enrol", json={"code": code, "public_key": public_key})
        if answer.status_code == 200:
            self.id = answer.json["device"]
        return answer

    def configure(self) -> TestResponse:
        answer = self.call("GET", "/configuration")
        self.configuration = answer.json
        return answer

    def call(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        *,
        sent: bytes | None = None,
        changed: Mapping[str, str] | None = None,
    ) -> TestResponse:
        """Sign and send; `sent` and `changed` take the place of body and headers afterwards."""
        self.request += 1
        headers = self.headers(method, path, body=body, number=self.request)
        return self.client.open(
            API + path,
            method=method,
            data=body if sent is None else sent,
            headers={**headers, **(changed or {})},
        )

    def headers(self, method: str, path: str, *, body: bytes, number: int) -> dict[str, str]:
        said = "\n".join((NAME, method, API + path, self.id, str(number), "")).encode() + body
        r, s = decode_dss_signature(self.key.sign(said, ec.ECDSA(SHA256())))
        return {
            "Kiosk-Device": self.id,
            "Kiosk-Number": str(number),
            "Kiosk-Signature": b64(r.to_bytes(32) + s.to_bytes(32)),
        }

    def take(self, *, key: UUID | None = None, **said: Any) -> dict[str, Any]:
        """A rating, sealed as it lies in the queue."""
        content = {
            "placement": self.configuration["placement"],
            "day": str(said.pop("day", local_day(now()))),
            "late": False,
            "version": self.configuration["version"],
            "language": "vi",
            "procedure": None,
            "answers": {"overall": "4"},
        } | said
        self.number += 1
        return self.seal(json.dumps(content).encode(), number=self.number, key=key or uuid4())

    def seal(self, content: bytes, *, number: int, key: UUID) -> dict[str, Any]:
        sealing_key = self.configuration["sealing_key"]
        theirs = unb64(sealing_key["public"])
        own = ec.generate_private_key(ec.SECP256R1())
        point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs)
        mine = raw(own.public_key())
        derived = HKDF(SHA256(), 44, salt=mine + theirs, info=f"{NAME} record".encode()).derive(
            own.exchange(ec.ECDH(), point)
        )
        beside = "\n".join((NAME, self.id, str(number), str(key), str(sealing_key["id"])))
        sealed = mine + AESGCM(derived[:32]).encrypt(derived[32:], content, beside.encode())
        return {
            "device": self.id,
            "number": number,
            "key": str(key),
            "sealed_for": sealing_key["id"],
            "sealed": b64(sealed),
        }

    def send(self, *records: dict[str, Any]) -> TestResponse:
        return self.call("POST", "/ratings", json.dumps({"records": records}).encode())
