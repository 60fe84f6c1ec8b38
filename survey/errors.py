"""Everything a person can cause: status, stable code and a sentence that says what to do."""

from http import HTTPStatus

from flask_babel import lazy_gettext as _l


class Problem(Exception):
    """Shown by one handler as a page; anything else that is raised is a bug."""

    status = HTTPStatus.BAD_REQUEST
    code = "bad_request"
    title = _l("Your request was not understood")
    message = _l("Go back to the page you came from and try again.")


class NotFound(Problem):
    status = HTTPStatus.NOT_FOUND
    code = "not_found"
    title = _l("There is nothing at this address")
    message = _l("Check the address, or start from the first page.")


class NotAllowed(Problem):
    status = HTTPStatus.FORBIDDEN
    code = "not_allowed"
    title = _l("Your role does not open this page")
    message = _l("Ask the administrator of your agency if your work needs it.")


class SubmissionConflict(Problem):
    status = HTTPStatus.CONFLICT
    code = "submission_conflict"
    title = _l("A different rating was already received from this page")
    message = _l("Open your slip again and send your rating from a fresh page.")


class ServerFull(Problem):
    status = HTTPStatus.SERVICE_UNAVAILABLE
    code = "server_full"
    title = _l("Too many people are sending at this moment")
    message = _l("Your answers are still on your page. Go back and send them again in a minute.")


class TooManyAttempts(Problem):
    status = HTTPStatus.TOO_MANY_REQUESTS
    code = "too_many_attempts"
    title = _l("Too many attempts")
    message = _l("Wait fifteen minutes, then try again.")


class TooLarge(Problem):
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    code = "too_large"
    title = _l("This is too large to be received")
    message = _l("Send less text or a smaller file.")


class MethodNotAllowed(Problem):
    status = HTTPStatus.METHOD_NOT_ALLOWED
    code = "method_not_allowed"
    title = _l("This page cannot be used that way")
    message = _l("Open the page from its link instead.")


class PageExpired(Problem):
    status = HTTPStatus.BAD_REQUEST
    code = "page_expired"
    title = _l("This page was open for too long")
    message = _l("Go back, reload the page and send the form again.")
