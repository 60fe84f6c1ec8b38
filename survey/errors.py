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


class FilterUnknown(Problem):
    code = "filter_unknown"
    title = _l("The address asks for something that cannot be chosen")
    message = _l("Open the results of the agency and choose the period and filters there.")


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


class LoginTaken(Problem):
    status = HTTPStatus.CONFLICT
    code = "login_taken"
    title = _l("There is already an account with this e-mail address")
    message = _l("This person has an account already. Open it in the list to give it a role.")


class OwnAccount(Problem):
    status = HTTPStatus.CONFLICT
    code = "own_account"
    title = _l("This is your own account")
    message = _l("Ask another administrator to change your roles or to disable your account.")


class RoleAboveOwn(Problem):
    status = HTTPStatus.FORBIDDEN
    code = "role_above_own"
    title = _l("This needs a higher role than yours")
    message = _l("Ask an administrator who holds this role, or one above it, in that agency.")


class RoleHeldAlready(Problem):
    status = HTTPStatus.CONFLICT
    code = "role_held_already"
    title = _l("The person holds this role already")
    message = _l("Choose another role or another agency.")


class LastRole(Problem):
    status = HTTPStatus.CONFLICT
    code = "last_role"
    title = _l("This is the only role of the account")
    message = _l("Give the person another role first, or disable the account.")


class InvitationEnded(Problem):
    status = HTTPStatus.GONE
    code = "invitation_ended"
    title = _l("This invitation link is no longer valid")
    message = _l("Ask the administrator of your agency for a new link.")


class AccountDisabled(Problem):
    status = HTTPStatus.CONFLICT
    code = "account_disabled"
    title = _l("This account is disabled")
    message = _l("Enable the account first.")


class PasswordRefused(Problem):
    """A new password that would not protect the account."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "password_refused"
    title = _l("This password cannot be used")


class PasswordTooShort(PasswordRefused):
    code = "password_too_short"
    message = _l("Choose at least %(shortest)s characters, for example four words of a sentence.")


class PasswordTooLong(PasswordRefused):
    code = "password_too_long"
    message = _l("Choose at most %(longest)s characters.")


class PasswordGuessable(PasswordRefused):
    code = "password_guessable"
    message = _l(
        "This password is among the first that are guessed: it is made of common words, names or "
        "sequences. Add words that have nothing to do with you or your office."
    )


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


class Unavailable(Problem):
    status = HTTPStatus.SERVICE_UNAVAILABLE
    code = "unavailable"
    title = _l("The system cannot be reached at this moment")
    message = _l("Nothing was changed. Try again in a minute.")


class ServerFull(Unavailable):
    code = "server_full"
    title = _l("Your rating has not been received yet")
    message = _l(
        "The system cannot take it at this moment. Your answers are kept on this page: "
        "send them again in a minute."
    )


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


class RatingTooLarge(TooLarge):
    message = _l("Go back to the page before: what you wrote is still there. Shorten it and send.")


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
    message = _l("No questionnaire is in use at this service point. Try again in a few days.")


class QuestionsChanged(Problem):
    status = HTTPStatus.CONFLICT
    code = "questions_changed"
    title = _l("The questions have changed since you opened this page")
    message = _l("Answers that still fit are kept below. Look them over, then send the rating.")


class Refusal(Problem):
    """A value that the registers cannot take; `field` names where in a form it was given."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "refused"
    field = ""


class PointNotYours(Refusal):
    code = "point_not_yours"
    field = "point"
    message = _l("No service point that you administer has this code.")


class CodeTaken(Refusal):
    code = "code_taken"
    field = "code"
    message = _l("This code already belongs to %(name)s. Choose another one.")


class NationalCodeTaken(Refusal):
    code = "national_code_taken"
    field = "national_code"
    message = _l("This code already belongs to the procedure %(name)s.")


class ProcedureKnown(Refusal):
    code = "procedure_known"
    field = "name_vi"
    message = _l(
        "A procedure of this name stands at this level already, and without a code nobody could "
        "tell them apart. Enter the national code, or correct the procedure that is there."
    )


class FieldNameTaken(Refusal):
    code = "field_name_taken"
    field = "name_vi"
    message = _l("There is a field of this name already. Choose it from the list.")


class LastDayTooEarly(Refusal):
    code = "last_day_too_early"
    field = "valid_to"
    message = _l("The last day must not lie before the first day, %(day)s.")


class DayBeforeBeginning(Refusal):
    code = "day_before_beginning"
    field = "day"
    message = _l("%(name)s begins on %(day)s. Choose a later day.")


