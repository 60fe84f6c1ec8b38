"""The months by which a corrective action is judged: of what was changed, and of the others."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from survey import closing
from survey.clock import first_of_month, months_before, next_month
from survey.measures import scope
from survey.measures.monthly_sums import Sums, monthly_sums
from survey.measures.selection import Period, Selection
from survey.models.corrective_action import Measured
from survey.models.rating import Channel
from survey.queries import agencies

Series = Mapping[date, Sums]


@dataclass(frozen=True)
class Asked:
    """What is counted, of whom, and around which day."""

    agency_id: int
    measured: Measured
    question: str
    channel: Channel
    version_id: int | None
    point_id: int | None
    procedure_id: int | None
    first_month: date
    changed_on: date
    read_on: date
    signal_month: date | None = None

    @property
    def first_after(self) -> date:
        """The first whole month after the change."""
        first = first_of_month(self.changed_on)
        return first if first == self.changed_on else next_month(first)

    @property
    def before(self) -> Period:
        return Period(self.first_month, months_before(first_of_month(self.changed_on), 1))

    @property
    def whole(self) -> Period:
        """Up to the last month that is final on the day of reading."""
        last = first_of_month(self.read_on)
        while closing.may_grow(Period(last, last).end, today=self.read_on):
            last = months_before(last, 1)
        return Period(self.first_month, last)

    def counts(self, month: date) -> bool:
        """Not a month with both; nor that of the signal, which was chosen for being extreme."""
        has_both = self.before.last < month < self.first_after
        return not has_both and month != self.signal_month


def own(session: Session, asked: Asked, *, period: Period, suppress_below: int) -> Series:
    """Every month that can be shown of what was changed, that of the signal too."""
    if period.first > period.last:
        return {}
    path = agencies.path(session, agency_id=asked.agency_id, day=asked.read_on)
    selection = Selection(
        agency_id=asked.agency_id,
        period=period,
        today=asked.read_on,
        procedure_id=asked.procedure_id,
        point_id=asked.point_id,
        channel=asked.channel,
        version_id=asked.version_id,
        seen_from=path[0].id if path else None,
    )
    return monthly_sums(
        session,
        scope=scope.resolve(session, selection=selection, suppress_below=suppress_below),
        question=asked.question,
        measured=asked.measured,
    )


def others(session: Session, asked: Asked, *, of: Series, suppress_below: int) -> Series:
    """In the same months all other counters of the agency; nothing where no counter is named."""
    if asked.point_id is None or not of:
        return {}
    everywhere = own(
        session,
        replace(asked, point_id=None),
        period=Period(min(of), max(of)),
        suppress_below=suppress_below,
    )
    rest = {month: sums.less(of[month]) for month, sums in everywhere.items() if month in of}
    return {month: sums for month, sums in rest.items() if sums.n >= suppress_below}
