"""Everything a person can cause: status, stable code and a sentence that says what to do."""

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


class NotAllowed(Problem):
    status = HTTPStatus.FORBIDDEN
    code = "not_allowed"
    title = _l("Your role does not open this page")
    message = _l("Ask the administrator of your agency if your work needs it.")


class SignInNeeded(Problem):
    status = HTTPStatus.UNAUTHORIZED
    code = "sign_in_needed"
    title = _l("You are not signed in any more")
    message = _l("Nothing was changed. Sign in again, then repeat this step.")


class SubmissionConflict(Problem):
    status = HTTPStatus.CONFLICT
    code = "submission_conflict"
    title = _l("This page was already sent with other answers")
    message = _l("To replace your earlier rating by the answers below, send them once more.")


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


class SlipUnknown(Problem):
    status = HTTPStatus.NOT_FOUND
    code = "slip_unknown"
    title = _l("No slip has this code")
    message = _l("Compare each letter and digit with your slip, then type the code again.")


class SlipNotYetValid(Problem):
    status = HTTPStatus.FORBIDDEN
    code = "slip_not_yet_valid"
    title = _l("This slip is not valid yet")
    message = _l("You can rate with it from %(day)s. Keep the slip until then.")


class SlipExpired(Problem):
    status = HTTPStatus.GONE
    code = "slip_expired"
    title = _l("This slip has expired")
    message = _l("It was valid until %(day)s. You can still rate with the poster at the counter.")


class SlipClosed(Problem):
    status = HTTPStatus.GONE
    code = "slip_closed"
    title = _l("The day of this rating is closed")
    message = _l(
        "A rating can be changed until the end of the next day. "
        "The one that was sent last has been counted."
    )


class PosterUnknown(Problem):
    status = HTTPStatus.NOT_FOUND
    code = "poster_unknown"
    title = _l("No service point has this code")
    message = _l("Scan the code on the poster again.")


class PointClosed(Problem):
    status = HTTPStatus.GONE
    code = "point_closed"
    title = _l("This service point is closed")
    message = _l("It no longer receives ratings. Ask the agency where the service is handled now.")


class QuestionnaireRetired(Problem):
    status = HTTPStatus.GONE
    code = "questionnaire_retired"
    title = _l("No questions are asked here at present")
    message = _l("The agency has closed its questionnaire. Try again in a few days.")


class QuestionsChanged(Problem):
    status = HTTPStatus.CONFLICT
    code = "questions_changed"
    title = _l("The questions have changed since you opened this page")
    message = _l("Your answers that still fit are kept. Look them over, then send again.")
