"""What the kinds of the quality system are called."""

from flask_babel import lazy_gettext as _l

from survey.models.quality_process import ProcessKind
from survey.models.quality_system import DocumentKind, ReportLevel

DOCUMENTS = {
    DocumentKind.POLICY: _l("Quality policy"),
    DocumentKind.CONTEXT: _l("Context of the organisation"),
    DocumentKind.OBJECTIVES: _l("Quality objectives"),
    DocumentKind.AUDIT_PROGRAMME: _l("Internal-audit programme"),
    DocumentKind.AUDIT_RESULTS: _l("Results of internal audits"),
    DocumentKind.MANAGEMENT_REVIEW: _l("Management review"),
    DocumentKind.IMPROVEMENT: _l("Improvement"),
    DocumentKind.ANNOUNCEMENT: _l("Announcement of conformity"),
    DocumentKind.EXTERNAL: _l("External document"),
}
PROCESSES = {
    ProcessKind.SYSTEM: _l("System process"),
    ProcessKind.INTERNAL: _l("Internal process"),
    ProcessKind.PROCEDURE: _l("Procedure process"),
}
LEVELS = {
    ReportLevel.PROVINCE: _l("Province"),
    ReportLevel.DEPARTMENT: _l("Departments"),
    ReportLevel.SUB_DEPARTMENT: _l("Sub-departments"),
    ReportLevel.DISTRICT: _l("Districts"),
    ReportLevel.COMMUNE: _l("Communes"),
    ReportLevel.OFFICE: _l("Specialised offices"),
    ReportLevel.OTHER: _l("Others"),
}
