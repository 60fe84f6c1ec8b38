"""What lists and verdicts of casework are called."""

from flask_babel import lazy_gettext as _l

from survey.models.case import Verdict
from survey.queries.cases import Standing

STANDINGS = {
    Standing.OPEN: _l("Waiting for an answer"),
    Standing.OVERDUE: _l("Overdue"),
    Standing.ANSWERED: _l("Answered"),
    Standing.ALL: _l("All"),
}
VERDICTS = {
    Verdict.HELPED: _l("It answers my question"),
    Verdict.PARTLY: _l("It answers a part of it"),
    Verdict.DID_NOT_HELP: _l("It does not answer my question"),
}
