"""One template and its values become one PDF, the same bytes for the same values."""

import json
import unicodedata
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path

import typst

_HERE = Path(__file__).parent
_JOINERS = "\u200c\u200d"  # shape letters in Khmer and others, unlike the other format characters


def pdf(template: str, *, values: dict[str, object], created: date) -> bytes:
    """Typeset `templates/<template>.typ` with the values as its `data`.

    Values are text to print and never markup. The file is tagged for screen readers (PDF/UA-1);
    only a text with a letter that no shipped font has makes it go without, for that standard
    would sooner have no document than one with an empty box in it.
    """
    try:
        return _compile(template, values=values, created=created, accessible=True)
    except typst.TypstError as problem:
        if "could not be displayed" not in str(problem):
            raise
        return _compile(template, values=values, created=created, accessible=False)


def _compile(template: str, *, values: dict[str, object], created: date, accessible: bool) -> bytes:
    midnight = datetime.combine(created, time(), tzinfo=UTC)
    document: bytes = typst.compile(
        _HERE / "templates" / f"{template}.typ",
        root=_HERE / "templates",
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(_printable(values))},
        pdf_standards=["ua-1"] if accessible else [],
        timestamp=int(midnight.timestamp()),
    )
    return document


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[_HERE / "fonts"])


def _printable(value: object) -> object:
    """The same values; texts lose what cannot be printed or would turn its neighbours around."""
    if isinstance(value, str):
        composed = unicodedata.normalize("NFC", value)
        return composed if composed.isprintable() else "".join(map(_sign, composed))
    if isinstance(value, dict):
        return {key: _printable(held) for key, held in value.items()}
    if isinstance(value, list):
        return [_printable(held) for held in value]
    return value


def _sign(letter: str) -> str:
    category = unicodedata.category(letter)
    if category == "Cc":
        return " "
    if category == "Cs" or (category == "Cf" and letter not in _JOINERS):
        return ""
    return letter
