"""The bytes that are hashed never change; rows share what they have in common, not their names."""

import json

import pytest

from survey.leaf import canonical, leaf_hash, pattern

ROW = {
    "agency_id": 7,
    "point_id": 3,
    "procedure_id": None,
    "channel": "slip",
    "version_id": 2,
    "day": "2026-10-05",
    "precision": "day",
    "format": 1,
}
ANSWERS = '{"staff":"đạt \\"tốt\\""}'
TEXTS = {"b": "22", "a": "11"}


def test_a_row_has_the_leaf_it_always_had():
    text = canonical({**ROW, "answers": ANSWERS, "texts": TEXTS})

    leaf = leaf_hash(text, salt=bytes(range(16)))

    assert leaf.hex() == "ca8a5ceab2e83eee46d925ec38f4a0ec3a97c2192bd18ade6dd37c3600f6dcba"


@pytest.mark.parametrize("texts", [{}, TEXTS])
@pytest.mark.parametrize("answers", ["{}", ANSWERS, '{"a":"\\\\ \\n","texts":"0"}'])
def test_a_filled_pattern_is_the_canonical_text_of_the_row(answers: str, texts: dict[str, str]):
    whole = canonical({**ROW, "answers": answers, "texts": texts})

    assert pattern(ROW).filled(answers=answers, texts=texts) == whole
    assert json.loads(whole)["answers"] == answers
