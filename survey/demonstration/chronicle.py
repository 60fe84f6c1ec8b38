"""The time in which the story of Tỉnh Mẫu plays: months counted from the first, and named days."""

from dataclasses import dataclass
from datetime import date, timedelta

from survey.clock import first_of_month

REFORM = date(2025, 7, 1)
"""The district tier ended the day before."""
MONTHS_BEFORE_MERGER = 5
MONTHS_OF_FIRST_FORM = 10


@dataclass(frozen=True)
class Chronicle:
    """Two years up to today; the same day tells the same story.

    The mergers follow the reform, or come later when the reform lies too far back to show what
    was before.
    """

    today: date
    months: int = 24

    @property
    def first_day(self) -> date:
        return later(first_of_month(self.today), months=-self.months)

    def day_named(self, name: str) -> date:
        """The first day of what the name stands for; KeyError for a name that is not known."""
        return {
            "reform": REFORM,
            "merger": max(REFORM, later(self.first_day, months=MONTHS_BEFORE_MERGER)),
            "new_form": later(self.first_day, months=MONTHS_OF_FIRST_FORM),
        }[name]

    def begin(self, name: str | None) -> date | None:
        return self.day_named(name) if name else None

    def end(self, name: str | None) -> date | None:
        """The last day before what the name stands for."""
        return self.day_named(name) - timedelta(days=1) if name else None

    def month(self, when: int | str, *, after: int = 0) -> date:
        """The first day of a month: by its number, or that of a name."""
        start = self.day_named(when) if isinstance(when, str) else self.first_day
        return later(first_of_month(start), months=after + (when if isinstance(when, int) else 0))


def later(first: date, *, months: int) -> date:
    """The first of the month so many months after a first of a month; negative: before."""
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)
