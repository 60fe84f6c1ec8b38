"""What inspectors look for, answered from the registers with evidence and date.

First the four findings that inspectors name most: no audit programme in the year, objectives set
late, published procedures missing from the quality system, satisfaction not measured as planned.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Session

from survey.measures import recorded, registered
from survey.measures.check_facts import FINDINGS, RUNNING, Evidence, Fact
from survey.measures.check_registers import Registers
from survey.measures.plan_progress import Outlook
from survey.models.agency import Agency
from survey.models.measurement_plan import MeasurementPlan
from survey.models.quality_system import DocumentKind
from survey.models.standard import standards


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
    """Of one agency in a year, as it was on the last day of it that has come."""
    known = Registers(session, [agency], year, today)
    return answers_of(known, among=among)[agency.id]


def answers_of(
    known: Registers, *, among: Collection[Check] = tuple(Check)
) -> dict[int, list[Answer]]:
    """By agency; a register that no check among these looks at is not read."""
    return {agency.id: _answers(known, agency, among=among) for agency in known.agencies}


def _answers(known: Registers, agency: Agency, *, among: Collection[Check]) -> list[Answer]:
    """The evidence is looked for one check after the other, so what is not asked costs nothing."""
    system = known.systems.get(agency.id)
    edition = standards().edition(system.edition) if system else None
    found: dict[Check, Iterable[Evidence]] = {
        Check.AUDIT_PROGRAMME: _audit_programme(known, agency),
        Check.OBJECTIVES_IN_TIME: _objectives(known, agency),
        Check.PROCEDURES_COVERED: _procedures(known, agency),
        Check.MEASURED_AS_PLANNED: _measurement(known, agency),
        Check.DOCUMENTS_UP_TO_DATE: registered.documents(known, agency),
        Check.CONFORMITY_ANNOUNCED: registered.announcement(known, agency),
        Check.FINDINGS_CLOSED: _findings_closed(known, agency),
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


def _audit_programme(known: Registers, agency: Agency) -> Iterable[Evidence]:
    held = [
        document
        for document in known.documents.get(agency.id, [])
        if document.kind is DocumentKind.AUDIT_PROGRAMME
    ]
    if not held:
        yield Evidence(Fact.NO_DOCUMENT, known.day)
    for document in held:
        yield registered.signed(document)


def _objectives(known: Registers, agency: Agency) -> Iterable[Evidence]:
    due = standards().objectives_due(known.year)
    is_due = known.day > due
    objectives = known.objectives.get(agency.id, [])
    if not objectives and is_due:
        yield Evidence(Fact.NO_OBJECTIVE, due)
    for objective in objectives:
        approved = objective.approved_on
        if approved is not None:
            fact = Fact.OBJECTIVE if approved <= due else Fact.OBJECTIVE_LATE
            yield Evidence(fact, approved, objective.statement, objective.id)
        elif is_due:
            fact = Fact.OBJECTIVE_NOT_APPROVED
            yield Evidence(fact, objective.created_on, objective.statement, objective.id)


def _procedures(known: Registers, agency: Agency) -> Iterable[Evidence]:
    missing = known.uncovered.get(agency.id, [])
    if not missing:
        yield Evidence(Fact.ALL_COVERED, known.day)
    for procedure in missing:
        yield Evidence(Fact.PROCEDURE_MISSING, known.day, procedure.name_vi, procedure.id)


def _measurement(known: Registers, agency: Agency) -> Iterable[Evidence]:
    plans = known.plans.get(agency.id, [])
    if not plans:
        yield Evidence(Fact.NO_PLAN, known.day)
    for plan in plans:
        yield from _plan(known, plan)


def _plan(known: Registers, plan: MeasurementPlan) -> Iterable[Evidence]:
    """What is not as planned; that it runs, or that it was kept, where nothing is; its records."""
    found = list(_deviations(known, plan))
    if plan.approved_on is not None:
        found += recorded.evidence(known, plan)
    if not FINDINGS.intersection(one.fact for one in found):
        is_over = known.is_over(plan)
        fact, on = (Fact.PLAN_KEPT, plan.last_day) if is_over else (Fact.PLAN_RUNS, known.today)
        found.insert(0, Evidence(fact, on, plan.title, plan.id))
    yield from found


def _deviations(known: Registers, plan: MeasurementPlan) -> Iterable[Evidence]:
    if plan.approved_on is None and known.today >= plan.first_day:
        yield Evidence(Fact.PLAN_NOT_APPROVED, plan.created_on, plan.title, plan.id)
    if plan.was_approved_late(begins=plan.first_day):
        yield Evidence(Fact.PLAN_LATE, plan.approved_on, plan.title, plan.id)
    if not known.is_over(plan):
        return
    for row in known.progress[plan.id]:
        if row.outlook is Outlook.MISSED:
            what = ": ".join([plan.title, *known.names.get(row.item.thing, [])])
            name = f"{what}: {row.answered}/{row.item.target}"
            yield Evidence(Fact.TARGET_MISSED, plan.last_day, name, plan.id)
    if plan.carried_out_on is None:
        yield Evidence(Fact.PLAN_NOT_CARRIED_OUT, plan.last_day, plan.title, plan.id)


def _findings_closed(known: Registers, agency: Agency) -> Iterable[Evidence]:
    yield from registered.findings_closed(known.findings.get(agency.id, []), day=known.day)
