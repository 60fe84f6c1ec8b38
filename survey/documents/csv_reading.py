"""Rows of a CSV file that a person hands in, whichever program wrote it."""

import codecs
import csv
import re
from collections.abc import Generator, Iterator
from io import BytesIO, TextIOWrapper

from survey.documents.spreadsheets import original
from survey.documents.table_lines import Line, Unreadable

SEPARATORS = (",", ";", "\t")
LONGEST_LINE = 200_000  # letters
LONGEST_ROW = 1_000_000  # letters, with all line breaks that stand in quotes
MOST_CELLS = 1_000
SEPARATOR_LINE = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)
UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def csv_lines(content: bytes) -> Generator[Line]:
    """The rows in their order, empty ones left out but counted; raises Unreadable on the way."""
    try:
        with TextIOWrapper(BytesIO(content), encoding=_encoding(content), newline="") as text:
            yield from _lines(text)
    except UnicodeDecodeError:
        raise Unreadable("encoding") from None


def _encoding(content: bytes) -> str:
    if content.startswith(UTF_16_MARKS):
        return "utf-16"
    if b"\0" in content[:4]:
        raise Unreadable("encoding")
    return "utf-8-sig"


def _lines(text: TextIOWrapper) -> Generator[Line]:
    bounded = _BoundedLines(text)
    first = next(bounded, "")
    chosen = SEPARATOR_LINE.fullmatch(first)
    number = 0
    if chosen:
        number, separator = 1, chosen[1]
    else:
        separator = max(SEPARATORS, key=_without_quoted(first).count)
        bounded.put_back(first)
    reader = csv.reader(bounded, delimiter=separator, strict=True)
    while (cells := _next_row(reader, number + 1)) is not None:
        number += 1
        bounded.begin_row()
        if len(cells) > MOST_CELLS:
            raise Unreadable("too_many_columns", row=number, most=MOST_CELLS)
        if any(cells):
            yield Line(number, [original(cell) for cell in cells])


def _next_row(reader: Iterator[list[str]], number: int) -> list[str] | None:
    try:
        return next(reader, None)
    except csv.Error:
        raise Unreadable("quotes", row=number) from None


def _without_quoted(line: str) -> str:
    return re.sub(r'"[^"]*"', "", line)


class _BoundedLines:
    """Lines of a text, refused when one, or all of one row, would fill the memory."""

    def __init__(self, text: TextIOWrapper) -> None:
        self.text = text
        self.waiting: list[str] = []
        self.of_this_row = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self.waiting.pop() if self.waiting else self.text.readline(LONGEST_LINE)
        self.of_this_row += len(line)
        if not line:
            raise StopIteration
        if len(line) == LONGEST_LINE or self.of_this_row > LONGEST_ROW:
            raise Unreadable("row_too_long")
        return line

    def put_back(self, line: str) -> None:
        self.waiting.append(line)
        self.of_this_row = 0

    def begin_row(self) -> None:
        self.of_this_row = 0
