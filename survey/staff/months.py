"""A month of the office calendar in an address: 2026-11."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from survey.clock import first_of_month

MONTH = re.compile(r"(\d{4})-(\d{2})")


class Month(NamedTuple):
    first: date
    last: date

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]

    @property
    def before(self) -> "Month":
        return month_of(self.first - timedelta(days=1))

    @property
    def after(self) -> "Month":
        return month_of(self.last + timedelta(days=1))

    def __str__(self) -> str:
        return f"{self.first:%Y-%m}"


def month_of(day: date) -> Month:
    first = first_of_month(day)
    following = first_of_month(first + timedelta(days=31))
    return Month(first, following - timedelta(days=1))


def read_month(written: str, *, today: date) -> Month:
    """The month of today where nothing sensible is written."""
    found = MONTH.fullmatch(written)
    if found is None or not 1 <= int(found[2]) <= 12 or not 1900 <= int(found[1]) <= today.year + 1:
        return month_of(today)
    return month_of(date(int(found[1]), int(found[2]), 1))
