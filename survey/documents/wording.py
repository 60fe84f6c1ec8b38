"""What printed documents say, in the languages that stand side by side on them.

A page speaks one language, chosen by its reader; a slip speaks several at once and has no reader
yet. So these sentences are data like a questionnaire, complete in every language by a test.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

import yaml
from babel.dates import format_date
from babel.numbers import format_decimal

from survey.i18n import DAY_PATTERNS

_SENTENCES = Path(__file__).with_name("sentences")


def said(
    document: str, *, section: str, language: str, values: Mapping[str, str]
) -> dict[str, str]:
    """The sentences of a section by their keys, with the values filled in."""
    sentences = _document(document)[section]
    return {key: spoken[language].format_map(values) for key, spoken in sentences.items()}


def day(value: date, *, language: str) -> str:
    return format_date(value, format=DAY_PATTERNS[language], locale=language)


def written_day(value: date, *, language: str) -> str:
    """The day in words, as a document is dated: days below ten and the first two months get a 0."""
    month = "MM" if value.month < 3 else "M"
    patterns = {"vi": f"'ngày' dd 'tháng' {month} 'năm' yyyy", "en": "d MMMM yyyy"}
    return format_date(value, format=patterns[language], locale=language)


def number(value: int, *, language: str) -> str:
    return format_decimal(value, locale=language)


@cache
def _document(name: str) -> dict[str, dict[str, dict[str, str]]]:
    text = (_SENTENCES / f"{name}.yaml").read_text(encoding="utf-8")
    sentences: dict[str, dict[str, dict[str, str]]] = yaml.safe_load(text)
    return sentences
