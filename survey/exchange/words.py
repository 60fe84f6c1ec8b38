"""What stands in place of a value, by the state of its figure."""

from flask_babel import lazy_gettext as _l

from survey.measures.figure import State

STATES = {
    State.SHOWN: _l("Not on this scale"),
    State.TOO_FEW: _l("Too few to show"),
    State.NO_DATA: _l("No data"),
    State.NOT_SEALED: _l("Not yet closed"),
}
