"""Tables as CSV and XLSX files that no spreadsheet program can take for formulas.

A text that a program could run is marked with an apostrophe in CSV; `original` takes the mark
away again, so that what was written is read back letter by letter. XLSX needs no mark: its cells
say themselves that they are text.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from io import BytesIO, StringIO
from itertools import zip_longest
from math import ceil, floor
from typing import NamedTuple

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | date | None
Row = Sequence[Cell]

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads accents wrongly
ROWS_PER_PART = 1000
FIRST_EXCEL_DAY = date(1900, 3, 1)  # Excel counts a 29 February 1900 that never was
LARGEST_EXACT_NUMBER = 2**53
LONGEST_TEXT = 32_767
MOST_ROWS = 1_048_576
FORBIDDEN_IN_NAME = re.compile(r"[\[\]:*?/\\]")
LONGEST_NAME = 31
USUAL_WIDTH = 12  # letters; a day has ten
READABLE_WIDTH = 210  # letters across a page of A4, turned, at about 7 points
BOLD = 0.85  # letters for each that would fit, written bold
LINE = 15  # points
MOST_LINES = 27  # of a row; programs show no higher ones
A4 = 9
TEXT = {"text_wrap": True, "valign": "top"}
HEADING = TEXT | {"bold": True, "bottom": 1}
NUMBER = {"valign": "top"}
DAY = NUMBER | {"num_format": "dd/mm/yyyy"}
AS_THEY_ARE = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}

FORMULA_STARTS = "=+\\-@\t\r\n\0＝＋－＠"
# A program that takes another sign than the comma for the separator sees a cell begin after it.
UNMARKED = re.compile(rf"(^|[;\t\r\n])(?='*[{FORMULA_STARTS}])")
MARKED = re.compile(rf"(^|[;\t\r\n])'(?='*[{FORMULA_STARTS}])")


class Formats(NamedTuple):
    heading: Format
    text: Format
    number: Format
    day: Format


class Sheet(NamedTuple):
    """One sheet of a workbook; the first row is the heading. Widths count letters."""

    name: str
    rows: Iterable[Row]
    widths: Sequence[int] = ()


def neutral(text: str) -> str:
    """The text with an apostrophe wherever a spreadsheet program would see a formula begin."""
    return UNMARKED.sub(r"\1'", text)


def original(text: str) -> str:
    """What `neutral` was given."""
    return MARKED.sub(r"\1", text)


def csv_bytes(rows: Iterable[Row]) -> bytes:
    """A CSV file in UTF-8 that Excel opens with its accents; the first row is the heading."""
    return b"".join(csv_parts(rows))


def csv_parts(rows: Iterable[Row]) -> Iterator[bytes]:
    """The same file piece by piece, for tables that are too long to be held in memory."""
    buffer = StringIO(newline="")
    writer = csv.writer(buffer)
    buffer.write(BYTE_ORDER_MARK)
    for number, row in enumerate(rows, start=1):
        writer.writerow([_csv_cell(cell) for cell in row])
        if number % ROWS_PER_PART == 0:
            yield _taken(buffer)
    yield _taken(buffer)


def xlsx_bytes(sheets: Iterable[Sheet], *, created: datetime) -> bytes:
    """A workbook with dates as dates, numbers as numbers and every text as text."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, AS_THEY_ARE) as workbook:
        workbook.set_properties({"created": created})
        formats = Formats(*map(workbook.add_format, (HEADING, TEXT, NUMBER, DAY)))
        for sheet in sheets:
            worksheet = workbook.add_worksheet(_sheet_name(sheet.name))
            _write_sheet(worksheet, sheet, formats)
    return buffer.getvalue()


def _csv_cell(cell: Cell) -> str | int | float | None:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, str):
        return neutral(cell)
    return cell.isoformat() if isinstance(cell, date) else cell


def _taken(buffer: StringIO) -> bytes:
    part = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return part


def _sheet_name(name: str) -> str:
    return FORBIDDEN_IN_NAME.sub(" ", name)[:LONGEST_NAME].strip("' ")


def _write_sheet(worksheet: Worksheet, sheet: Sheet, formats: Formats) -> None:
    widths = list[int]()
    for number, row in enumerate(sheet.rows):
        if number == MOST_ROWS:
            raise ValueError(f"a sheet holds at most {MOST_ROWS} rows")
        if number == 0:
            widths = [width or USUAL_WIDTH for _, width in zip_longest(row, sheet.widths)]
            for column, width in enumerate(widths):
                worksheet.set_column(column, column, width)
            _lay_out(worksheet, width=sum(widths))
        _make_room(worksheet, number, row, widths)
        used = formats if number else formats._replace(text=formats.heading)
        for column, cell in enumerate(row):
            _write_cell(worksheet, number, column, cell, used)


def _lay_out(worksheet: Worksheet, *, width: int) -> None:
    """To be printed at a size that can be read; what heads rows and columns is always there."""
    pages = ceil(width / READABLE_WIDTH)
    worksheet.set_paper(A4)
    worksheet.set_landscape()
    worksheet.fit_to_pages(pages, 0)
    worksheet.repeat_rows(0)
    worksheet.freeze_panes(1, 1 if pages > 1 else 0)
    if pages > 1:
        worksheet.repeat_columns(0)


def _make_room(worksheet: Worksheet, number: int, row: Row, widths: Sequence[int]) -> None:
    """Programs do not agree on who sees to the height of a row that runs over several lines."""
    fits = 1 if number else BOLD
    texts = [
        (cell, max(1, floor(fits * width)))
        for cell, width in zip(row, widths, strict=False)
        if isinstance(cell, str)
    ]
    lines = max((_lines(text, width) for text, width in texts), default=1)
    if lines > 1:
        worksheet.set_row(number, LINE * min(lines, MOST_LINES))


def _lines(text: str, width: int) -> int:
    if len(text) <= width and "\n" not in text:
        return 1
    return sum(_lines_of_paragraph(line, width) for line in text.splitlines())


def _lines_of_paragraph(text: str, width: int) -> int:
    """Looks once for each line, not for each word: a register has a hundred thousand such texts."""
    lines, start = 1, 0
    while len(text) - start > width:
        space = text.rfind(" ", start, start + width + 1)
        start = space + 1 if space >= 0 else start + width
        lines += 1
    return lines


def _write_cell(worksheet: Worksheet, row: int, column: int, cell: Cell, formats: Formats) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, bool):
        worksheet.write_boolean(row, column, cell, formats.number)
    elif isinstance(cell, date) and cell >= FIRST_EXCEL_DAY:
        worksheet.write_datetime(row, column, cell, formats.day)
    elif isinstance(cell, int | float) and abs(cell) <= LARGEST_EXACT_NUMBER:
        worksheet.write_number(row, column, cell, formats.number)
    else:
        text = str(cell)
        if worksheet.write_string(row, column, text, formats.text) != 0:
            raise ValueError(f"a cell holds at most {LONGEST_TEXT} letters")
