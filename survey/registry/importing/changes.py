"""What a row of a file would do to the register: add, change, end, or nothing."""

from datetime import date
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from survey.registry.importing.columns import Column, Format, Register, Type, Value
from survey.registry.importing.formats import FORMATS
from survey.registry.importing.shapes import SHAPES
from survey.registry.importing.spool import Entry
from survey.registry.importing.standing import Row
from survey.text import tidy

FieldChange = tuple[str, Value, Value]
"""A column with its old and its new value."""


class Effect(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    ENDED = "ended"
    UNCHANGED = "unchanged"


class Change(NamedTuple):
    effect: Effect
    fields: list[FieldChange]


def change_of(format: Format, entry: Entry, row: Row | None) -> Change:
    """Beside its row of the register; columns that the file lacks change nothing."""
    if row is None:
        stated = entry.values.items()
        return Change(Effect.ADDED, [(n, None, v) for n, v in stated if v not in (None, False)])
    fields: list[FieldChange] = []
    for column in _comparable(format.register):
        name = column.name
        if name in entry.values and not is_same(column, row[name], entry.values[name]):
            fields.append((name, _plain(row[name]), entry.values[name]))
    return Change(_effect(fields), fields)


def is_same(column: Column, old: Value, new: Value) -> bool:
    if new is None and column.keeps:
        return True
    if column.type is Type.YES_NO:
        return bool(old) == bool(new)
    if isinstance(old, str):
        # What was typed by hand may hold blanks or letters that a file cannot tell apart.
        return (tidy(old, lines=column.type is Type.NOTE) or None) == new
    return old == new


def merged(entry: Entry, row: Row | None) -> Row:
    """The row as it will stand."""
    return {**(row or {}), **entry.values}


def label_of(format: Format, entry: Entry) -> list[Value]:
    """By what a person knows the row again."""
    named = (entry.values.get(name) for name in format.key)
    return [value for value in named if value is not None]


@cache
def _comparable(register: Register) -> list[Column]:
    fixed = SHAPES[register].fixed
    return [column for column in FORMATS[register].columns if column.name not in fixed]


def _effect(fields: list[FieldChange]) -> Effect:
    if not fields:
        return Effect.UNCHANGED
    ends = any(name == "valid_to" and old is None for name, old, _ in fields)
    return Effect.ENDED if ends else Effect.CHANGED


def _plain(value: Value) -> Value:
    return str(value) if isinstance(value, str) else value


def as_text(value: Value) -> str:
    """A value as a file holds it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)
