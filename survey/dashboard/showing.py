"""From an inquiry to exhibits: what is asked of the measures, and in what shape it is shown."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import ceil
from typing import NamedTuple

from sqlalchemy.orm import Session

from survey.dashboard import answers, breakdowns, comparisons, lines, trends
from survey.dashboard.comparisons import Pair, Periods
from survey.dashboard.exhibits import Exhibit
from survey.dashboard.inquiry import Inquiry
from survey.dashboard.lines import Line, QuestionLines
from survey.dashboard.measured import Measured
from survey.dashboard.wording import CHANNELS
from survey.errors.problem import NotFound
from survey.measures import distribution, headline
from survey.measures.breakdown import breakdown
from survey.measures.comparison import compare
from survey.measures.drivers import KeyDrivers, key_drivers
from survey.measures.figure import Figure
from survey.measures.overview import overview
from survey.measures.scope import Scope, resolve
from survey.measures.soundness import Soundness, soundness
from survey.measures.tables import Breakdown, Comparison, Dimension, Distribution, Overview, Row
from survey.measures.trend import trend
from survey.models.rating import Channel
from survey.queries import result_choices

ROWS = 25
"""Rows that one page draws and lists; a file holds all."""
PANELS = "channel-months"
ALL_ANSWERS = "all-answers"


@dataclass(frozen=True)
class Asked:
    """An inquiry with what the measures need to answer it."""

    session: Session
    inquiry: Inquiry
    scope: Scope
    _breakdowns: dict[Dimension, Breakdown] = field(default_factory=dict, init=False)

    @cached_property
    def overview(self) -> Overview:
        return overview(self.session, scope=self.scope)

    @cached_property
    def total(self) -> Figure:
        """The figure of the whole; taken from the overview where that was asked before."""
        known: Overview | None = self.__dict__.get("overview")
        return known.headline if known else headline.of_index(self.session, self.scope)

    @property
    def measured(self) -> Measured:
        return Measured.by(self.total)

    @property
    def whole(self) -> "Asked":
        """The same of the whole agency."""
        inquiry = self.inquiry.whole
        if inquiry == self.inquiry:
            return self
        return ask(self.session, inquiry=inquiry, suppress_below=self.scope.threshold)

    @cached_property
    def drivers(self) -> KeyDrivers:
        return key_drivers(self.session, scope=self.scope)

    @cached_property
    def soundness(self) -> Soundness:
        return soundness(self.session, scope=self.scope)

    def breakdown(self, dimension: Dimension) -> Breakdown:
        """Asked once, for all exhibits of a page."""
        if dimension not in self._breakdowns:
            found = breakdown(self.session, scope=self.scope, dimension=dimension)
            self._breakdowns[dimension] = found
        return self._breakdowns[dimension]

    def inside(self, channel: Channel) -> Scope:
        """The same through another channel."""
        is_own = channel is self.inquiry.filters.channel
        return self.scope if is_own else self.scope.in_channel(channel)


def ask(session: Session, *, inquiry: Inquiry, suppress_below: int) -> Asked:
    scope = resolve(session, selection=inquiry.selection, suppress_below=suppress_below)
    return Asked(session, inquiry, scope)


class Months(NamedTuple):
    exhibit: Exhibit
    lines: list[Line]


def months(asked: Asked) -> Months:
    found = trend(asked.session, scope=asked.scope)
    exhibit = trends.exhibit(
        trends.KEY,
        (("", found),),
        total=asked.total,
        measured=asked.measured,
        facts=asked.inquiry.facts,
    )
    return Months(exhibit, lines.of_trend(found))


class Panels(NamedTuple):
    exhibit: Exhibit
    lines: list[tuple[str, list[Line]]]


def channel_months(asked: Asked) -> Panels:
    """A panel for each channel that was used; each by the method that is newest in it."""
    named = []
    for row in asked.breakdown(Dimension.CHANNEL).rows:
        if row.rate and row.rate.ratings:
            channel = row.rate.channel
            inside = asked.inside(channel)
            named.append((str(CHANNELS[channel]), trend(asked.session, scope=inside)))
    exhibit = trends.exhibit(
        PANELS,
        tuple(named),
        total=asked.total,
        measured=asked.measured,
        facts=asked.inquiry.facts_of_all_channels,
    )
    return Panels(exhibit, [(name, lines.of_trend(found)) for name, found in named])


class Spread(NamedTuple):
    exhibit: Exhibit
    questions: list[QuestionLines]


def spread(asked: Asked) -> Spread:
    """The answers to the questions of the index."""
    found = distribution.of_index(asked.session, scope=asked.scope)
    return _spread(asked, key=answers.KEY, found=found)


def all_answers(asked: Asked) -> Spread:
    found = distribution.distributions(asked.session, scope=asked.scope)
    return _spread(asked, key=ALL_ANSWERS, found=found)


def _spread(asked: Asked, *, key: str, found: tuple[Distribution, ...]) -> Spread:
    exhibit = answers.exhibit(found, key=key, facts=asked.inquiry.facts)
    return Spread(exhibit, lines.of_answers(found))


class Groups(NamedTuple):
    """One page of `pages` of a breakdown."""

    exhibit: Exhibit
    lines: list[Line]
    pages: int


def groups(asked: Asked, *, dimension: Dimension, number: int = 1) -> Groups:
    """Raises NotFound for a page that is not there."""
    found = asked.breakdown(dimension)
    pages = max(1, ceil(len(found.rows) / ROWS))
    if not 1 <= number <= pages:
        raise NotFound
    rows = found.rows[(number - 1) * ROWS : number * ROWS]
    is_of_channels = dimension is Dimension.CHANNEL
    exhibit = breakdowns.exhibit(
        found,
        drawn=rows,
        measured=Measured.by(found.total),
        reference=asked.inquiry.name,
        facts=asked.inquiry.facts_of_all_channels if is_of_channels else asked.inquiry.facts,
    )
    named = codes(asked, dimension=dimension, rows=rows)
    return Groups(exhibit, lines.of_breakdown(found, rows=rows, codes=named), pages)


def codes(asked: Asked, *, dimension: Dimension, rows: Sequence[Row]) -> dict[int, str]:
    """Of the agencies below, not of the one whose page this is."""
    if dimension is not Dimension.AGENCY:
        return {}
    keys = [row.key for row in rows]
    ids = [key for key in keys if isinstance(key, int) and key != asked.inquiry.agency.id]
    return result_choices.agency_codes(asked.session, agency_ids=ids)


def parts_of(inquiry: Inquiry) -> Dimension:
    """Agencies below where there are some, else counters."""
    return Dimension.AGENCY if len(inquiry.agency_ids) > 1 else Dimension.POINT


class Compared(NamedTuple):
    exhibit: Exhibit
    comparison: Comparison
    pairs: list[Pair]
    measured: Measured


def compared(asked: Asked, *, periods: Periods) -> Compared:
    """The whole and its parts."""
    inquiry, later = asked.inquiry, asked.scope.in_period(periods.after.period)
    found = compare(asked.session, scope=later, earlier=periods.before.period)
    dimension = parts_of(inquiry)
    parts = (
        breakdown(asked.session, scope=later.in_period(periods.before.period), dimension=dimension),
        breakdown(asked.session, scope=later, dimension=dimension),
    )
    measured = Measured.by(found.after)
    pairs = comparisons.pairs(inquiry.name, found, parts=parts)
    exhibit = comparisons.exhibit(
        found,
        units=pairs,
        periods=periods,
        measured=measured,
        facts=inquiry.facts,
    )
    return Compared(exhibit, found, pairs, measured)
