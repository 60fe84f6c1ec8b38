"""The one-time code by which a tablet enrols: short enough to type, and gone in ten minutes."""

import secrets
from datetime import timedelta
from hashlib import sha256

from survey.models.slip_code import ALPHABET

LENGTH = 8  # 40 bits; few can be tried in the ten minutes
VALID_FOR = timedelta(minutes=10)
_READ_AS = str.maketrans(
    {letter.lower(): letter for letter in ALPHABET}
    | {letter: letter for letter in ALPHABET}
    | dict.fromkeys("Oo", "0")
    | dict.fromkeys("IiLl", "1")
    | dict.fromkeys(" -")
)


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def digest(typed: str) -> bytes:
    return sha256(typed.translate(_READ_AS).encode()).digest()


def grouped(code: str) -> str:
    return f"{code[: LENGTH // 2]} {code[LENGTH // 2 :]}"
