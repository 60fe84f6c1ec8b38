"""Slip codes survive paper, eyes and thumbs."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.models import slip_code

numbers = st.integers(min_value=0, max_value=2**128 - 1)
codes = numbers.map(slip_code.written)


@given(numbers)
def test_every_number_is_written_as_a_code_of_its_own(number):
    code = slip_code.written(number)

    value = 0
    for letter in code:
        value = value * 32 + slip_code.ALPHABET.index(letter)
    assert value == number
    assert len(code) == 26


@pytest.mark.parametrize("number", [-1, 2**128])
def test_a_number_beyond_128_bits_is_refused(number):
    with pytest.raises(ValueError, match="128"):
        slip_code.written(number)


@given(codes)
def test_a_code_stays_as_it_is_when_read_again(code):
    assert slip_code.normalise(code) == code


@given(codes, st.data())
def test_a_code_is_recognised_however_it_is_typed(code, data):
    confusable = {"0": "0Oo", "1": "1IiLl"}
    typed = ""
    for letter in code:
        typed += data.draw(st.sampled_from(confusable.get(letter, letter + letter.lower())))
        typed += data.draw(st.sampled_from(["", "", " ", "-", "–", "\u00a0"]))

    assert slip_code.normalise(typed) == code


@given(codes)
def test_the_groups_read_back_as_the_code(code):
    groups = slip_code.grouped(code)

    assert [len(group) for group in groups.split(" ")] == [4, 4, 5, 4, 4, 5]
    assert slip_code.normalise(groups) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0" * 25,
        "0" * 27,
        "8" + "0" * 25,  # would need a 129th bit
        "U" + "0" * 25,
        "0" * 25 + "U",
        "0" * 25 + "é",
        "0" * 25 + "٣",  # a digit, of another script
        "0" * 25 + "ſ",  # becomes S in capitals
        "../" + "0" * 23,
    ],
)
def test_what_cannot_be_a_code_is_none(text):
    assert slip_code.normalise(text) is None


@given(st.text())
def test_any_text_is_a_canonical_code_or_none(text):
    code = slip_code.normalise(text)

    assert code is None or slip_code.normalise(code) == code


def test_new_codes_differ_and_use_all_their_bits():
    drawn = [slip_code.new_code() for _ in range(2000)]

    assert len(set(drawn)) == 2000
    assert {code[0] for code in drawn} == set("01234567")
    for place in range(1, 26):
        assert {code[place] for code in drawn} == set(slip_code.ALPHABET)


def test_the_digest_is_the_sha256_of_the_printed_letters():
    code = "0123456789ABCDEFGHJKMNPQRS"

    assert slip_code.digest(code) == hashlib.sha256(b"0123456789ABCDEFGHJKMNPQRS").digest()


@pytest.mark.parametrize("text", ["0123456789abcdefghjkmnpqrs", "0123 4567", "é"])
def test_a_digest_is_taken_of_the_canonical_form_only(text):
    with pytest.raises(ValueError, match="canonical"):
        slip_code.digest(text)
