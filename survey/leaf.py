"""The hash of a sealed row: what a proof will be about, and the order in which rows are stored.

`leaf = SHA-256(0x00 ‖ canonical JSON ‖ salt)`, the leaf hash of RFC 6962 over the row. Texts
enter by a salted commitment of their own, so that one can be removed and the row still holds.
"""

import hashlib
import json
from collections.abc import Mapping
from json.encoder import encode_basestring
from typing import NamedTuple

SALT_BYTES = 16
FORMAT = 1
"""Of a row; another one would be another text, and so another hash."""
_ENCODER = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def leaf_hash(row: str, *, salt: bytes) -> bytes:
    """Of the row's canonical text."""
    return hashlib.sha256(b"\x00" + row.encode() + salt).digest()


def commitment(text: str, *, salt: bytes) -> str:
    """A text's place in its row; tells nothing about the text without the salt."""
    return hashlib.sha256(salt + text.encode()).hexdigest()


def canonical(value: object) -> str:
    """One text for one value: keys sorted, no white space, characters as they are."""
    return _ENCODER.encode(value)


class Pattern(NamedTuple):
    """The canonical text around a row's answers and texts, for rows that share everything else."""

    before: str
    between: str
    after: str

    def filled(self, *, answers: str, texts: Mapping[str, str]) -> str:
        committed = canonical(texts) if texts else "{}"
        return f"{self.before}{encode_basestring(answers)}{self.between}{committed}{self.after}"


def pattern(shared: Mapping[str, object]) -> Pattern:
    """For a row without its `answers` and `texts`."""
    before, rest = canonical({**shared, "answers": 0, "texts": 0}).split('"answers":0')
    between, after = rest.split('"texts":0')
    return Pattern(f'{before}"answers":', f'{between}"texts":', after)


def of_place(columns: Mapping[str, object], *, precision: str) -> Pattern:
    """For the rows of one place, version and day, known as precisely as that."""
    return pattern({**columns, "precision": precision, "format": FORMAT})
