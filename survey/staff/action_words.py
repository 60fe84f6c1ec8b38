"""What the parts, steps and outcomes of corrective actions are called."""

from flask_babel import lazy_gettext as _l

from survey.measures.effects import Reason
from survey.models.corrective_action import Design, Direction, Measured, Origin, Outcome
from survey.models.staged import Stage

ORIGINS = {
    Origin.SIGNAL: _l("Signal of a control chart"),
    Origin.CASE: _l("Message of a citizen"),
    Origin.FINDING: _l("Finding of an inspector"),
    Origin.HAND: _l("Opened by hand"),
}
MEASURED = {
    Measured.SHARE: _l("Satisfied share"),
    Measured.MEAN: _l("Mean from 0 to 100"),
}
DIRECTIONS = {
    Direction.RISE: _l("It rises"),
    Direction.FALL: _l("It falls"),
}
DESIGNS = {
    Design.DIFFERENCE: _l(
        "Difference in differences: against the other counters of the agency, which were left as "
        "they were"
    ),
    Design.SERIES: _l(
        "Interrupted time series: against its own trend, for there is nothing to compare it with"
    ),
}
OUTCOMES = {
    Outcome.WORKED: ("good", _l("Worked")),
    Outcome.DID_NOT_WORK: ("bad", _l("Did not work")),
    Outcome.CANNOT_TELL: ("warning", _l("Cannot tell")),
}
"""Of each the kind of its sign and the word beside it."""
REASONS = {
    Reason.WORKED: _l(
        "The change goes the announced way beyond what chance explains, and the announced size is "
        "within its limits."
    ),
    Reason.LESS_THAN_EXPECTED: _l(
        "It changed the announced way, but by less than was announced: the announced change lies "
        "outside of the limits."
    ),
    Reason.NO_CHANGE: _l(
        "No change can be told from chance, and the announced change lies outside of the limits."
    ),
    Reason.WORSE: _l("It changed against the announced way beyond what chance explains."),
    Reason.BOTH_POSSIBLE: _l(
        "No change at all and the announced change both lie within the limits: the answers do not "
        "decide between them."
    ),
    Reason.TOO_FEW_ANSWERS: _l(
        "Fewer people answered after the change than was announced to be needed."
    ),
    Reason.TOO_FEW_MONTHS: _l(
        "Too few months before or after the change can be shown to compare them."
    ),
    Reason.NOTHING_VARIES: _l("All answered alike, so that no change can be told."),
}
STEPS = {
    Stage.ANNOUNCED: _l("Announce the test"),
    Stage.CARRIED_OUT: _l("Mark as carried out"),
    Stage.CLOSED: _l("Close the action"),
}
EFFECTS = {
    Stage.ANNOUNCED: _l(
        "From now on neither the cause nor the action nor the test changes any more."
    ),
    Stage.CARRIED_OUT: _l("Say that what was announced has been done."),
    Stage.CLOSED: _l("Nothing comes after this, unless another round begins."),
}
BRANCHES = {
    "people": _l("People"),
    "regulation": _l("Procedure and regulation"),
    "equipment": _l("Equipment and software"),
    "documents": _l("Documents and information"),
    "environment": _l("Environment"),
    "measurement": _l("Measurement"),
}
"""Of the fishbone, by their columns."""
WHYS = tuple(f"why_{number}" for number in range(1, 6))
