"""What may happen at any page; the parent of everything a person can cause."""

from http import HTTPStatus

from flask_babel import lazy_gettext as _l


class Problem(Exception):
    """Shown by one handler as a page; anything else that is raised is a bug."""

    status = HTTPStatus.BAD_REQUEST
    code = "bad_request"
    title = _l("Your request was not understood")
    message = _l("Go back to the page you came from and try again.")

    def __init__(self, **values: str) -> None:
        """`values` fill the placeholders of the message, already written for the reader."""
        super().__init__(self.code)
        if values:
            self.message = str(self.message) % values


class NotFound(Problem):
    status = HTTPStatus.NOT_FOUND
    code = "not_found"
    title = _l("There is nothing at this address")
    message = _l("Check the address, or start from the first page.")


class FilterUnknown(Problem):
    code = "filter_unknown"
    title = _l("The address asks for something that cannot be chosen")
    message = _l("Open the results of the agency and choose the period and filters there.")


class NotAllowed(Problem):
    status = HTTPStatus.FORBIDDEN
    code = "not_allowed"
    title = _l("Your role does not open this page")
    message = _l("Ask the administrator of your agency if your work needs it.")


class Unavailable(Problem):
    status = HTTPStatus.SERVICE_UNAVAILABLE
    code = "unavailable"
    title = _l("The system cannot be reached at this moment")
    message = _l("Nothing was changed. Try again in a minute.")


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
    title = _l("This form is not valid any more")
    message = _l("Nothing was changed. Open the form again and send it anew.")
