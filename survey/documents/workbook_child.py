"""Reads one sheet of a workbook in a process of its own, within bounds of memory and time.

A file of a few bytes can name a cell in the last row and the last column; the memory for
everything between would end the whole server. Here it ends this process alone.

Takes the workbook on standard input and the wished sheet as its argument; gives one JSON list
for every row, with its number in front.
"""

import json
import resource
import sys
from datetime import date, datetime
from io import BytesIO

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

LARGEST_MEMORY = 768 * 1024 * 1024  # bytes of address space
LONGEST_TIME = 60  # seconds of processor time
MOST_COLUMNS = 1_000
REASONS = {"password": 3, "damaged_workbook": 4, "too_many_columns": 5, "no_sheet": 6}


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (LONGEST_TIME, LONGEST_TIME))
    resource.setrlimit(resource.RLIMIT_AS, (LARGEST_MEMORY, LARGEST_MEMORY))
    try:
        with CalamineWorkbook.from_object(BytesIO(sys.stdin.buffer.read())) as workbook:
            _write(workbook, wished=sys.argv[1])
    except PasswordError:
        sys.exit(REASONS["password"])
    except CalamineError:
        sys.exit(REASONS["damaged_workbook"])


def _write(workbook: CalamineWorkbook, *, wished: str) -> None:
    names = [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
    ]
    if not names:
        sys.exit(REASONS["no_sheet"])
    sheet = workbook.get_sheet_by_name(wished if wished in names else names[0])
    if sheet.start is None:
        return
    first_row, first_column = sheet.start
    if first_column + sheet.width > MOST_COLUMNS:
        sys.exit(REASONS["too_many_columns"])
    before = [None] * first_column
    for number, row in enumerate(sheet.iter_rows(), start=first_row + 1):
        if any(cell != "" for cell in row):
            print(json.dumps([number, *before, *map(_plain, row)]))  # noqa: T201


def _plain(cell: object) -> str | int | float | bool:
    if isinstance(cell, datetime) and (cell.hour, cell.minute, cell.second) == (0, 0, 0):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return cell if isinstance(cell, str | int | float | bool) else str(cell)


if __name__ == "__main__":
    main()
