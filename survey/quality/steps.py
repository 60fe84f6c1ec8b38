"""The step that a button asks for, held to whose turn it is."""

from flask import request

from survey.errors.problem import NotAllowed
from survey.errors.steps import StageOver
from survey.models.staged import Stage


def asked_step() -> Stage:
    """Any but the approval, which has an address of its own for leaders alone."""
    written = request.form.get("to", "")
    if written not in set(Stage):
        raise StageOver
    if written == Stage.APPROVED:
        raise NotAllowed
    return Stage(written)
