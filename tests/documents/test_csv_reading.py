"""CSV from every program that people use, and such as no program should have written."""

import codecs
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.documents.csv_reading import csv_lines
from survey.documents.spreadsheets import csv_bytes
from survey.documents.table_lines import Unreadable

TABLE = "mã,tên\n01,Đăng ký khai sinh\n"


def rows(content: bytes) -> list[list[object]]:
    return [line.cells for line in csv_lines(content)]


def reason(content: bytes) -> str:
    with pytest.raises(Unreadable) as refusal:
        rows(content)
    return refusal.value.code


@pytest.mark.parametrize(
    "content",
    [
        TABLE.encode(),
        TABLE.encode("utf-8-sig"),
        codecs.BOM_UTF16_LE + TABLE.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TABLE.encode("utf-16-be"),
        TABLE.replace(",", ";").encode(),
        TABLE.replace(",", "\t").encode("utf-16"),
        TABLE.replace("\n", "\r\n").encode(),
        ("sep=;\n" + TABLE.replace(",", ";")).encode(),
        TABLE.rstrip().encode(),
    ],
)
def test_the_usual_ways_to_write_a_table_are_read_alike(content):
    assert rows(content) == [["mã", "tên"], ["01", "Đăng ký khai sinh"]]


def test_line_breaks_and_separators_in_quotes_belong_to_the_cell():
    assert rows(b'a;b\n"1;2,3\n""4""";x\n') == [["a", "b"], ['1;2,3\n"4"', "x"]]


def test_empty_rows_are_left_out_but_counted():
    assert [line.number for line in csv_lines(b"a,b\n\n,\n1,2\n")] == [1, 4]


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1)))
def test_what_we_write_is_read_letter_by_letter(table):
    kept = [row for row in table if any(row)]

    assert rows(csv_bytes([["heading"], *table]))[1:] == kept


@pytest.mark.parametrize(
    "content",
    [
        "Đăng ký".encode("utf-16-le"),
        b"t\xean,m\xe3\n",  # a code page of old
        b"T\xd7n \xa7\xa8ng k\xfd",  # TCVN3
        b"a,b\n\xed\xa0\x80,x\n",  # half of a surrogate pair
        codecs.BOM_UTF16_LE + b"a\0\x00\xd8b\0",
        codecs.BOM_UTF16_LE + b"a",
    ],
)
def test_letters_in_another_encoding_are_refused(content):
    assert reason(content) == "encoding"


@pytest.mark.parametrize("content", [b'a,b\n"1"2,3\n', b'a,b\n"never closed,1\n2,3\n'])
def test_quotes_that_do_not_fit_are_refused(content):
    assert reason(content) == "quotes"


@pytest.mark.parametrize(
    "content",
    [
        b"x" * 300_000,
        b'a\n"' + b"x,\n" * 600_000 + b'"\n',
        b'a\n"' + b'x"",\n' * 600_000,
    ],
)
def test_a_row_without_end_is_refused(content):
    assert reason(content) in ("row_too_long", "quotes")


def test_a_row_of_a_million_columns_is_refused():
    assert reason(b"," * 190_000 + b"\n") == "too_many_columns"
    assert reason(b"," * 1_000_000) == "row_too_long"


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content):
    with suppress(Unreadable):
        rows(content)
