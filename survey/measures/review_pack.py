"""What leaders look at in a management review: the measures of a period, gathered."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from survey.clock import months_before
from survey.measures import action_counts, comparison, registered
from survey.measures.action_counts import ActionCounts, ActionStanding
from survey.measures.check_facts import Fact
from survey.measures.control import Control, Signal, control
from survey.measures.drivers import KeyDrivers, key_drivers
from survey.measures.scope import Scope, resolve
from survey.measures.selection import Period, Selection
from survey.measures.tables import Comparison, TrendPoint
from survey.models.agency import Agency
from survey.models.management_review import ManagementReview
from survey.models.measurement_plan import Objective
from survey.models.measurement_record import MeasurementRecord
from survey.queries import agencies, cases, findings, measurement_plans, measurement_records
from survey.queries.cases import CaseCounts

MONTHS_OF_CHART = 24
"""A control chart needs more months than a review is about."""


@dataclass(frozen=True)
class Reached:
    """An objective, and the last approved record of the period that was held to it."""

    objective: Objective
    record: MeasurementRecord | None


@dataclass(frozen=True)
class Pack:
    period: Period
    scope: Scope
    control: Control
    compared: Comparison
    """With the period of the same length before."""
    drivers: KeyDrivers
    cases: CaseCounts
    objectives: tuple[Reached, ...]
    actions: ActionCounts
    standings: tuple[ActionStanding, ...]
    """Of each action that was open in the period."""
    findings: tuple[Fact, ...]
    """Where each finding of inspectors stands."""

    @property
    def points(self) -> list[TrendPoint]:
        """The months of the period."""
        return [point for point in self.control.trend.points if point.month >= self.period.first]

    @property
    def signals(self) -> list[Signal]:
        """Those that a month of the period took part in."""
        return [one for one in self.control.signals if one.months[-1].month >= self.period.first]


def gather(
    session: Session, *, review: ManagementReview, agency: Agency, today: date, suppress_below: int
) -> Pack:
    """As it stood on the day of the approval, once there is one; seen from the top of the tree."""
    day = review.approved_on or today
    period = Period(review.first_day, review.last_day.replace(day=1))
    top = agencies.path(session, agency_id=agency.id, day=day)[0]
    selection = Selection(agency.id, period, day, seen_from=top.id)
    scope = resolve(session, selection=selection, suppress_below=suppress_below)
    long = Period(months_before(period.last, MONTHS_OF_CHART - 1), period.last)
    below = agencies.subtree_ids(session, roots=[agency.id], day=day)
    return Pack(
        period,
        scope,
        control(session, scope=scope.in_period(long)),
        comparison.compare(session, scope=scope, earlier=period.before()),
        key_drivers(session, scope=scope),
        cases.counts(
            session, agency_ids=below, first=review.first_day, last=review.last_day, day=day
        ),
        tuple(_reached(session, review=review)),
        action_counts.action_counts(session, agency_ids=below, today=day),
        tuple(
            action_counts.standings(
                session,
                agency_id=agency.id,
                first=review.first_day,
                last=review.last_day,
                day=day,
            )
        ),
        tuple(_findings(session, agency=agency, day=day)),
    )


def _findings(session: Session, *, agency: Agency, day: date) -> Iterator[Fact]:
    found = findings.of_agencies(session, agency_ids=[agency.id], until=day).get(agency.id, [])
    for evidence in registered.findings_closed(found, day=day):
        yield evidence.fact


def _reached(session: Session, *, review: ManagementReview) -> list[Reached]:
    """The objectives of all years that the period touches."""
    records = measurement_records.by_objective(
        session, agency_id=review.agency_id, first=review.first_day, last=review.last_day
    )
    return [
        Reached(objective, records.get(objective.id))
        for year in range(review.first_day.year, review.last_day.year + 1)
        for objective in measurement_plans.objectives(
            session, agency_id=review.agency_id, year=year
        )
    ]
