"""What administrators read about kiosks."""

from flask_babel import lazy_gettext as _l

from survey.models.kiosk import ProcedureChoice
from survey.models.kiosk_alert import Trouble

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
WHAT_TO_DO = {
    "answers_wrong": _l("Let the page load anew: the tablet may ask with an old version."),
    "conflict": _l("Look whether two tablets were set up from one copy; enrol this one anew."),
    "device_unknown": _l("Enrol the tablet for the kiosk at which it took these ratings."),
    "failure": _l("Tell those who run the program: the log says what went wrong."),
    "malformed": _l("Ask the maker of the tablet's program."),
    "place_closed": _l("Look whether the dates of the service point are right."),
    "place_unknown": _l("Look where the kiosk was moved to, and from when."),
    "questionnaire_unknown": _l("Let the page load anew: it may ask what is not in use here."),
    "slip_answered_since": _l("Nothing: a later answer with the same slip counts."),
    "slip_closed": _l("Nothing: the slip could no longer be used on that day."),
    "slip_unknown": _l("Nothing, if it happens rarely; else look whether foreign slips go round."),
    "unreadable": _l("Enrol the tablet anew; what it kept before cannot be opened any more."),
}
"""About records that were put aside, by the code of their refusal."""
DAYS = {
    "mon": _l("Monday"),
    "tue": _l("Tuesday"),
    "wed": _l("Wednesday"),
    "thu": _l("Thursday"),
    "fri": _l("Friday"),
    "sat": _l("Saturday"),
    "sun": _l("Sunday"),
}
TROUBLES = {
    Trouble.SILENT: _l("The kiosk is silent"),
    Trouble.STORAGE: _l("The kiosk cannot keep ratings"),
    Trouble.CLOCK: _l("The clock of the kiosk is wrong"),
    Trouble.GAP: _l("Ratings of the kiosk are missing"),
}
HELP = {
    Trouble.SILENT: _l(
        "Look whether the tablet is on and has a network. What citizens rate meanwhile is kept on "
        "it."
    ),
    Trouble.STORAGE: _l(
        "It asks nothing at present. Make room on the tablet, or set up another one."
    ),
    Trouble.CLOCK: _l(
        "Let the tablet set its clock by the network. Until then its ratings may be marked as late."
    ),
    Trouble.GAP: _l(
        "Ratings were given whose running numbers did not arrive, and none waits on the tablet. "
        "Its memory may have been cleared. The page of the kiosk names the numbers."
    ),
}
