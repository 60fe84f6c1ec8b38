"""Words and numbers in a chart: how they are written, and how much room they take."""

from functools import cache

from babel.numbers import format_decimal

NO_BREAK = "\u00a0"
NARROW_SIGNS = set("fijlrtI1.,:;'|()[]– \u00a0")
SIGNED = "+#,##0.0;\u2212#,##0.0"  # no number of these is a share of anything
WIDE_SIGNS = set("mwMWGOQĐ%—")


def number(value: float, *, language: str) -> str:
    return format_decimal(value, format="#,##0.0", locale=language)


def count(value: int, *, language: str) -> str:
    return format_decimal(value, format="#,##0", locale=language)


def signed(value: float, *, language: str) -> str:
    return format_decimal(value, format=SIGNED, locale=language)


def per_cent(value: float, *, language: str) -> str:
    """`value` is already in per cent."""
    return number(value, language=language) + NO_BREAK + "%"


def width(words: str, *, size: float) -> float:
    """About how many pixels the words take: near enough to break lines, on the safe side."""
    return sum(_sign_width(sign) for sign in words) * size


@cache
def _sign_width(sign: str) -> float:
    if sign in NARROW_SIGNS:
        return 0.34
    if sign in WIDE_SIGNS:
        return 0.92
    return 0.72 if sign.isupper() else 0.6


def wrap(words: str, *, pixels: float, size: float, lines: int = 4) -> list[str]:
    """The words in as few lines as they fit in; what does not fit ends with an ellipsis."""
    made: list[str] = []
    for word in words.split(" "):
        longer = f"{made[-1]} {word}" if made else word
        if made and width(longer, size=size) <= pixels:
            made[-1] = longer
        elif word:
            made.append(word)
    kept = made[:lines]
    if len(made) > lines:
        kept[-1] = cut(" ".join(made[lines - 1 :]), pixels=pixels, size=size)
    return [cut(line, pixels=pixels, size=size) for line in kept]


def cut(words: str, *, pixels: float, size: float) -> str:
    if width(words, size=size) <= pixels:
        return words
    kept = words
    while kept and width(kept + "…", size=size) > pixels:
        kept = kept[:-1]
    return kept.rstrip() + "…"
