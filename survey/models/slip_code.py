"""The code of a slip: 128 random bits that a phone scans and a person can type.

Written in Crockford's base 32 without I, L, O and U. Capital letters, because a QR code holds
them in fewer squares than small ones. Whoever has the code may answer, so the database keeps its
digest alone.
"""

import hashlib
import re
import secrets
from itertools import accumulate, pairwise

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BITS = 128
LENGTH = 26  # five bits a character; the first holds the three bits left over
GROUPS = (4, 4, 5, 4, 4, 5)  # two like halves, so that a narrow slip breaks the code in the middle

_SEPARATORS = " \t\r\n\u00a0\u202f-\u2010\u2011\u2013\u2014\u2212_."
_READ_AS = str.maketrans(
    {letter: letter for letter in ALPHABET}
    | {letter.lower(): letter for letter in ALPHABET}
    | dict.fromkeys("Oo", "0")
    | dict.fromkeys("IiLl", "1")
    | dict.fromkeys(_SEPARATORS, "")
)
_CODE = re.compile(f"[0-7][{ALPHABET}]{{{LENGTH - 1}}}")
_GROUP_EDGES = tuple(accumulate(GROUPS, initial=0))


def new_code() -> str:
    """A code that nobody can guess."""
    return written(secrets.randbits(BITS))


def written(number: int) -> str:
    """The 26 characters of a number in [0, 2**128)."""
    if not 0 <= number < 2**BITS:
        raise ValueError(f"number must lie in [0, 2**{BITS})")
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(LENGTH)))


def normalise(text: str) -> str | None:
    """The code as it was printed, from what somebody typed; None when it cannot be a code."""
    code = text.translate(_READ_AS)
    return code if _is_code(code) else None


def digest(code: str) -> bytes:
    """The SHA-256 under which a code is stored. Refuses what `normalise` would write otherwise."""
    if not _is_code(code):
        raise ValueError("not the canonical form of a slip code")
    return hashlib.sha256(code.encode("ascii")).digest()


def grouped(code: str) -> str:
    """The code in six groups that a person can keep in mind while typing."""
    return " ".join(code[start:end] for start, end in pairwise(_GROUP_EDGES))


def _is_code(text: str) -> bool:
    return _CODE.fullmatch(text) is not None
