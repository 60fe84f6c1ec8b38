"""First pass over a file: every cell becomes a value, or a fault with its place."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import NamedTuple

from survey.documents.table_lines import Line, Unreadable
from survey.documents.table_reading import table_lines
from survey.registry.importing.cells import BadCell, as_text, value_of
from survey.registry.importing.columns import Format, Value
from survey.registry.importing.faults import Faults
from survey.registry.importing.headings import Headings, match
from survey.registry.importing.spool import CHUNK, Entry, Spool

Progress = Callable[[int, int], None]
"""Told how many rows are done, of how many; 0 while their number is not known."""


class ReadFile(NamedTuple):
    """A file whose cells have been looked at."""

    format: Format
    headings: Headings
    entries: Spool[Entry]
    faults: Faults
    unsound: list[str | None]
    """Codes in rows that have faults: they are named, although their rows are not known."""


@contextmanager
def read_file(format: Format, *, content: bytes, progress: Progress) -> Iterator[ReadFile]:
    """The rows wait on disk while the block lasts; raises Unreadable."""
    with Spool[Entry]() as entries:
        lines = table_lines(content, sheet=format.register.value)
        with closing(lines):
            first = next(lines, None)
            if first is None:
                raise Unreadable("empty_file")
            headings = match(format, first.cells)
            file = ReadFile(format, headings, entries, Faults(), [])
            _read(file, lines, progress)
        yield file


def _read(file: ReadFile, lines: Iterator[Line], progress: Progress) -> None:
    for number, line in enumerate(lines, start=1):
        before = file.faults.count
        entry = _entry(file.format, file.headings, line, file.faults)
        if file.faults.count == before:
            file.entries.add(entry)
        else:
            file.unsound.append(_code(entry))
        if number % CHUNK == 0:
            progress(number, 0)


def _code(entry: Entry) -> str | None:
    code = entry.values.get("code")
    return str(code) if code else None


def _entry(format: Format, headings: Headings, line: Line, faults: Faults) -> Entry:
    before = faults.count
    values = _values(headings, line, faults)
    for column in headings.places.values():
        if column.required and values.get(column.name) is None and column.name in values:
            faults.add(line.number, column.name, "", "missing")
    for prefix in format.procedures:
        if faults.count == before and not _names_procedure(values, prefix):
            faults.add(line.number, f"{prefix}_code", "", "procedure_not_named")
    for cell in line.cells[headings.width :]:
        if cell not in (None, ""):
            faults.add(line.number, "", cell, "more_cells_than_headings")
            break
    return Entry(line.number, values, {})


def _values(headings: Headings, line: Line, faults: Faults) -> dict[str, Value]:
    """Values of the columns that could be read."""
    values: dict[str, Value] = {}
    for place, column in headings.places.items():
        cell = line.cells[place] if place < len(line.cells) else None
        try:
            values[column.name] = value_of(column, cell)
        except BadCell as bad:
            shown = as_text(column, cell)
            faults.add(line.number, column.name, shown, bad.code, **bad.params)
    return values


def _names_procedure(values: dict[str, Value], prefix: str) -> bool:
    by_name = values.get(f"{prefix}_name") and values.get(f"{prefix}_level")
    return bool(values.get(f"{prefix}_code") or by_name)
