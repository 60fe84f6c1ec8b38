"""A mark stays on the words that were compared, wherever they stand, and on no others."""

import copy

import pytest

from survey.questionnaires import marks

BEFORE = {
    "verified": True,
    "questions": [
        {"key": "a", "text": {"vi": "Một?", "en": "One?"}, "verified": True},
        {"key": "b", "text": {"vi": "Hai?", "en": "Two?"}},
    ],
    "bands": [{"from": 0, "to": 100, "label": {"vi": "Tốt"}, "verified": True}],
    "factors": [{"key": "f", "name": {"vi": "Yếu tố"}, "official": True}],
}


def changed(*way, to):
    after = copy.deepcopy(BEFORE)
    *steps, last = way
    found = after
    for step in steps:
        found = found[step]
    found[last] = to
    return after


def test_nothing_falls_where_nothing_changed():
    assert marks.keep(BEFORE, BEFORE) == (BEFORE, [])


@pytest.mark.parametrize(
    ("after", "fallen"),
    [
        (changed("questions", 0, "text", "vi", to="Ba?"), [("questions", 0), ()]),
        (changed("questions", 0, "text", "en", to="Three?"), [()]),
        (changed("questions", 0, "key", to="c"), [()]),
        (changed("bands", 0, "to", to=90), [("bands", 0), ()]),
        (changed("factors", 0, "name", "vi", to="Khác"), [("factors", 0), ()]),
        (changed("questions", to=BEFORE["questions"][::-1]), [()]),
        (changed("title", to={"vi": "Tên"}), []),
    ],
)
def test_a_mark_falls_off_what_says_something_else(after, fallen):
    assert marks.keep(BEFORE, after).fallen == fallen


def test_a_new_key_does_not_hide_that_the_words_changed():
    after = changed("questions", 0, to={"key": "c", "text": {"vi": "Ba?"}, "verified": True})

    kept = marks.keep(BEFORE, after)

    assert "verified" not in kept.plain["questions"][0]


def test_a_mark_that_is_set_anew_stays():
    after = changed("questions", 1, to={"key": "b", "text": {"vi": "Ba?"}, "verified": True})

    assert marks.keep(BEFORE, after).plain["questions"][1]["verified"] is True
