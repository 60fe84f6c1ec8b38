"""What records of measurement cannot take, as sentences that say what to do."""

from http import HTTPStatus

from flask_babel import lazy_gettext as _l

from survey.errors.problem import Problem
from survey.errors.registers import Refusal


class NoSuchWave(Problem):
    status = HTTPStatus.CONFLICT
    code = "no_such_wave"
    title = _l("The plan has no such wave")
    message = _l("It may have been changed meanwhile. Open the page of the plan again.")


class PlanNotApproved(Problem):
    status = HTTPStatus.CONFLICT
    code = "plan_not_approved"
    title = _l("The plan is not approved")
    message = _l("A record reckons up what was planned. Have the plan approved first.")


class WaveStillOpen(Problem):
    """Said by the calendar alone, so that it does not tell whether some ratings wait."""

    status = HTTPStatus.CONFLICT
    code = "wave_still_open"
    title = _l("The wave is not complete yet")
    message = _l(
        "Ratings of its last days are still being sealed. The record can be made from %(day)s on."
    )


class NotSealedInTime(Problem):
    status = HTTPStatus.CONFLICT
    code = "not_sealed_in_time"
    title = _l("Ratings of this wave were not sealed in time")
    message = _l(
        "They must be counted first. Ask the administrator of the system to look at the nightly "
        "sealing."
    )


class RowsDoNotAddUp(Problem):
    status = HTTPStatus.CONFLICT
    code = "rows_do_not_add_up"
    title = _l("The sealed ratings and the figures do not agree")
    message = _l(
        "No record can be made of them. Tell the administrator of the system: rows may have been "
        "changed in the database."
    )


class FiguresDiffer(Problem):
    status = HTTPStatus.CONFLICT
    code = "figures_differ"
    title = _l("Computed again, the figures are not the same")
    message = _l("It cannot be approved so. The check on its page says what differs.")


class AnotherRecordNeedsAReason(Refusal):
    code = "another_record_needs_a_reason"
    field = "reason"
    message = _l(
        "There is a record of this wave. Say what is wrong with it: the reason is kept with the "
        "new one."
    )
