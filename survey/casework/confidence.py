"""What a citizen confided: sealed with a key of its own for each case, opened for who may read it.

The keys come from the secret of the installation. Who holds the database alone reads nothing.
"""

import hmac
import json
from base64 import b32encode, b64decode, b64encode
from os import urandom
from typing import NamedTuple
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from survey.models.case import Case
from survey.settings import current_settings

NONCE = 12  # bytes
LINK = 16  # bytes: nobody finds a link by trying


class Contact(NamedTuple):
    """How the citizen wants to be reached."""

    name: str | None
    mail: str | None
    phone: str | None


class Unreadable(Exception):
    """Sealed under another secret, or altered."""


def sealed(text: str, *, key: UUID, what: str) -> bytes:
    nonce = urandom(NONCE)
    return nonce + AESGCM(_key(key, what)).encrypt(nonce, text.encode(), key.bytes)


def opened(content: bytes, *, key: UUID, what: str) -> str:
    try:
        cipher = AESGCM(_key(key, what))
        return cipher.decrypt(content[:NONCE], content[NONCE:], key.bytes).decode()
    except (InvalidTag, ValueError):
        raise Unreadable from None


def message_of(case: Case) -> str | None:
    """Empty where it was erased, or sealed under a secret that this installation no longer has."""
    return _opened_where_possible(case.message, key=case.key, what="message")


def contact_of(case: Case) -> Contact | None:
    """Empty as the message is."""
    found = _opened_where_possible(case.contact, key=case.key, what="contact")
    return Contact(**json.loads(found)) if found else None


def answer_of(case: Case) -> str | None:
    """Empty as the message is."""
    sealed_answer = b64decode(case.answer) if case.answer else None
    return _opened_where_possible(sealed_answer, key=case.key, what="answer")


def _opened_where_possible(content: bytes | None, *, key: UUID, what: str) -> str | None:
    if content is None:
        return None
    try:
        return opened(content, key=key, what=what)
    except Unreadable:
        return None


def sealed_contact(contact: Contact, *, key: UUID) -> bytes:
    return sealed(json.dumps(contact._asdict()), key=key, what="contact")


def sealed_answer(text: str, *, key: UUID) -> str:
    return b64encode(sealed(text, key=key, what="answer")).decode()


def link(key: UUID) -> str:
    """The citizen's own way back to the case: the same whenever the same case is sent again."""
    return b32encode(_key(key, "link")[:LINK]).decode().rstrip("=").lower()


def link_digest(typed: str) -> bytes:
    """By which a link is found; the database does not know the link itself."""
    return hmac.digest(_secret(), b"case link digest" + typed.encode(), "sha256")


def _key(key: UUID, what: str) -> bytes:
    return hmac.digest(_secret(), f"case {what}".encode() + key.bytes, "sha256")


def _secret() -> bytes:
    return current_settings().secret_key.get_secret_value().encode()
