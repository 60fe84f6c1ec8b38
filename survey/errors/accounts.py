"""What a person can cause with accounts, roles, invitations and passwords."""

from http import HTTPStatus

from flask_babel import lazy_gettext as _l

from survey.errors.problem import Problem


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


class RoleAtEndedAgency(Problem):
    status = HTTPStatus.CONFLICT
    code = "role_at_ended_agency"
    title = _l("This agency has just ended")
    message = _l("Nothing was saved. Choose the agency that took over.")


class LastRole(Problem):
    status = HTTPStatus.CONFLICT
    code = "last_role"
    title = _l("This is the only role of the account")
    message = _l("Give the person another role first, or disable the account.")


class InvitationEnded(Problem):
    status = HTTPStatus.GONE
    code = "invitation_ended"
    title = _l("This invitation link is no longer valid")
    message = _l(
        "If you have set your password already, sign in from the first page. Otherwise ask the "
        "administrator of your agency for a new link."
    )


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


class TooManyAttempts(Problem):
    status = HTTPStatus.TOO_MANY_REQUESTS
    code = "too_many_attempts"
    title = _l("Too many attempts")
    message = _l("Wait fifteen minutes, then try again.")
