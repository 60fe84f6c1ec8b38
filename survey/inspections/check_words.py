"""Checks, verdicts and evidence in words."""

from flask_babel import lazy_gettext as _l

from survey.measures.checks import Check, Fact, Verdict

CHECKS = {
    Check.AUDIT_PROGRAMME: _l("There is an internal-audit programme of the year"),
    Check.OBJECTIVES_IN_TIME: _l("Quality objectives were set at the start of the year"),
    Check.PROCEDURES_COVERED: _l("Every published procedure is part of the quality system"),
    Check.MEASURED_AS_PLANNED: _l("Satisfaction was measured according to the plan"),
}
VERDICTS = {
    Verdict.PASSED: ("good", _l("As it should be")),
    Verdict.FINDING: ("bad", _l("Finding")),
    Verdict.OPEN: ("waiting", _l("Open")),
}
FACTS = {
    Fact.DOCUMENT: _l("The programme was signed"),
    Fact.NO_DOCUMENT: _l("No programme of this year stands in the register"),
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
    Fact.PLAN_KEPT: _l("The plan was approved in time, reached its targets and was carried out"),
}
