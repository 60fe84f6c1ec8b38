"""Rows of a table that a person hands in: CSV or XLSX, told apart by their first bytes."""

from collections.abc import Generator

from survey.documents.csv_reading import csv_lines
from survey.documents.table_lines import Line, Unreadable
from survey.documents.workbook_reading import workbook_lines

ARCHIVE = b"PK"
OLD_OR_LOCKED_WORKBOOK = b"\xd0\xcf\x11\xe0"
OTHER_KINDS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf", b"\x1f\x8b")


def table_lines(content: bytes, *, sheet: str = "") -> Generator[Line]:
    """Every row that is not empty; of a workbook that sheet, else the first visible one."""
    if not content.strip():
        raise Unreadable("empty_file")
    if content.startswith(ARCHIVE):
        return workbook_lines(content, sheet=sheet)
    if content.startswith(OLD_OR_LOCKED_WORKBOOK):
        raise Unreadable("old_workbook")
    if content.startswith(OTHER_KINDS):
        raise Unreadable("other_kind")
    return csv_lines(content)
