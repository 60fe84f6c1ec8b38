"""What a management review is told, as it is kept: the numbers of its pack, without words.

Page and minutes are made of this alone, so that an approved review says in either language what
it said on its day.
"""

from dataclasses import dataclass
from datetime import date

from pydantic import TypeAdapter
from sqlalchemy.orm import Session

from survey import closing
from survey.measures import basis
from survey.measures.action_counts import ActionCounts, ActionStanding
from survey.measures.check_facts import Fact
from survey.measures.control import Rule, Signal
from survey.measures.figure import Estimate
from survey.measures.recount import recount
from survey.measures.review_pack import Pack, Reached
from survey.measures.standing import Standing
from survey.measures.tables import TrendPoint, Verdict
from survey.models.management_review import ManagementReview, ReviewHeading
from survey.models.measurement_record import Attainment
from survey.queries.cases import CaseCounts

HEAVIEST = 5
"""So many drivers are told."""


@dataclass(frozen=True)
class MonthTold:
    month: date
    satisfied: float | None
    answers: int | None
    of_closed: float | None


@dataclass(frozen=True)
class SignalTold:
    rule: Rule
    first: date
    last: date


@dataclass(frozen=True)
class DriverTold:
    name: dict[str, str]
    weight: float


@dataclass(frozen=True)
class ObjectiveTold:
    statement: str
    has_record: bool
    share: Estimate | None
    attainment: Attainment | None


@dataclass(frozen=True)
class EarlierTold:
    """The review before, with what was decided under each heading."""

    held_on: date
    decided: tuple[tuple[ReviewHeading, str], ...]


@dataclass(frozen=True)
class Rows:
    """The sealed rows of the period, once none can join them."""

    basis: str
    sha256: str


@dataclass(frozen=True)
class ReviewFacts:
    earlier: EarlierTold | None
    verdict: Verdict
    change: Estimate | None
    """Of the satisfied share since the period before, between -1 and 1."""
    months: tuple[MonthTold, ...]
    has_limits: bool
    signals: tuple[SignalTold, ...]
    standing: Standing
    """Of the drivers."""
    drivers: tuple[DriverTold, ...]
    cases: CaseCounts
    actions: ActionCounts
    standings: tuple[ActionStanding, ...]
    findings: tuple[Fact, ...]
    objectives: tuple[ObjectiveTold, ...]
    rows: Rows | None


FROZEN = TypeAdapter(ReviewFacts)
"""The facts as they are kept, and back."""


def facts_of(pack: Pack, *, earlier: ManagementReview | None, rows: Rows | None) -> ReviewFacts:
    return ReviewFacts(
        earlier=_earlier(earlier) if earlier else None,
        verdict=pack.compared.verdict,
        change=pack.compared.satisfied_difference,
        months=tuple(_month(point) for point in pack.points),
        has_limits=pack.control.has_limits,
        signals=tuple(_signal(signal) for signal in pack.signals),
        standing=pack.drivers.standing,
        drivers=tuple(
            DriverTold(dict(one.name), float(one.weight.value))
            for one in pack.drivers.drivers[:HEAVIEST]
        ),
        cases=pack.cases,
        actions=pack.actions,
        standings=tuple(pack.standings),
        findings=pack.findings,
        objectives=tuple(_objective(one) for one in pack.objectives),
        rows=rows,
    )


def rows_of(session: Session, *, pack: Pack, today: date) -> Rows | None:
    """None while ratings may still be counted for the period."""
    if closing.may_grow(pack.period.end, today=today):
        return None
    rests_on = basis.of_scope(pack.scope)
    return Rows(basis.written(rests_on), recount(session, basis=rests_on).rows_sha256)


def _month(point: TrendPoint) -> MonthTold:
    figure = point.figure
    satisfied = figure.satisfied if figure.is_shown else None
    return MonthTold(
        point.month,
        float(satisfied.value) if satisfied else None,
        figure.n,
        point.rate.of_closed,
    )


def _signal(signal: Signal) -> SignalTold:
    return SignalTold(signal.rule, signal.months[0].month, signal.months[-1].month)


def _objective(one: Reached) -> ObjectiveTold:
    if one.record is None:
        return ObjectiveTold(one.objective.statement, False, None, None)
    figure = one.record.figures[0]
    limits = figure.share_limits
    share = Estimate(*limits) if limits else None
    return ObjectiveTold(one.objective.statement, True, share, figure.attainment)


def _earlier(review: ManagementReview) -> EarlierTold:
    decided = tuple(
        (heading, part.decision)
        for heading in ReviewHeading
        if (part := review.said(heading)) and part.decision
    )
    return EarlierTold(review.held_on, decided)
