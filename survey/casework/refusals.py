"""What casework refuses, and why."""

from http import HTTPStatus

from flask_babel import lazy_gettext as _l

from survey.errors.problem import Problem
from survey.errors.registers import Refusal


class CaseClosed(Refusal):
    code = "case_closed"
    message = _l("This case is closed: nothing can be changed in it any more.")


class CaseTaken(Refusal):
    code = "case_taken"
    message = _l("%(name)s is answering this case. Ask for it to be handed back first.")


class NotTheOwner(Refusal):
    code = "not_the_owner"
    message = _l("Only who has taken the case can answer it.")


class LinkUnknown(Problem):
    status = HTTPStatus.NOT_FOUND
    code = "case_link_unknown"
    title = _l("No message has this link")
    message = _l("Check that the whole link was copied.")
