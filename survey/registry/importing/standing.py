"""What the register holds beside each row of a file."""

from collections import defaultdict
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from survey.models.dated import Period
from survey.queries import register_files
from survey.registry.importing.columns import Format, Register
from survey.registry.importing.shapes import SHAPES, Shape
from survey.registry.importing.spool import Entry

Row = dict[str, Any]


class Standing(NamedTuple):
    """The row of the register, if there is one, and when its like hold."""

    row: Row | None
    others: tuple[Period, ...] = ()


def beside(session: Session, format: Format, entries: list[Entry]) -> list[Standing]:
    """One for each entry, in their order."""
    shape = SHAPES[format.register]
    alike = defaultdict(list)
    for row in _found(session, format, shape, entries):
        alike[_part(row, shape.lookup)].append(row)
    if format.register is Register.AGENCIES:
        return [Standing(_of_agency(alike[entry.get("code"),], entry)) for entry in entries]
    return [_of(shape, alike[entry.part(shape.lookup)], entry) for entry in entries]


def _found(session: Session, format: Format, shape: Shape, entries: list[Entry]) -> list[Row]:
    keys = {entry.part(shape.lookup) for entry in entries} - {(None,)}
    if not keys:
        return []
    rows = register_files.rows_with(session, register=format.register.value, keys=keys)
    return [dict(row) for row in rows]


def _of(shape: Shape, rows: list[Row], entry: Entry) -> Standing:
    key = entry.part(shape.key)
    row = next((row for row in rows if _part(row, shape.key) == key), None)
    if not shape.group:
        return Standing(row)
    group = entry.part(shape.group)
    return Standing(
        row,
        tuple(
            (other["valid_from"], other["valid_to"])
            for other in rows
            if other is not row and _part(other, shape.group) == group
        ),
    )


def _of_agency(rows: list[Row], entry: Entry) -> Row | None:
    """The agency with the stay that the row means; without dates, with its latest one."""
    if not rows or "parent_from" not in entry.values:
        return rows[-1] if rows else None
    begins = entry.values["parent_from"]
    for row in rows:
        if row["placement_id"] is not None and row["parent_from"] == begins:
            return row
    no_stay = {"placement_id": None, "parent_code": None, "parent_from": None, "parent_to": None}
    return rows[0] | no_stay


def _part(row: Row, names: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple([row[name] for name in names])
