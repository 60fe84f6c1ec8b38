"""What plans and objectives cannot take, as sentences that say what to do."""

from http import HTTPStatus

from flask_babel import lazy_gettext as _l

from survey.errors.problem import Problem
from survey.errors.registers import Refusal


class FixedOnceApproved(Problem):
    status = HTTPStatus.CONFLICT
    code = "fixed_once_approved"
    title = _l("An approved objective does not change")
    message = _l("Close it and enter another one.")


class SubmittedOnce(Problem):
    status = HTTPStatus.CONFLICT
    code = "submitted_once"
    title = _l("Only a draft can be discarded")
    message = _l("What was submitted once stays, with all that became of it.")


class ObjectiveOfPlans(Problem):
    status = HTTPStatus.CONFLICT
    code = "objective_of_plans"
    title = _l("A plan names this objective")
    message = _l("Choose another objective in the plan first, or none.")


class DueBeforeItsYear(Refusal):
    code = "due_before_its_year"
    field = "due_on"
    message = _l("This is an objective of %(year)s: it cannot be due before that year begins.")


class PlanApproved(Problem):
    status = HTTPStatus.CONFLICT
    code = "plan_approved"
    title = _l("An approved plan does not change")
    message = _l("The leader of the agency changes it by a new version, with a reason.")


class PlanNotUnderWay(Problem):
    status = HTTPStatus.CONFLICT
    code = "plan_not_under_way"
    title = _l("This plan is not under way")
    message = _l(
        "A plan gets another version when it is approved and not carried out yet. Before that it "
        "is edited, and afterwards it stays as it is."
    )


class WhySentBack(Refusal):
    code = "why_sent_back"
    field = "reason"
    message = _l("Say why it is sent back: who wrote it must know what to change.")


class NothingMeasured(Refusal):
    code = "nothing_measured"
    message = _l("Choose at least one thing to measure.")


class MeasuredTwice(Refusal):
    code = "measured_twice"
    message = _l("Something is named in two rows. Name each thing to be measured once.")


class ReasonMissing(Refusal):
    code = "reason_missing"
    field = "reason"
    message = _l(
        "The plan is approved. Say why it changes: the reason is kept with the new version."
    )


class PeriodInWrongOrder(Refusal):
    code = "period_in_wrong_order"
    field = "last_month"
    message = _l("The last month must not lie before the first one.")


class WaveInWrongOrder(Refusal):
    code = "wave_in_wrong_order"
    message = _l("The last month of a wave must not lie before its first one.")


class WaveHalfEntered(Refusal):
    code = "wave_half_entered"
    message = _l("Enter the first and the last month of each wave.")


class WaveOutside(Refusal):
    code = "wave_outside"
    message = _l("Every wave must lie within the period of the plan.")


class WavesOverlap(Refusal):
    code = "waves_overlap"
    message = _l("Two waves share a month. Let each begin after the one before it has ended.")


class PopulationUnknown(Refusal):
    code = "population_unknown"
    message = _l(
        "No dossiers were counted in these months of last year. Enter how many are expected, or "
        "choose a fixed quota."
    )
