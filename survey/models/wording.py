"""Texts in several languages, as a method carries them: Vietnamese and English always."""

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, TypeGuard

from pydantic import AfterValidator, Field, PlainSerializer, StringConstraints
from pydantic_core import PydanticCustomError

REQUIRED_LANGUAGES = frozenset({"vi", "en"})
FALLBACK_LANGUAGE = "vi"

# Control characters, half surrogate pairs and the marks that turn the direction of writing:
# no honest sentence needs them, and they break pages, files and databases. Zero-width
# spaces and joiners stay, for Khmer is written with them.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)


def clean(text: str) -> str:
    """The text composed (NFC), its lines ended by a line feed, without unprintable characters."""
    return unicodedata.normalize("NFC", without_unprintable(text.replace("\t", " "))).strip()


def without_unprintable(text: str) -> str:
    """The text as it was typed, but for signs that nobody can see and lines that end otherwise."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def in_language(text: Mapping[str, str], language: str) -> str:
    """The text in this language, or in Vietnamese where it has not been translated."""
    return text.get(language) or text[FALLBACK_LANGUAGE]


def _with_required_languages(text: Mapping[str, str]) -> Mapping[str, str]:
    missing = ", ".join(sorted(REQUIRED_LANGUAGES - text.keys()))
    if missing:
        raise PydanticCustomError(
            "missing_translation", "no text in {languages}", {"languages": missing}
        )
    return MappingProxyType(dict(text))


KEY_PATTERN = r"^[a-z0-9]+([_-][a-z0-9]+)*$"
LONGEST_KEY = 40


def is_key(found: object) -> TypeGuard[str]:
    """Whether it can be the name of a questionnaire, a question, an option."""
    return (
        isinstance(found, str)
        and len(found) <= LONGEST_KEY
        and re.fullmatch(KEY_PATTERN, found) is not None
    )


Key = Annotated[str, StringConstraints(pattern=KEY_PATTERN, max_length=LONGEST_KEY)]
Language = Annotated[
    str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=20)
]

_Word = Annotated[str, AfterValidator(clean), Field(min_length=1, max_length=80)]
_Line = Annotated[str, AfterValidator(clean), Field(min_length=1, max_length=400)]
_Page = Annotated[str, AfterValidator(clean), Field(min_length=1, max_length=2000)]

Text = Mapping[str, str]
"""What a sentence says, by language: `{"vi": "…", "en": "…"}`. It cannot be changed in place."""

Label = Annotated[
    Mapping[Language, _Word], AfterValidator(_with_required_languages), PlainSerializer(dict)
]
Sentence = Annotated[
    Mapping[Language, _Line], AfterValidator(_with_required_languages), PlainSerializer(dict)
]
Paragraph = Annotated[
    Mapping[Language, _Page], AfterValidator(_with_required_languages), PlainSerializer(dict)
]