class DayAfterEnd(Refusal):
    code = "day_after_end"
    field = "day"
    message = _l("The last day of %(name)s is %(day)s. Choose an earlier day.")


class ParentEnds(Refusal):
    code = "parent_ends"
    field = "parent"
    message = _l("The last day of %(name)s is %(day)s. Choose an agency that lasts longer.")


class ParentNotBegun(Refusal):
    code = "parent_not_begun"
    field = "parent"
    message = _l("%(name)s begins on %(day)s. Choose an agency that exists before.")


class ParentBelow(Refusal):
    code = "parent_below"
    field = "parent"
    message = _l("%(name)s stands below this agency. Choose an agency outside of it.")


class SuccessorEnds(Refusal):
    code = "successor_ends"
    field = "day"
    message = _l("The last day of %(name)s is %(day)s, so it cannot take over. Choose another one.")


class SuccessorNotBegun(Refusal):
    code = "successor_not_begun"
    field = "day"
    message = _l("%(name)s begins on %(day)s. It takes over on that day at the earliest.")


class PointBeginsLater(Refusal):
    code = "point_begins_later"
    field = "day"
    message = _l("The service point %(name)s begins on %(day)s. Correct its first day beforehand.")


class LimitsOverlap(Refusal):
    code = "limits_overlap"
    field = "valid_from"
    message = _l("Another limit already holds on %(day)s. End it first, or choose other days.")


class CountsChanged(Refusal):
    status = HTTPStatus.CONFLICT
    code = "counts_changed"
    title = _l("Somebody changed these counts meanwhile")
    message = _l(
        "Somebody saved other counts for this day meanwhile. They stand below; "
        "enter your corrections and save again."
    )


class PoolUsed(Refusal):
    status = HTTPStatus.CONFLICT
    code = "pool_used"
    title = _l("Slips of this pool have been used")
    message = _l("A pool can be withdrawn only before the first rating. Let it expire instead.")


class NotOffered(Refusal):
    code = "not_offered"
    field = "scope"
    message = _l("This is not offered at the service point on the first day of the slips.")


class TooFewToHide(Refusal):
    code = "too_few_to_hide"
    field = "scope"
    message = _l(
        "Fewer than %(least)s dossiers were closed for this in the last 30 days, so a slip could "
        "be traced to its dossier. Choose the field or the whole service point."
    )


class VersionIsFixed(Problem):
    status = HTTPStatus.CONFLICT
    code = "version_is_fixed"
    title = _l("A published version never changes")
    message = _l("Copy it: the copy is a new draft, which can be edited.")


class VersionNotPublished(Problem):
    status = HTTPStatus.CONFLICT
    code = "version_not_published"
    title = _l("This version is not published")
    message = _l("Only a published version can be put in use or retired. Go back to the version.")


class NotReadyToPublish(Problem):
    status = HTTPStatus.CONFLICT
    code = "not_ready_to_publish"
    title = _l("This draft cannot be published yet")
    message = _l("Go back to the draft: what is still missing is listed there.")


class QuestionnaireCodeTaken(Problem):
    status = HTTPStatus.CONFLICT
    code = "questionnaire_code_taken"
    title = _l("Another questionnaire has this code")
    message = _l("“%(code)s” is the code of another questionnaire. Choose another one.")


class DayRefused(Problem):
    """A day on which a questionnaire cannot begin to be asked."""

    status = HTTPStatus.CONFLICT


class DayHasPassed(DayRefused):
    code = "day_has_passed"
    title = _l("This day has passed")
    message = _l("Choose today or a later day: what was asked before is not changed.")


class MethodNotYetValid(DayRefused):
    code = "method_not_yet_valid"
    title = _l("The method of this version is not valid yet")
    message = _l("Choose a day from %(day)s on, when the method becomes valid.")


class MethodNoLongerValid(DayRefused):
    code = "method_no_longer_valid"
    title = _l("The method of this version is no longer valid then")
    message = _l("Choose a day up to %(day)s, the last one of the method.")


class AskedElsewhere(Problem):
    status = HTTPStatus.FORBIDDEN
    code = "asked_elsewhere"
    title = _l("Agencies outside your reach ask this version")
    message = _l("Ask their administrators to put another version in use first.")


class NothingToEnd(Problem):
    status = HTTPStatus.CONFLICT
    code = "nothing_to_end"
    title = _l("This use has ended already")
    message = _l("Reload the page to see what is asked now.")
