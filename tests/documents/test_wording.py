"""Printed sentences are complete in every language and ask for the same values."""

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from survey.documents import wording

DOCUMENTS = sorted(Path(wording.__file__).with_name("sentences").glob("*.yaml"))
LANGUAGES = ["vi", "en"]


SENTENCES = [
    pytest.param(spoken, id=f"{document.stem}.{section}.{key}")
    for document in DOCUMENTS
    for section, said in yaml.safe_load(document.read_text(encoding="utf-8")).items()
    for key, spoken in said.items()
]


@pytest.mark.parametrize("spoken", SENTENCES)
def test_a_sentence_is_said_in_every_language(spoken):
    assert list(spoken) == LANGUAGES
    assert all(text == text.strip() and text for text in spoken.values())


@pytest.mark.parametrize("spoken", SENTENCES)
def test_no_sentence_begs_apologises_or_shouts(spoken):
    forbidden = re.compile(r"please|oops|sorry|xin lỗi|!", re.IGNORECASE)

    assert [text for text in spoken.values() if forbidden.search(text)] == []


def test_values_are_filled_in_and_not_read_again():
    said = wording.said(
        "slips", section="slip", language="en", values={"code": "{code} {0} {x.__class__}"}
    )

    assert said == {"alt": "QR code of slip {code} {0} {x.__class__}"}


@pytest.mark.parametrize(("language", "text"), [("vi", "05/09/2026"), ("en", "5 Sep 2026")])
def test_a_day_is_written_as_its_readers_write_it(language, text):
    assert wording.day(date(2026, 9, 5), language=language) == text


@pytest.mark.parametrize(("language", "text"), [("vi", "12.500"), ("en", "12,500")])
def test_a_number_is_grouped_as_its_readers_group_it(language, text):
    assert wording.number(12500, language=language) == text
