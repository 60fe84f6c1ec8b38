"""The way from a piece of evidence to the page that shows it."""

from flask import url_for

from survey.measures.check_facts import Evidence, Fact
from survey.models.agency import Agency

PLANS = frozenset(
    {
        Fact.PLAN_NOT_APPROVED,
        Fact.PLAN_LATE,
        Fact.PLAN_RUNS,
        Fact.TARGET_MISSED,
        Fact.PLAN_NOT_CARRIED_OUT,
        Fact.PLAN_KEPT,
        Fact.RECORD_DUE,
        Fact.RECORD_MISSING,
    }
)
PROCESSES = frozenset({Fact.PROCEDURE_MISSING, Fact.ALL_COVERED})
DOCUMENTS = frozenset(
    {
        Fact.DOCUMENT,
        Fact.NO_DOCUMENT,
        Fact.DOCUMENT_DUE,
        Fact.NOT_ANNOUNCED,
        Fact.ANNOUNCED,
        Fact.SCOPE_CHANGED,
        Fact.EDITION_CHANGED,
    }
)
FINDINGS = frozenset({Fact.FINDING_OVERDUE, Fact.FINDING_RUNS, Fact.FINDING_CLOSED})


def address(evidence: Evidence, *, agency: Agency, year: int) -> str:
    """A page that whoever may read the checks may read too."""
    if evidence.fact in PLANS:
        return url_for("quality.plan", plan_id=evidence.key)
    if evidence.fact in FINDINGS:
        return url_for("inspections.finding", finding_id=evidence.key)
    if evidence.fact is Fact.RECORD_APPROVED:
        return url_for("quality.record", record_id=evidence.key)
    if evidence.fact in PROCESSES:
        return url_for("quality.processes", agency_code=agency.code)
    endpoint = "quality.agency" if evidence.fact in DOCUMENTS else "quality.plans"
    return url_for(endpoint, agency_code=agency.code, year=year)
