"""What management reviews cannot take, as sentences that say what to do."""

from http import HTTPStatus

from flask_babel import lazy_gettext as _l

from survey.errors.problem import Problem
from survey.errors.registers import Refusal


class ReviewApproved(Problem):
    status = HTTPStatus.CONFLICT
    code = "review_approved"
    title = _l("Approved minutes do not change")
    message = _l("Note what is to be added in the minutes of another review.")


class ConclusionsMissing(Problem):
    status = HTTPStatus.CONFLICT
    code = "conclusions_missing"
    title = _l("Something was not concluded yet")
    message = _l("Write a conclusion under each of these headings first: %(headings)s.")


class HeldLater(Problem):
    status = HTTPStatus.CONFLICT
    code = "held_later"
    title = _l("The meeting has not been held yet")
    message = _l("Minutes are approved after the meeting, which is on %(day)s.")


class ReviewPeriodInWrongOrder(Refusal):
    code = "review_period_in_wrong_order"
    field = "last_month"
    message = _l("The last month must not lie before the first one.")


class DecisionWithoutConclusion(Refusal):
    code = "decision_without_conclusion"
    message = _l("Write the conclusion that each decision follows from.")
