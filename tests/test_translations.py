"""Two languages, always: nothing that a person reads is left in one of them."""

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent
TRANSLATIONS = ROOT / "translations"
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]")
LANGUAGES = ("vi",)


def catalogue(language: str):
    path = TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        return read_po(file, locale=language)


def sentences() -> set[str]:
    with (TRANSLATIONS / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    keywords = {
        "_": None,
        "_l": None,
        "gettext": None,
        "lazy_gettext": None,
        "ngettext": (1, 2),
        "_n": (1, 2),
    }
    found = extract_from_dir(str(ROOT), methods, options, keywords=keywords)
    return {
        message if isinstance(message, str) else message[0] for _, _, message, _, _ in found
    } - {""}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_translated(language: str):
    known = catalogue(language)
    missing = [s for s in sentences() if not ((m := known.get(s)) and m.string and not m.fuzzy)]

    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_the_placeholders(language: str):
    changed = [
        message.id
        for message in catalogue(language)
        if isinstance(message.id, str)
        and message.id
        and set(PLACEHOLDER.findall(message.id)) != set(PLACEHOLDER.findall(str(message.string)))
    ]

    assert changed == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_holds_no_sentence_that_nobody_reads(language: str):
    read = sentences()
    unread = [m.id for m in catalogue(language) if m.id and first(m.id) not in read]

    assert unread == []


def first(identifier: str | tuple[str, ...]) -> str:
    return identifier if isinstance(identifier, str) else identifier[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_compiles(language: str):
    faults = [str(fault) for _message, found in catalogue(language).check() for fault in found]

    assert faults == []


def test_the_catalogue_says_that_vietnamese_has_one_plural_form():
    path = TRANSLATIONS / "vi" / "LC_MESSAGES" / "messages.po"

    assert b"Plural-Forms: nplurals=1;" in path.read_bytes()
