"""What the quarterly board cannot take, as sentences that say what to do."""

from http import HTTPStatus

from flask_babel import lazy_gettext as _l

from survey.errors.problem import Problem


class AppraisedAlready(Problem):
    status = HTTPStatus.CONFLICT
    code = "appraised_already"
    title = _l("The quarter is appraised")
    message = _l("The agency's own points stay as they were appraised.")


class NotScoredYet(Problem):
    status = HTTPStatus.CONFLICT
    code = "not_scored_yet"
    title = _l("The agency has not given its points yet")
    message = _l("They are appraised once the agency has given them.")


class QuarterRuns(Problem):
    status = HTTPStatus.CONFLICT
    code = "quarter_runs"
    title = _l("The quarter is not over")
    message = _l("Points are given for a quarter that is over.")
