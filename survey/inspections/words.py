"""What campaigns, findings and risks are called."""

from flask_babel import lazy_gettext as _l

from survey.measures.risk import Risk
from survey.models.campaign import Choosing, Duty, Manner
from survey.models.finding import FindingState, Severity, Side
from survey.models.inspection_sheet import Conformity
from survey.staff.quality_words import DOCUMENTS

MANNERS = {
    Manner.REPORTS: _l("By records and reports"),
    Manner.ON_SITE: _l("At the office of the agency"),
}
DUTIES = {
    Duty.HEAD: _l("Head of the team"),
    Duty.SECRETARY: _l("Secretary of the team"),
    Duty.MEMBER: _l("Member of the team"),
}
CHOOSINGS = {
    Choosing.RANDOM: _l("Drawn by lot"),
    Choosing.RISK: _l("Chosen by risk"),
    Choosing.NAMED: _l("Named by the inspector"),
}
SEVERITIES = {
    Severity.MAJOR: _l("Major nonconformity"),
    Severity.MINOR: _l("Minor nonconformity"),
    Severity.OPPORTUNITY: _l("Opportunity for improvement"),
}
STATES = {
    FindingState.FOUND: ("waiting", _l("To be answered")),
    FindingState.ANSWERED: ("info", _l("Answered")),
    FindingState.FOLLOWED_UP: ("info", _l("Followed up")),
    FindingState.CLOSED: ("good", _l("Closed")),
    FindingState.WITHDRAWN: ("none", _l("Withdrawn")),
}
CONFORMITIES = {
    Conformity.YES: _l("Conforms"),
    Conformity.PARTLY: _l("Conforms in part"),
    Conformity.NO: _l("Does not conform"),
}
CONFORMITY_SIGNS = {
    Conformity.YES: ("good", CONFORMITIES[Conformity.YES]),
    Conformity.PARTLY: ("warning", CONFORMITIES[Conformity.PARTLY]),
    Conformity.NO: ("bad", CONFORMITIES[Conformity.NO]),
}
SIDES = {Side.AGENCY: _l("Agency"), Side.INSPECTOR: _l("Inspector")}
RISKS = {
    Risk.CHECKS: _l("Checks with a finding"),
    Risk.NOT_MEASURED: _l("Satisfaction not measured as planned"),
    Risk.LATE: _l("Approvals that came late"),
    Risk.LOW_RESPONSE: _l("Fewer than one in twenty closed dossiers were rated"),
    Risk.OVERDUE: _l("Earlier findings that are overdue"),
    Risk.NEVER_INSPECTED: _l("Never inspected before"),
}
CLAUSES = {
    **{kind.value: name for kind, name in DOCUMENTS.items()},
    "satisfaction": _l("Measuring satisfaction"),
    "processes": _l("Processes"),
    "documents": _l("Documents"),
    "corrective_action": _l("Corrective action"),
}
"""What an entry of an edition is about."""
