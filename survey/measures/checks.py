"""What inspectors look for, answered from the registers with evidence and date.

First the four findings that inspectors name most: no audit programme in the year, objectives set
late, published procedures missing from the quality system, satisfaction not measured as planned.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Session

from survey.clock import last_day_of
from survey.closing import closed_by
from survey.measures import recorded, registered
from survey.measures.check_facts import FINDINGS, RUNNING, Evidence, Fact
from survey.measures.plan_progress import Outlook, progress
from survey.models.agency import Agency
from survey.models.measurement_plan import MeasurementPlan, Thing
from survey.models.procedure import Procedure
from survey.models.quality_system import DocumentKind
from survey.models.standard import standards
from survey.queries import (
    measurement_plans,
    names,
    quality_documents,
    quality_processes,
    quality_systems,
)


class Check(StrEnum):
    AUDIT_PROGRAMME = "audit_programme"
    OBJECTIVES_IN_TIME = "objectives_in_time"
    PROCEDURES_COVERED = "procedures_covered"
    MEASURED_AS_PLANNED = "measured_as_planned"
    DOCUMENTS_UP_TO_DATE = "documents_up_to_date"
    CONFORMITY_ANNOUNCED = "conformity_announced"
    FINDINGS_CLOSED = "findings_closed"


CLAUSES = {
    Check.AUDIT_PROGRAMME: "audit_programme",
    Check.OBJECTIVES_IN_TIME: "objectives",
    Check.PROCEDURES_COVERED: "processes",
    Check.MEASURED_AS_PLANNED: "satisfaction",
    Check.DOCUMENTS_UP_TO_DATE: "documents",
    Check.CONFORMITY_ANNOUNCED: "announcement",
    Check.FINDINGS_CLOSED: "corrective_action",
}
"""Under which entry of an edition its clause stands."""


class Verdict(StrEnum):
    PASSED = "passed"
    FINDING = "finding"
    OPEN = "open"
    """The period still runs, or nothing is asked of the agency."""


@dataclass(frozen=True)
class Answer:
    check: Check
    clause: str | None
    verdict: Verdict
    evidence: tuple[Evidence, ...]


def answers(
    session: Session,
    *,
    agency: Agency,
    year: int,
    today: date,
    among: Collection[Check] = tuple(Check),
) -> list[Answer]:
    """Of one agency in a year, as it was on the last day of it that has come.

    The evidence is looked for one check after the other, so that what is not asked costs nothing.
    """
    day = last_day_of(year, today=today)
    system = quality_systems.of_agency(session, agency_id=agency.id, day=day)
    edition = standards().edition(system.edition) if system else None
    found: dict[Check, Iterable[Evidence]] = {
        Check.AUDIT_PROGRAMME: _audit_programme(session, agency, year=year, day=day),
        Check.OBJECTIVES_IN_TIME: _objectives(session, agency, year=year, day=day),
        Check.PROCEDURES_COVERED: _procedures(session, agency, day=day),
        Check.MEASURED_AS_PLANNED: _measurement(session, agency, year=year, today=today),
        Check.DOCUMENTS_UP_TO_DATE: registered.documents(session, agency, year=year, today=today),
        Check.CONFORMITY_ANNOUNCED: registered.announcement(session, agency, year=year, day=day),
        Check.FINDINGS_CLOSED: registered.findings_closed(session, agency, day=day),
    }
    return [
        Answer(
            check,
            edition.clauses.get(CLAUSES[check]) if edition else None,
            _verdict(evidence := tuple(facts), is_asked=system is not None),
            evidence,
        )
        for check, facts in found.items()
        if check in among
    ]


def _verdict(evidence: tuple[Evidence, ...], *, is_asked: bool) -> Verdict:
    facts = {one.fact for one in evidence}
    if not is_asked:
        return Verdict.OPEN
    if facts & FINDINGS:
        return Verdict.FINDING
    return Verdict.OPEN if facts & RUNNING else Verdict.PASSED


def _audit_programme(
    session: Session, agency: Agency, *, year: int, day: date
) -> Iterable[Evidence]:
    held = [
        row.document
        for row in quality_documents.of_agency(session, agency_id=agency.id, year=year)
        if row.document.kind is DocumentKind.AUDIT_PROGRAMME and row.document.signed_on <= day
    ]
    if not held:
        yield Evidence(Fact.NO_DOCUMENT, day)
    for document in held:
        yield registered.signed(document)


def _objectives(session: Session, agency: Agency, *, year: int, day: date) -> Iterable[Evidence]:
    due = standards().objectives_due(year)
    objectives = measurement_plans.objectives(session, agency_id=agency.id, year=year)
    if not objectives and day > due:
        yield Evidence(Fact.NO_OBJECTIVE, due)
    for objective in objectives:
        approved = objective.approved_on
        if approved is not None:
            fact = Fact.OBJECTIVE if approved <= due else Fact.OBJECTIVE_LATE
            yield Evidence(fact, approved, objective.statement, objective.id)
        elif day > due:
            fact = Fact.OBJECTIVE_NOT_APPROVED
            yield Evidence(fact, objective.created_on, objective.statement, objective.id)


def _procedures(session: Session, agency: Agency, *, day: date) -> Iterable[Evidence]:
    missing: list[Procedure] = quality_processes.uncovered(session, agency_id=agency.id, day=day)
    if not missing:
        yield Evidence(Fact.ALL_COVERED, day)
    for procedure in missing:
        yield Evidence(Fact.PROCEDURE_MISSING, day, procedure.name_vi, procedure.id)


def _measurement(session: Session, agency: Agency, *, year: int, today: date) -> Iterable[Evidence]:
    plans = measurement_plans.plans(session, agency_id=agency.id, year=year)
    if not plans:
        yield Evidence(Fact.NO_PLAN, last_day_of(year, today=today))
    for plan in plans:
        yield from _plan(session, plan, today=today)


def _plan(session: Session, plan: MeasurementPlan, *, today: date) -> Iterable[Evidence]:
    """What is not as planned; that it runs, or that it was kept, where nothing is; its records."""
    found = list(_deviations(session, plan, today=today))
    if plan.approved_on is not None:
        found += recorded.evidence(session, plan=plan, today=today)
    if not FINDINGS.intersection(one.fact for one in found):
        is_over = _is_over(plan, today=today)
        fact, on = (Fact.PLAN_KEPT, plan.last_day) if is_over else (Fact.PLAN_RUNS, today)
        found.insert(0, Evidence(fact, on, plan.title, plan.id))
    yield from found


def _is_over(plan: MeasurementPlan, *, today: date) -> bool:
    """Every day of its period is closed."""
    return closed_by(today) >= plan.last_day


def _deviations(session: Session, plan: MeasurementPlan, *, today: date) -> Iterable[Evidence]:
    if plan.approved_on is None and today >= plan.first_day:
        yield Evidence(Fact.PLAN_NOT_APPROVED, plan.created_on, plan.title, plan.id)
    if plan.was_approved_late(begins=plan.first_day):
        yield Evidence(Fact.PLAN_LATE, plan.approved_on, plan.title, plan.id)
    if not _is_over(plan, today=today):
        return
    for row in progress(session, plan=plan, today=today):
        if row.outlook is Outlook.MISSED:
            what = ": ".join([plan.title, *_measured(session, row.item.thing)])
            name = f"{what}: {row.answered}/{row.item.target}"
            yield Evidence(Fact.TARGET_MISSED, plan.last_day, name, plan.id)
    if plan.carried_out_on is None:
        yield Evidence(Fact.PLAN_NOT_CARRIED_OUT, plan.last_day, plan.title, plan.id)


def _measured(session: Session, thing: Thing) -> list[str]:
    """The name of what an item measures; none for the agency as a whole."""
    named = (
        (names.of_procedures, thing.procedure_id),
        (names.of_points, thing.point_id),
        (names.of_fields, thing.field_id),
    )
    return [
        name.vi for of, key in named if key is not None for name in of(session, ids=[key]).values()
    ]
