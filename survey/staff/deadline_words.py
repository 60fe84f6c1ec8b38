"""What deadlines are called, and what is to be done by them."""

from flask_babel import lazy_gettext as _l

from survey.models.deadline import Due, Punctuality

KINDS = {
    Due.OBJECTIVE_APPROVED: _l("Approve the objective"),
    Due.OBJECTIVE_REACHED: _l("Reach the objective and close it"),
    Due.PLAN_APPROVED: _l("Approve the plan before its period begins"),
    Due.RECORD_APPROVED: _l("Approve the record of the wave"),
    Due.PLAN_CARRIED_OUT: _l("Report the plan as carried out"),
    Due.ACTION_CARRIED_OUT: _l("Carry out the corrective action"),
}
STANDINGS = {
    Punctuality.COMING: ("waiting", _l("Coming")),
    Punctuality.DONE: ("good", _l("Done in time")),
    Punctuality.DONE_LATE: ("warning", _l("Done late")),
    Punctuality.OVERDUE: ("bad", _l("Overdue")),
}
"""Of each the kind of its sign and the word beside it."""
