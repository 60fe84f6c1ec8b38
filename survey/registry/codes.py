"""Codes of ours: short, stable, fit for addresses, made from a name when nobody chose one.

Beside them the shapes of codes that others give to agencies.
"""

import re
from collections.abc import Callable
from itertools import count

from survey.text import fold

CODE = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]{0,58}[A-Za-z0-9])?")
UNIT_CODE = re.compile(r"[0-9]{2}|[0-9]{3}|[0-9]{5}")
IDENTIFIER = re.compile(r"[A-Z][0-9]{2}(\.[0-9]{1,3})*")
LONGEST_SUGGESTION = 40  # characters; leaves room for a number


def suggested(name: str, *, is_taken: Callable[[str], bool]) -> str:
    """`xa-dong-mau`, or `xa-dong-mau-2` when that is taken."""
    words = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")
    stem = words[:LONGEST_SUGGESTION].strip("-") or "code"
    numbered = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    return next(code for code in numbered if not is_taken(code))
