"""What is refused where things go their way step by step."""

from http import HTTPStatus

from flask_babel import lazy_gettext as _l

from survey.errors.problem import Problem


class StageOver(Problem):
    """Somebody else took the step, or it is not the turn of this one."""

    status = HTTPStatus.CONFLICT
    code = "stage_over"
    title = _l("This step cannot be taken now")
    message = _l(
        "Somebody may have taken it meanwhile. Open the page again to see what comes next."
    )


class WaitsForLeader(Problem):
    """Whoever approves it must have read what they approve."""

    status = HTTPStatus.CONFLICT
    code = "waits_for_leader"
    title = _l("What is submitted does not change")
    message = _l(
        "The leader of the agency is reading it. Ask for it to be sent back if something is to be "
        "mended."
    )


class DayMovesBack(Problem):
    status = HTTPStatus.CONFLICT
    code = "day_moves_back"
    title = _l("No step lies before the one before it")
    message = _l("The last step was taken on %(day)s.")
