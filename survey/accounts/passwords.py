"""Passwords: kept as Argon2id, in the one form that a person can type in two ways."""

import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher()


def hashed(password: str) -> str:
    return _hasher.hash(normal(password))


def is_right(password: str, *, kept: str | None) -> bool:
    """Without a password to compare with, the same work is done and the answer is no."""
    try:
        return _hasher.verify(kept or _nobodys(), normal(password)) and kept is not None
    except (InvalidHashError, VerificationError):
        return False


def is_outdated(kept: str) -> bool:
    """Whether it was made with weaker parameters than those of today."""
    return _hasher.check_needs_rehash(kept)


def normal(password: str) -> str:
    """Keyboards write ế as one sign or as three; both are the same password."""
    return unicodedata.normalize("NFC", password)


@cache
def _nobodys() -> str:
    return _hasher.hash("nobody signs in with this")
