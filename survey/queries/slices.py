"""Which counts are meant and by what they are grouped: the same for ratings, dossiers and slips."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple, SupportsInt

from sqlalchemy import ColumnElement, and_, extract, false, or_, true
from sqlalchemy.orm import InstrumentedAttribute

from survey.clock import next_month


class Group(StrEnum):
    MONTH = "month"
    AGENCY = "agency"
    POINT = "point"
    PROCEDURE = "procedure"
    FIELD = "field"
    CHANNEL = "channel"
    VERSION = "version"


class Members(NamedTuple):
    """Agencies that count in some months, both ends included; an empty end is open."""

    agency_ids: tuple[int, ...]
    first: date | None
    last: date | None


class Slice(NamedTuple):
    """Counts of these members; empty filters do not narrow.

    `field_id` names the field that the procedures make up: slips may be printed for all of it.
    """

    members: tuple[Members, ...]
    point_id: int | None = None
    procedure_ids: tuple[int, ...] | None = None
    field_id: int | None = None


Key = tuple[Any, ...]
"""The values of the groups asked for, in their order."""

Column = InstrumentedAttribute[Any] | ColumnElement[Any]


def belongs(members: tuple[Members, ...], *, agency: Column, day: Column) -> ColumnElement[bool]:
    """The condition that a row of this agency and day, or month, is of these members."""
    return or_(
        false(),
        *(
            and_(
                agency.in_(some.agency_ids),
                day >= some.first if some.first else true(),
                day < next_month(some.last) if some.last else true(),
            )
            for some in members
        ),
    )


def month_number(day: Column) -> ColumnElement[int]:
    """The month of a day as a number that both engines count alike; see `month_of`."""
    return extract("year", day) * 12 + extract("month", day) - 1


def month_of(number: SupportsInt) -> date:
    """The first day of the month with this number."""
    year, month = divmod(int(number), 12)
    return date(year, month + 1, 1)


def with_months(keys: Sequence[Any], *, by: Sequence[Group]) -> Key:
    """The key with dates in the place of the numbers of months."""
    return tuple(
        month_of(value) if group is Group.MONTH else value
        for group, value in zip(by, keys, strict=True)
    )
