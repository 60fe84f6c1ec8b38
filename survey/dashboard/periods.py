"""Periods as an address names them: a month, a quarter, a year, or the last 12 or 24 months.

Only whole months in fixed stretches: freely chosen ends could be set one beside the other until
their difference holds a single person.
"""

import re
from datetime import date
from typing import NamedTuple

from flask_babel import gettext

from survey.clock import months_before
from survey.i18n import month_words, named_month
from survey.measures.selection import Period

PATTERN = re.compile(
    r"(?:(?P<rolling>12|24)m-)?(?P<year>20\d\d)(?:-(?P<month>0[1-9]|1[0-2])|-q(?P<quarter>[1-4]))?"
)


class Named(NamedTuple):
    """A period under the name it has in addresses: 2025-08, 2025-q3, 2025, 12m-2025-08."""

    key: str
    period: Period

    @property
    def is_month(self) -> bool:
        return self.period.first == self.period.last

    @property
    def is_rolling(self) -> bool:
        return "m-" in self.key

    @property
    def words(self) -> str:
        """As people say it, in the language of the page."""
        first, last = self.period
        words: str
        if self.is_rolling:
            count = len(self.period.months)
            words = gettext("%(count)s months to %(month)s", count=count, month=month_words(last))
        elif self.is_month:
            words = named_month(first)
        elif "q" in self.key:
            words = gettext("Quarter %(quarter)s", quarter=self.short.removeprefix("Q"))
        else:
            words = gettext("Year %(year)s", year=first.year)
        return words

    @property
    def short(self) -> str:
        """The same where there is little room; what lasts longer is alike in every language."""
        first, last = self.period
        if self.is_rolling:
            return f"{first:%m/%y}–{last:%m/%y}"
        if self.is_month:
            return month_words(first)
        return f"Q{(first.month + 2) // 3}/{first.year}" if "q" in self.key else str(first.year)


def parse(key: str) -> Named | None:
    """The period of this name; None where no period has it."""
    found = PATTERN.fullmatch(key)
    if not found:
        return None
    year = int(found["year"])
    if found["month"]:
        month = date(year, int(found["month"]), 1)
        return Named(key, Period(months_before(month, int(found["rolling"] or 1) - 1), month))
    if found["rolling"]:
        return None
    if found["quarter"]:
        first = date(year, 3 * int(found["quarter"]) - 2, 1)
        return Named(key, Period(first, months_before(first, -2)))
    return Named(key, Period(date(year, 1, 1), date(year, 12, 1)))


def twelve_months(last: date) -> Named:
    return _months_to(last, count=12)


def two_years(last: date) -> Named:
    """So many months tell how a series varies by itself."""
    return _months_to(last, count=24)


def _months_to(last: date, *, count: int) -> Named:
    return Named(f"{count}m-{last:%Y-%m}", Period(months_before(last, count - 1), last))


def of_month(month: date) -> Named:
    return Named(f"{month:%Y-%m}", Period(month, month))


def of_year(year: int) -> Named:
    return Named(f"{year}", Period(date(year, 1, 1), date(year, 12, 1)))


def of_quarter(month: date) -> Named:
    quarter = (month.month + 2) // 3
    first = date(month.year, 3 * quarter - 2, 1)
    return Named(f"{month.year}-q{quarter}", Period(first, months_before(first, -2)))


class Offer(NamedTuple):
    """What can be chosen, newest first."""

    rolling: list[Named]
    years: list[Named]
    quarters: list[Named]
    months: list[Named]


def offered(first: date, last: date) -> Offer:
    """Every fixed period that touches the months from the first to the last named."""
    months = [last]
    while months[-1] > first:
        months.append(months_before(months[-1], 1))
    return Offer(
        rolling=[twelve_months(last), two_years(last)],
        years=[of_year(year) for year in range(last.year, first.year - 1, -1)],
        quarters=list(dict.fromkeys(of_quarter(month) for month in months)),
        months=[of_month(month) for month in months],
    )


def earlier(named: Named) -> Named:
    """The period of the same kind that ends where this one begins."""
    if named.is_rolling:
        return _months_to(named.period.before().last, count=len(named.period.months))
    last = months_before(named.period.first, 1)
    if named.is_month:
        return of_month(last)
    return of_quarter(last) if "q" in named.key else of_year(last.year)
