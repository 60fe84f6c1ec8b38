"""The audit trail of corrective actions in words."""

from flask_babel import lazy_gettext as _l

from survey.staff.action_words import BRANCHES, DESIGNS, DIRECTIONS, MEASURED, ORIGINS, OUTCOMES

ACTIONS = {
    "action.announced": _l("Announced the test of a corrective action"),
    "action.carried_out": _l("Marked a corrective action as carried out"),
    "action.closed": _l("Closed a corrective action"),
    "action.created": _l("Opened a corrective action"),
    "action.edited": _l("Corrected what a corrective action was opened on"),
    "action.judged": _l("Read the test of a corrective action"),
    "action.published": _l("Told the public what was changed"),
    "action.reopened": _l("Began another round of a corrective action"),
    "action.withdrawn": _l("Took back what the public was told"),
    "action.written": _l("Wrote cause, action and test of a corrective action"),
}
NAMES = {
    **BRANCHES,
    "action": _l("Corrective action"),
    "action_id": _l("Corrective action"),
    "announced_on": _l("Announced on"),
    "answers": _l("Answers needed after the change"),
    "case_id": _l("Message of a citizen"),
    "changed_on": _l("First day of the change"),
    "design": _l("How it is compared"),
    "direction": _l("Expected direction"),
    "expected_tenths": _l("Expected change, in tenths of a point"),
    "first_month": _l("Compared from"),
    "happened": _l("What happened"),
    "judged_on": _l("Read on"),
    "measured": _l("What is measured"),
    "opened_on": _l("Opened on"),
    "origin": _l("Opened on what"),
    "outcome": _l("What came out"),
    "owner_id": _l("Owner"),
    "question": _l("Question"),
    "read_on": _l("Day of reading"),
    "reference": _l("Reference"),
    "remedy": _l("What is done"),
    "root_cause": _l("Root cause"),
    "sentence_en": _l("Sentence in English"),
    "sentence_vi": _l("Sentence in Vietnamese"),
    "signal_month": _l("Month of the signal"),
    "why_1": _l("First why"),
    "why_2": _l("Second why"),
    "why_3": _l("Third why"),
    "why_4": _l("Fourth why"),
    "why_5": _l("Fifth why"),
}
VALUES = {
    "origin": {origin.value: name for origin, name in ORIGINS.items()},
    "measured": {measured.value: name for measured, name in MEASURED.items()},
    "direction": {direction.value: name for direction, name in DIRECTIONS.items()},
    "design": {design.value: name for design, name in DESIGNS.items()},
    "outcome": {outcome.value: word for outcome, (_sign, word) in OUTCOMES.items()},
}
