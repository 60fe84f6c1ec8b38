"""What casework refuses, and why."""

from http import HTTPStatus

from flask_babel import lazy_gettext as _l

from survey.errors.problem import Problem


class CaseMoved(Problem):
    """Somebody else did something with it meanwhile."""

    status = HTTPStatus.CONFLICT
    code = "case_moved"
    title = _l("This cannot be done with the message now")


class CaseClosed(CaseMoved):
    code = "case_closed"
    message = _l("This case is closed: nothing can be changed in it any more.")


class CaseTaken(CaseMoved):
    code = "case_taken"
    message = _l("%(name)s is answering this case. Ask for it to be handed back first.")


class NotTheOwner(CaseMoved):
    code = "not_the_owner"
    message = _l("Only who has taken the case can answer it.")


class LinkUnknown(Problem):
    status = HTTPStatus.NOT_FOUND
    code = "case_link_unknown"
    title = _l("No message has this link")
    message = _l("Check that the whole link was copied.")
