"""The part of YAML that packs may use: plain, small and with a line for everything."""

import pytest

from survey.questionnaires import yaml_tree

BOMB = b"""
a: &a [x, x, x, x, x, x, x, x, x]
b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]
d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]
e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d]
"""


def refused(source: bytes) -> list[tuple[int, str]]:
    return [(refusal.line, refusal.fault.code) for refusal in yaml_tree.read(source).refusals]


def test_every_place_knows_its_line():
    tree = yaml_tree.read(b"title:\n  vi: a\n\nquestions:\n- key: first\n- key: second\n")

    assert tree.data == {"title": {"vi": "a"}, "questions": [{"key": "first"}, {"key": "second"}]}
    assert tree.line_of(("title", "vi")) == 2
    assert tree.line_of(("questions", 1, "key")) == 6
    assert tree.line_of(("questions", 1, "text", "en")) == 6
    assert tree.line_of(("absent",)) == 1


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("0:59", "0:59"),
        ("012", "012"),
        ("2017-10-10", "2017-10-10"),
        ("1e5", "1e5"),
        ("'7'", "7"),
        ("7", 7),
        ("-0.25", -0.25),
        ("true", True),
        ("null", None),
        ("9" * 5000, "9" * 5000),
    ],
)
def test_a_word_is_a_word_unless_it_is_plainly_something_else(written, meant):
    assert yaml_tree.read(f"key: {written}\n".encode()).data == {"key": meant}


def test_a_bomb_is_refused_at_every_fuse_and_stays_small():
    tree = yaml_tree.read(BOMB)

    assert {refusal.fault.code for refusal in tree.refusals} == {"alias"}
    assert [refusal.line for refusal in tree.refusals][:3] == [2, 3, 3]
    assert tree.data["e"] == [None] * 9


@pytest.mark.parametrize(
    ("source", "line", "code"),
    [
        (b"a: 1\nb: !!python/object/apply:os.system [ls]\n", 2, "tag"),
        (b"a: 1\nb: !!str 2\n", 2, "tag"),
        (b"a: 1\nb: 2\na: 3\n", 3, "duplicate_key"),
        (b"a: 1\n---\nb: 2\n", 2, "several_documents"),
        (b"a: 1\n? [b]\n: 2\n", 2, "key_not_text"),
        (b"a: [1, 2\n", 2, "not_yaml"),
        (b"a: b: c\n", 1, "not_yaml"),
        (b"a: 1\n\tb: 2\n", 2, "not_yaml"),
        (b"a: 1\nb: \xff\n", 2, "not_utf8"),
        ("a: ệ\nb: \x07\n".encode(), 2, "control_character"),
        (b"a: 1\nb: " + b"[" * 100_000, 2, "too_deep"),
        (b"a: " + b"x" * yaml_tree.LARGEST_FILE, 1, "file_too_large"),
    ],
)
def test_what_is_refused_is_named_with_its_line(source, line, code):
    assert refused(source) == [(line, code)]


def test_the_first_of_two_equal_keys_counts():
    assert yaml_tree.read(b"a: 1\na: 2\n").data == {"a": 1}


def test_a_file_may_begin_with_a_byte_order_mark():
    tree = yaml_tree.read(b"\xef\xbb\xbfa: 1\n")

    assert (tree.data, tree.refusals) == ({"a": 1}, [])


def test_an_empty_file_holds_nothing():
    tree = yaml_tree.read(b"# only a comment\n")

    assert (tree.data, tree.refusals) == (None, [])
