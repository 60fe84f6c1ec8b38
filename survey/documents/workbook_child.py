"""Reads one sheet of a workbook in a process of its own, within bounds of memory and time.

A file of a few bytes can name a cell in the last row and the last column; the memory for
everything between would end the whole server. Here it ends this process alone.

Takes the workbook on standard input and the wished sheet as its argument; gives one JSON list
for every row, with its number in front.
"""

import json
import posixpath
import re
import resource
import sys
from datetime import date, datetime
from io import BytesIO
from typing import IO
from xml.parsers import expat
from zipfile import ZipFile

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
REASONS = {
    "password": 3,
    "damaged_workbook": 4,
    "too_many_columns": 5,
    "no_sheet": 6,
    "not_computed": 7,
}

BLOCK = 256 * 1024  # bytes
LONGEST_MARK = 16  # bytes
FORMULA_OR_ERROR = re.compile(rb"""<(\w+:)?f[\s/>]|\st\s*=\s*["']e["']""")


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (LONGEST_TIME, LONGEST_TIME))
    resource.setrlimit(resource.RLIMIT_AS, (LARGEST_MEMORY, LARGEST_MEMORY))
    content = BytesIO(sys.stdin.buffer.read())
    try:
        with CalamineWorkbook.from_object(content) as workbook:
            _write(workbook, content, wished=sys.argv[1])
    except PasswordError:
        sys.exit(REASONS["password"])
    except (CalamineError, expat.ExpatError, LookupError, ValueError):
        sys.exit(REASONS["damaged_workbook"])


def _write(workbook: CalamineWorkbook, content: IO[bytes], *, wished: str) -> None:
    names = [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
    ]
    if not names:
        sys.exit(REASONS["no_sheet"])
    name = wished if wished in names else names[0]
    sheet = workbook.get_sheet_by_name(name)
    errors = _errors(content, sheet=name)
    if sheet.start is None:
        return
    first_row, first_column = sheet.start
    if first_column + sheet.width > MOST_COLUMNS:
        sys.exit(REASONS["too_many_columns"])
    before = [None] * first_column
    for number, row in enumerate(sheet.iter_rows(), start=first_row + 1):
        cells = [*before, *map(_plain, row)]
        for column, error in errors.get(number, {}).items():
            cells[column - 1] = error
        if any(cell not in ("", None) for cell in cells):
            print(json.dumps([number, *cells]))  # noqa: T201


def _plain(cell: object) -> str | int | float | bool:
    if isinstance(cell, datetime) and (cell.hour, cell.minute, cell.second) == (0, 0, 0):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return cell if isinstance(cell, str | int | float | bool) else str(cell)


def _errors(content: IO[bytes], *, sheet: str) -> dict[int, dict[int, str]]:
    """The errors that formulas show, by row and column: the library reads them as empty.

    Ends where a formula was never computed, for what its cell should hold is not in the file.
    """
    with ZipFile(content) as archive:
        part = _part(archive, sheet=sheet)
        if part not in archive.namelist():
            return {}
        with archive.open(part) as xml:
            if not _holds_formula_or_error(xml):
                return {}
        with archive.open(part) as xml:
            return _Errors().read(xml)


def _part(archive: ZipFile, *, sheet: str) -> str:
    """Where in the archive a sheet is kept."""
    sheets = _attributes(archive, "xl/workbook.xml", tag="sheet")
    wanted = next((one.get("id") for one in sheets if one.get("name") == sheet), None)
    related = _attributes(archive, "xl/_rels/workbook.xml.rels", tag="Relationship")
    target = next((one["Target"] for one in related if one.get("Id") == wanted), "")
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


def _attributes(archive: ZipFile, part: str, *, tag: str) -> list[dict[str, str]]:
    """Of all elements of that name, without their name spaces."""
    found: list[dict[str, str]] = []

    def begin(name: str, attributes: dict[str, str]) -> None:
        if _bare(name) == tag:
            found.append({_bare(key): value for key, value in attributes.items()})

    parser = expat.ParserCreate()
    parser.StartElementHandler = begin
    parser.Parse(archive.read(part), True)
    return found


def _bare(name: str) -> str:
    return name.rpartition(":")[2]


def _holds_formula_or_error(xml: IO[bytes]) -> bool:
    """Most sheets hold neither, and are not read twice."""
    end = b""
    while block := xml.read(BLOCK):
        if FORMULA_OR_ERROR.search(end + block):
            return True
        end = block[-LONGEST_MARK:]
    return False


class _Errors:
    """Goes through the cells of a sheet; a row or cell without a place follows the last one."""

    def __init__(self) -> None:
        self.found: dict[int, dict[int, str]] = {}
        self.row = self.column = 0
        self.kind = self.value = self.inside = ""
        self.is_formula = False

    def read(self, xml: IO[bytes]) -> dict[int, dict[int, str]]:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._begin
        parser.CharacterDataHandler = self._text
        parser.EndElementHandler = self._end
        parser.ParseFile(xml)
        return self.found

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        self.inside = _bare(name)
        if self.inside == "row":
            self.row, self.column = int(attributes.get("r", self.row + 1)), 0
        elif self.inside == "c":
            self.row, self.column = self._place(attributes.get("r"))
            self.kind, self.value, self.is_formula = attributes.get("t", "n"), "", False
        elif self.inside == "f":
            self.is_formula = True

    def _text(self, text: str) -> None:
        if self.inside == "v":
            self.value += text

    def _end(self, name: str) -> None:
        self.inside = ""
        if _bare(name) != "c":
            return
        if self.kind == "e":
            self.found.setdefault(self.row, {})[self.column] = self.value or "#VALUE!"
        elif self.is_formula and self.kind == "n" and not self.value.strip():
            sys.exit(REASONS["not_computed"])

    def _place(self, written: str | None) -> tuple[int, int]:
        """Such as AB12."""
        if written is None:
            return self.row, self.column + 1
        letters = written.rstrip("0123456789")
        column = 0
        for letter in letters:
            column = 26 * column + ord(letter) - ord("A") + 1
        return int(written.removeprefix(letters)), column


if __name__ == "__main__":
    main()
