"""What a piece of evidence says, of which thing, and the day it rests on."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from survey.models.quality_system import DocumentKind


class Fact(StrEnum):
    """What a piece of evidence says."""

    DOCUMENT = "document"
    NO_DOCUMENT = "no_document"
    OBJECTIVE = "objective"
    OBJECTIVE_LATE = "objective_late"
    OBJECTIVE_NOT_APPROVED = "objective_not_approved"
    NO_OBJECTIVE = "no_objective"
    PROCEDURE_MISSING = "procedure_missing"
    ALL_COVERED = "all_covered"
    NO_PLAN = "no_plan"
    PLAN_NOT_APPROVED = "plan_not_approved"
    PLAN_LATE = "plan_late"
    PLAN_RUNS = "plan_runs"
    TARGET_MISSED = "target_missed"
    PLAN_NOT_CARRIED_OUT = "plan_not_carried_out"
    PLAN_KEPT = "plan_kept"
    RECORD_APPROVED = "record_approved"
    RECORD_DUE = "record_due"
    RECORD_MISSING = "record_missing"
    DOCUMENT_DUE = "document_due"
    NOT_ANNOUNCED = "not_announced"
    ANNOUNCED = "announced"
    SCOPE_CHANGED = "scope_changed"
    EDITION_CHANGED = "edition_changed"
    FINDING_OVERDUE = "finding_overdue"
    FINDING_RUNS = "finding_runs"
    FINDING_CLOSED = "finding_closed"


@dataclass(frozen=True)
class Evidence:
    """One fact, of what thing it is, and the day it rests on."""

    fact: Fact
    day: date | None
    name: str = ""
    key: int | None = None
    """Of the document, objective, plan, record, procedure or finding, for the way to its page."""
    kind: DocumentKind | None = None
    """Of a document that is missing and so has no name."""


FINDINGS = frozenset(
    {
        Fact.NO_DOCUMENT,
        Fact.OBJECTIVE_LATE,
        Fact.OBJECTIVE_NOT_APPROVED,
        Fact.NO_OBJECTIVE,
        Fact.PROCEDURE_MISSING,
        Fact.NO_PLAN,
        Fact.PLAN_NOT_APPROVED,
        Fact.PLAN_LATE,
        Fact.TARGET_MISSED,
        Fact.PLAN_NOT_CARRIED_OUT,
        Fact.RECORD_MISSING,
        Fact.NOT_ANNOUNCED,
        Fact.SCOPE_CHANGED,
        Fact.EDITION_CHANGED,
        Fact.FINDING_OVERDUE,
    }
)
RUNNING = frozenset({Fact.PLAN_RUNS, Fact.RECORD_DUE, Fact.DOCUMENT_DUE})
"""Not as it should be yet, and there is time."""
