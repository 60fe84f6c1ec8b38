"""What administrators read about kiosks."""

from flask_babel import lazy_gettext as _l

from survey.models.kiosk import ProcedureChoice

PROCEDURES = {
    ProcedureChoice.NONE: _l("Does not ask for the procedure"),
    ProcedureChoice.FIXED: _l("Always the same procedure"),
    ProcedureChoice.LIST: _l("Lets people choose from those handled most"),
}
REFUSED = {
    "answers_wrong": _l("Answers that do not fit the questionnaire"),
    "conflict": _l("Other answers under a key that was used"),
    "device_unknown": _l("Taken by a device that is not known"),
    "failure": _l("The program made a mistake with it"),
    "malformed": _l("Not a rating"),
    "place_closed": _l("Taken at a service point that was not open on that day"),
    "place_unknown": _l("Taken at a place where this kiosk never stood"),
    "questionnaire_unknown": _l("Answers to questions that were not asked there"),
    "slip_answered_since": _l("With a slip whose answer was changed on a later day"),
    "slip_closed": _l("With a slip that could not be used any more, or not yet"),
    "slip_unknown": _l("With a slip that nobody printed"),
    "unreadable": _l("Cannot be opened"),
}
