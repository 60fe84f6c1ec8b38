"""Vietnamese text: the one form it is kept in, and a folded form to search in."""

import re
import unicodedata

LINK = re.compile(r"https?://[^\s<>\"]+")
"""An address that may stand behind a link: never one that a browser would run as a program."""

MAIL_ADDRESS = re.compile(r"[^@\s<>,;:\"()\\]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


def tidy(text: str, *, lines: bool) -> str:
    """Composed letters, single blanks, no blank ends; with `lines`, line breaks stay."""
    composed = unicodedata.normalize("NFC", text)
    if not lines:
        return " ".join(composed.split())
    rows = composed.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(row.rstrip() for row in rows).strip()


def fold(text: str) -> str:
    """Lower case without marks and with đ as d, so that "khai sinh" finds "Khai Sinh".

    Runs of white space become one blank; the result is for comparison, never for display.
    """
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    bare = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return " ".join(bare.split())


def holds_words(text: str, words: str) -> bool:
    """Whether each of the words stands in the text, whatever their marks, case and order."""
    folded = fold(text)
    return all(word in folded for word in fold(words).split())


def searchable(*parts: str | None) -> str:
    """What a search column holds: the parts that there are, folded, in their order."""
    return fold(" ".join(part for part in parts if part))
