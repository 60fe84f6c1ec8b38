"""The step that a button asks for, held to whose turn it is."""

from flask import request

from survey.errors.problem import NotAllowed
from survey.errors.steps import StageOver
from survey.models.staged import Stage

NOT_BY_BUTTON = frozenset({Stage.APPROVED, Stage.SENT_BACK, Stage.JUDGED})
"""What leaders alone do has addresses of its own; a test is read by the system."""


def asked_step() -> Stage:
    written = request.form.get("to", "")
    if written not in set(Stage):
        raise StageOver
    if written in NOT_BY_BUTTON:
        raise NotAllowed
    return Stage(written)
