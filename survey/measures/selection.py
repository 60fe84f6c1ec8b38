"""What somebody wants figures of: an agency with all below it, whole months, filters."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from survey.clock import first_of_month, months_before, next_month
from survey.models.rating import Channel


class Lineage(StrEnum):
    """Which agencies count as standing below another one."""

    NOW = "now"
    """Those that do today, with what they were made of: the past in today's shape."""
    THEN = "then"
    """Those that did in the month that is counted."""


class Period(NamedTuple):
    """Whole months, both included, each named by its first day."""

    first: date
    last: date

    @property
    def months(self) -> tuple[date, ...]:
        found = [first_of_month(self.first)]
        while found[-1] < self.last:
            found.append(next_month(found[-1]))
        return tuple(month for month in found if month <= self.last)

    @property
    def end(self) -> date:
        """The last day."""
        return next_month(self.last) - timedelta(days=1)

    def before(self) -> "Period":
        """The period of the same length that ends where this one begins."""
        return self._earlier(len(self.months))

    def year_before(self) -> "Period":
        """The same months one year earlier."""
        return self._earlier(12)

    def _earlier(self, months: int) -> "Period":
        return Period(months_before(self.first, months), months_before(self.last, months))


@dataclass(frozen=True)
class Selection:
    """One question to the measures. Ratings of one channel and one method are never mixed."""

    agency_id: int
    period: Period
    today: date
    lineage: Lineage = Lineage.NOW
    procedure_id: int | None = None
    field_id: int | None = None
    field_as: tuple[int, ...] | None = None
    """The procedures that the field held when somebody planned to measure it; empty: as it is."""
    point_id: int | None = None
    channel: Channel = Channel.SLIP
    version_id: int | None = None
    """The questionnaire version to show; empty: the newest that was answered."""
    seen_from: int | None = None
    """The highest agency whose figures the reader may open beside these.

    What the reader could subtract from each other is hidden together; empty: this agency.
    """
