"""The hash of a sealed row: what a proof will be about, and the order in which rows are stored.

`leaf = SHA-256(0x00 ‖ canonical JSON ‖ salt)`, the leaf hash of RFC 6962 over the row. Texts
enter by a salted commitment of their own, so that one can be removed and the row still holds.
"""

import hashlib
import json
from collections.abc import Mapping

SALT_BYTES = 16
_ENCODER = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def leaf_hash(row: Mapping[str, object], *, salt: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + canonical(row).encode() + salt).digest()


def commitment(text: str, *, salt: bytes) -> str:
    """A text's place in its row; tells nothing about the text without the salt."""
    return hashlib.sha256(salt + text.encode()).hexdigest()


def canonical(value: object) -> str:
    """One text for one value: keys sorted, no white space, characters as they are."""
    return _ENCODER.encode(value)
