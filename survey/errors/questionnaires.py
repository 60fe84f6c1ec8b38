"""What a person can cause with versions of questionnaires and their use."""

from http import HTTPStatus

from flask_babel import lazy_gettext as _l

from survey.errors.problem import Problem


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


class DraftChanged(Problem):
    status = HTTPStatus.CONFLICT
    code = "draft_changed"
    title = _l("This draft was changed after you opened it")
    message = _l("Nothing was done. Read it again before you publish or discard it.")


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
