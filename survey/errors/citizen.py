"""What a citizen can cause with a slip, a poster and a rating."""

from http import HTTPStatus

from flask_babel import lazy_gettext as _l

from survey.errors.problem import Problem, TooLarge, Unavailable


class SubmissionConflict(Problem):
    status = HTTPStatus.CONFLICT
    code = "submission_conflict"
    title = _l("This page was already sent with other answers")
    message = _l("To replace your earlier rating by the answers below, send them once more.")


class AlreadySent(SubmissionConflict):
    """By poster, where nothing tells whose rating would be replaced."""

    code = "already_sent"
    title = _l("This page was already sent")
    message = _l("A rating by poster cannot be changed: what was sent first has been recorded.")


class ServerFull(Unavailable):
    code = "server_full"
    title = _l("Your rating has not been received yet")
    message = _l(
        "The system cannot take it at this moment. Your answers are kept on this page: "
        "send them again in a minute."
    )


class RatingTooLarge(TooLarge):
    message = _l("Go back to the page before: what you wrote is still there. Shorten it and send.")


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
    message = _l(
        "Scan the code on the poster again, or compare each letter and digit of the address "
        "with it."
    )


class PointClosed(Problem):
    status = HTTPStatus.GONE
    code = "point_closed"
    title = _l("This service point is closed")
    message = _l("It no longer receives ratings. Ask the agency where the service is handled now.")


class QuestionnaireRetired(Problem):
    status = HTTPStatus.GONE
    code = "questionnaire_retired"
    title = _l("No questions are asked here at present")
    message = _l("No questionnaire is in use at this service point. Try again in a few days.")


class QuestionsChanged(Problem):
    status = HTTPStatus.CONFLICT
    code = "questions_changed"
    title = _l("The questions have changed since you opened this page")
    message = _l("Answers that still fit are kept below. Look them over, then send the rating.")
