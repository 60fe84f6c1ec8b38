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
from textwrap import wrap
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
BOLD = 0.85  # letters for each that would fit, written bold
LINE, HIGHEST = 15, 405  # points
A4 = 9
HEADING = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}
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
        heading = workbook.add_format(HEADING)
        day = workbook.add_format({"num_format": "dd/mm/yyyy"})
        for sheet in sheets:
            worksheet = workbook.add_worksheet(_sheet_name(sheet.name))
            _write_sheet(worksheet, sheet, heading, day)
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


def _write_sheet(worksheet: Worksheet, sheet: Sheet, heading: Format, day: Format) -> None:
    worksheet.freeze_panes(1, 0)
    worksheet.repeat_rows(0)
    worksheet.set_paper(A4)
    worksheet.set_landscape()
    worksheet.fit_to_pages(1, 0)
    for number, row in enumerate(sheet.rows):
        if number == MOST_ROWS:
            raise ValueError(f"a sheet holds at most {MOST_ROWS} rows")
        if number == 0:
            _make_room(worksheet, heading=row, widths=sheet.widths)
        for column, cell in enumerate(row):
            _write_cell(worksheet, number, column, cell, heading if number == 0 else None, day)


def _make_room(worksheet: Worksheet, *, heading: Row, widths: Sequence[int]) -> None:
    """Programs do not agree on who sees to the height of a heading that runs over several lines."""
    lines = 1
    for column, (name, given) in enumerate(zip_longest(heading, widths)):
        width = given or USUAL_WIDTH
        worksheet.set_column(column, column, width)
        lines = max(lines, len(wrap(str(name or ""), max(1, round(BOLD * width)))))
    worksheet.set_row(0, min(LINE * lines, HIGHEST))


def _write_cell(
    worksheet: Worksheet, row: int, column: int, cell: Cell, heading: Format | None, day: Format
) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, bool):
        worksheet.write_boolean(row, column, cell)
    elif isinstance(cell, date) and cell >= FIRST_EXCEL_DAY:
        worksheet.write_datetime(row, column, cell, day)
    elif isinstance(cell, int | float) and abs(cell) <= LARGEST_EXACT_NUMBER:
        worksheet.write_number(row, column, cell)
    else:
        text = str(cell)
        if worksheet.write_string(row, column, text, heading) != 0:
            raise ValueError(f"a cell holds at most {LONGEST_TEXT} letters")
