"""Which agencies an inspection is likely to find most in: a plain sum of points, each explained."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Session

from survey.clock import last_day_of
from survey.measures.check_facts import Fact
from survey.measures.check_registers import Registers
from survey.measures.checks import Answer, Check, Verdict, answers_of
from survey.models.agency import Agency
from survey.queries import closed_dossiers, findings, inspections, tallies
from survey.queries.slices import Group, Members, Slice

LOW_RESPONSE = 0.05
"""Of closed dossiers that were rated; below it the few who answer say little of all."""


class Risk(StrEnum):
    CHECKS = "checks"
    NOT_MEASURED = "not_measured"
    LATE = "late"
    LOW_RESPONSE = "low_response"
    OVERDUE = "overdue"
    NEVER_INSPECTED = "never_inspected"


POINTS: Mapping[Risk, int] = {
    Risk.CHECKS: 2,
    Risk.NOT_MEASURED: 3,
    Risk.LATE: 1,
    Risk.LOW_RESPONSE: 2,
    Risk.OVERDUE: 3,
    Risk.NEVER_INSPECTED: 1,
}
"""For each thing that is found; a choice of the product, no text lays it down."""
LATE = frozenset({Fact.PLAN_LATE, Fact.OBJECTIVE_LATE})


@dataclass(frozen=True)
class Reason:
    risk: Risk
    count: int

    @property
    def points(self) -> int:
        return POINTS[self.risk] * self.count


@dataclass(frozen=True)
class AtRisk:
    agency: Agency
    reasons: tuple[Reason, ...]

    @property
    def points(self) -> int:
        return sum(reason.points for reason in self.reasons)


def at_risk(
    session: Session, *, agencies: Collection[Agency], year: int, today: date
) -> list[AtRisk]:
    """Most points first; of agencies with as many the code that comes first."""
    ids = [agency.id for agency in agencies]
    still_open = findings.open_on(session, agency_ids=ids, day=today)
    seen = {row.agency.id for row in inspections.of_agencies(session, agency_ids=ids)}
    low = _low_response(session, ids=ids, year=year, today=today)
    checked = answers_of(Registers(session, agencies, year, today))
    found = []
    for agency in agencies:
        counts = _of_checks(checked[agency.id]) | {
            Risk.LOW_RESPONSE: int(agency.id in low),
            Risk.OVERDUE: still_open[agency.id].overdue if agency.id in still_open else 0,
            Risk.NEVER_INSPECTED: int(agency.id not in seen),
        }
        found.append(AtRisk(agency, _reasons(counts)))
    return sorted(found, key=lambda one: (-one.points, one.agency.code))


def _reasons(counts: Mapping[Risk, int]) -> tuple[Reason, ...]:
    return tuple(Reason(risk, counts[risk]) for risk in Risk if counts.get(risk))


def _of_checks(asked: Collection[Answer]) -> dict[Risk, int]:
    """A plan that was not carried out counts by itself, beside the other checks."""
    found = {one.check for one in asked if one.verdict is Verdict.FINDING}
    facts = [evidence.fact for one in asked for evidence in one.evidence]
    return {
        Risk.CHECKS: len(found - {Check.MEASURED_AS_PLANNED}),
        Risk.NOT_MEASURED: int(Check.MEASURED_AS_PLANNED in found),
        Risk.LATE: sum(fact in LATE for fact in facts),
    }


def _low_response(session: Session, *, ids: Iterable[int], year: int, today: date) -> set[int]:
    """Agencies with closed dossiers of which too few were rated, by whatever channel."""
    last = last_day_of(year, today=today).replace(day=1)
    of = Slice((Members(tuple(ids), date(year, 1, 1), last),))
    closed = {key: n for (key,), n in closed_dossiers.closed(session, of=of, by=[Group.AGENCY])}
    rated = {key: n for (key,), n in tallies.responses(session, of=of, by=[Group.AGENCY])}
    return {key for key, n in closed.items() if n and rated.get(key, 0) / n < LOW_RESPONSE}
