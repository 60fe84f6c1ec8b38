"""The way from a piece of evidence to the page that shows it."""

from flask import url_for

from survey.measures.checks import Evidence, Fact
from survey.models.agency import Agency

PLANS = frozenset(
    {
        Fact.PLAN_NOT_APPROVED,
        Fact.PLAN_LATE,
        Fact.PLAN_RUNS,
        Fact.TARGET_MISSED,
        Fact.PLAN_NOT_CARRIED_OUT,
        Fact.PLAN_KEPT,
    }
)
PROCESSES = frozenset({Fact.PROCEDURE_MISSING, Fact.ALL_COVERED})
DOCUMENTS = frozenset({Fact.DOCUMENT, Fact.NO_DOCUMENT})


def address(evidence: Evidence, *, agency: Agency, year: int) -> str:
    """A page that whoever may read the checks may read too."""
    if evidence.fact in PLANS:
        return url_for("quality.plan", plan_id=evidence.key)
    if evidence.fact in PROCESSES:
        return url_for("quality.processes", agency_code=agency.code)
    endpoint = "quality.agency" if evidence.fact in DOCUMENTS else "quality.plans"
    return url_for(endpoint, agency_code=agency.code, year=year)
