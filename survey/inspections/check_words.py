"""Checks, verdicts and evidence in words."""

from flask_babel import lazy_gettext as _l

from survey.measures.check_facts import Evidence, Fact
from survey.measures.checks import Check, Verdict
from survey.staff.quality_words import DOCUMENTS

CHECKS = {
    Check.AUDIT_PROGRAMME: _l("There is an internal-audit programme of the year"),
    Check.OBJECTIVES_IN_TIME: _l("Quality objectives were set at the start of the year"),
    Check.PROCEDURES_COVERED: _l("Every published procedure is part of the quality system"),
    Check.MEASURED_AS_PLANNED: _l("Satisfaction was measured according to the plan"),
    Check.DOCUMENTS_UP_TO_DATE: _l("Policy, context, review and improvement are up to date"),
    Check.CONFORMITY_ANNOUNCED: _l("Conformity was announced, and again after a change"),
    Check.FINDINGS_CLOSED: _l("Findings of earlier inspections are closed"),
}
VERDICTS = {
    Verdict.PASSED: ("good", _l("As it should be")),
    Verdict.FINDING: ("bad", _l("Finding")),
    Verdict.OPEN: ("waiting", _l("Open")),
}
MEASURED = {
    Verdict.PASSED: _l("As planned"),
    Verdict.FINDING: _l("Not as planned"),
    Verdict.OPEN: _l("Not decided yet"),
}
FACTS = {
    Fact.DOCUMENT: _l("The document was signed"),
    Fact.NO_DOCUMENT: _l("No document of this kind stands in the register"),
    Fact.DOCUMENT_DUE: _l("Due until the end of the year"),
    Fact.OBJECTIVE: _l("The objective was approved in time"),
    Fact.OBJECTIVE_LATE: _l("The objective was approved late"),
    Fact.OBJECTIVE_NOT_APPROVED: _l("The objective is not approved"),
    Fact.NO_OBJECTIVE: _l("No objective was set"),
    Fact.PROCEDURE_MISSING: _l("No process covers this procedure"),
    Fact.ALL_COVERED: _l("Processes cover every procedure that is offered"),
    Fact.NO_PLAN: _l("There is no measurement plan"),
    Fact.PLAN_NOT_APPROVED: _l("The plan is not approved although its period has begun"),
    Fact.PLAN_LATE: _l("The plan was approved after its period had begun"),
    Fact.PLAN_RUNS: _l("The period of the plan is not over"),
    Fact.TARGET_MISSED: _l("Fewer answers than planned"),
    Fact.PLAN_NOT_CARRIED_OUT: _l("The period is over and the plan is not marked as carried out"),
    Fact.RECORD_APPROVED: _l("The record of the wave was approved"),
    Fact.RECORD_DUE: _l("The wave is over; its record is to be approved by this day"),
    Fact.RECORD_MISSING: _l("The wave has no approved record"),
    Fact.PLAN_KEPT: _l("The plan was approved in time, reached its targets and was carried out"),
    Fact.NOT_ANNOUNCED: _l("No announcement of conformity holds"),
    Fact.ANNOUNCED: _l("Conformity was announced"),
    Fact.SCOPE_CHANGED: _l("The scope is another one than announced"),
    Fact.EDITION_CHANGED: _l("The edition of the standard is another one than announced"),
    Fact.FINDING_OVERDUE: _l("The deadline of the finding is over"),
    Fact.FINDING_RUNS: _l("The finding is open, its deadline is not over"),
    Fact.FINDING_CLOSED: _l("The finding was closed"),
}


def named(evidence: Evidence) -> str:
    """Of what thing it is; of a document that is missing, its kind."""
    return str(DOCUMENTS[evidence.kind]) if evidence.kind else evidence.name
