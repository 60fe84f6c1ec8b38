"""Dates in the registers: both ends inclusive, an open end is empty."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, Enum, and_, or_
from sqlalchemy.orm import Mapped
from sqlalchemy.sql.elements import BindParameter, ColumnElement

Period = tuple[date | None, date | None]
"""The first and the last day; an empty end is open."""


class Dated:
    """Valid from the first to the last day named; an empty end is open."""

    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]

    @classmethod
    def valid_on(cls, day: date | BindParameter[date]) -> ColumnElement[bool]:
        """The SQL condition that a row holds on that day."""
        return and_(
            or_(cls.valid_from.is_(None), cls.valid_from <= day),
            or_(cls.valid_to.is_(None), cls.valid_to >= day),
        )

    def is_valid_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


def dates_in_order(table: str) -> CheckConstraint:
    return CheckConstraint(
        "valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to",
        name=f"{table}_dates_in_order",
    )


def choice(kind: type[StrEnum], name: str) -> Enum:
    """A column type that holds the values of `kind` as text, checked by the database."""
    return Enum(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=32,
        values_callable=lambda members: [member.value for member in members],
    )
