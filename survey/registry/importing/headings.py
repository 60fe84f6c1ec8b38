"""The first row of a file: which column stands where, in whichever language and order."""

from typing import NamedTuple

from survey.documents.table_lines import RawCell, Unreadable
from survey.registry.importing.columns import Column, Format
from survey.text import fold


class Headings(NamedTuple):
    """Known columns by their place in the row; what is not known is left out and reported."""

    places: dict[int, Column]
    unknown: list[str]
    width: int

    @property
    def names(self) -> frozenset[str]:
        return frozenset(column.name for column in self.places.values())


def match(format: Format, cells: list[RawCell]) -> Headings:
    """Raises Unreadable where a column is missing or stands twice."""
    known = {_plain(name): column for column in format.columns for name in (column.name, column.vi)}
    places: dict[int, Column] = {}
    unknown = []
    for place, cell in enumerate(cells):
        column = known.get(_plain(cell))
        if column is not None:
            places[place] = column
        elif cell not in (None, ""):
            unknown.append(str(cell)[:100])
    headings = Headings(places, unknown, len(cells))
    _check(format, headings)
    return headings


def _plain(cell: RawCell) -> str:
    return fold(str(cell or "").replace("_", " ").replace("*", " "))


def _check(format: Format, headings: Headings) -> None:
    if not headings.places:
        raise Unreadable("no_headings")
    repeated = [column.name for column in headings.places.values()]
    for name in headings.names:
        if repeated.count(name) > 1:
            raise Unreadable("column_twice", column=name)
    missing = [c.name for c in format.columns if c.required and c.name not in headings.names]
    for prefix in format.procedures:
        if not {f"{prefix}_code", f"{prefix}_name"} & headings.names:
            missing.append(f"{prefix}_code")
    if missing:
        raise Unreadable("columns_missing", columns=", ".join(missing))
