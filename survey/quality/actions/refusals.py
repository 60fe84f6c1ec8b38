"""What corrective actions cannot take, as sentences that say what to do."""

from http import HTTPStatus

from flask_babel import lazy_gettext as _l

from survey.errors.problem import Problem
from survey.errors.registers import Refusal


class FixedOnceAnnounced(Problem):
    status = HTTPStatus.CONFLICT
    code = "fixed_once_announced"
    title = _l("What was announced does not change")
    message = _l(
        "The test is judged as it was announced. If it does not work, begin another round."
    )


class NotWholeYet(Refusal):
    code = "not_whole_yet"
    message = _l(
        "Fill in the root cause, the action with its owner and deadline, and the whole test first."
    )


class ChangeNotAhead(Refusal):
    code = "change_not_ahead"
    field = "changed_on"
    message = _l("The change must not begin before the day of the announcement, %(day)s.")


class ReadTooEarly(Refusal):
    code = "read_too_early"
    field = "read_on"
    message = _l(
        "No month after the change is final on this day. Read the test on %(day)s at the earliest."
    )


class NothingBefore(Refusal):
    code = "nothing_before"
    field = "first_month"
    message = _l("The first month must lie before the month of the change.")


class AnswersUnknown(Refusal):
    code = "answers_unknown"
    field = "answers"
    message = _l(
        "The months before the change do not tell how many answers are needed for this change. "
        "Enter a number, or expect another change."
    )


class NotReopened(Problem):
    status = HTTPStatus.CONFLICT
    code = "not_reopened"
    title = _l("This action is not begun again")
    message = _l("Another round follows a test that was read and did not show that it worked.")


class NotChangedYet(Problem):
    status = HTTPStatus.CONFLICT
    code = "not_changed_yet"
    title = _l("Nothing was changed yet")
    message = _l("Tell the public what was changed once the action is carried out.")


class PersonNamed(Refusal):
    code = "person_named"
    message = _l(
        "The sentence holds a number or an address that points to a person. Write it without."
    )
