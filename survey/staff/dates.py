"""Ends of dated rows: both ends inclusive, so that what follows begins the day after."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar

from flask_babel import format_date
from sqlalchemy import inspect
from sqlalchemy.orm import Session

from survey.errors.registers import DayAfterEnd, DayBeforeBeginning, LastDayTooEarly
from survey.models.dated import Dated, Period

ONE_DAY = timedelta(days=1)
DatedRow = TypeVar("DatedRow", bound=Dated)


class Side(StrEnum):
    """Where a day lies that is not within a period."""

    BEFORE = "before"
    AFTER = "after"


def day_before(day: date) -> date:
    return day - ONE_DAY


def day_after(day: date) -> date:
    return day + ONE_DAY


def earlier(one: date | None, other: date | None) -> date | None:
    """Of two last days the one that comes first; an empty one is open."""
    return min((day for day in (one, other) if day is not None), default=None)


def end_all(session: Session, *, rows: Iterable[DatedRow], last_day: date) -> int:
    """End rows with that day and say how many changed; what had not begun by then is removed."""
    changed = 0
    for row in rows:
        if row.valid_to is not None and row.valid_to <= last_day:
            continue
        changed += 1
        if row.valid_from is not None and row.valid_from > last_day:
            session.delete(row)
        else:
            row.valid_to = last_day
    return changed


def open_again(rows: Iterable[Dated], *, last_day: date) -> None:
    """Take back that rows ended with that day."""
    for row in rows:
        if row.valid_to == last_day:
            row.valid_to = None


def from_day_on(row: DatedRow, *, day: date, changed: Mapping[str, object]) -> DatedRow:
    """A new row that takes over on that day, or when the row begins, with some values changed."""
    mapper = inspect(type(row))
    own = {column.key for column in mapper.primary_key}
    keys = [column.key for column in mapper.column_attrs if column.key not in own]
    begins = day if row.valid_from is None else max(day, row.valid_from)
    values = {key: getattr(row, key) for key in keys}
    return type(row)(**{**values, "valid_from": begins, **changed})


def require_order(*, first: date | None, last: date | None) -> None:
    if first is not None and last is not None and last < first:
        raise LastDayTooEarly(day=format_date(first))


def side(day: date, *, of: Period) -> Side | None:
    """None for a day within the period."""
    first, last = of
    if first is not None and day < first:
        return Side.BEFORE
    return Side.AFTER if last is not None and day > last else None


def sides_beyond(period: Period, *, of: Period) -> set[Side]:
    """On which sides the first period reaches beyond the other."""
    first, last = period
    ends = (side(first or date.min, of=of), side(last or date.max, of=of))
    return {end for end in ends if end is not None}


def require_within(row: Dated, *, day: date, name: str) -> None:
    """The row must hold on that day."""
    where = side(day, of=(row.valid_from, row.valid_to))
    if where is Side.BEFORE:
        raise DayBeforeBeginning(name=name, day=format_date(row.valid_from))
    if where is Side.AFTER:
        raise DayAfterEnd(name=name, day=format_date(row.valid_to))
