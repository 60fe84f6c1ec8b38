"""Vietnamese text: a folded form to search in."""

import unicodedata


def fold(text: str) -> str:
    """Lower case without marks and with đ as d, so that "khai sinh" finds "Khai Sinh".

    Runs of white space become one blank; the result is for comparison, never for display.
    """
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    bare = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return " ".join(bare.split())


def searchable(*parts: str | None) -> str:
    """What a search column holds: the parts that there are, folded, in their order."""
    return fold(" ".join(part for part in parts if part))
