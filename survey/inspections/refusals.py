"""What inspectors and agencies cannot do, as sentences that say what to do."""

from http import HTTPStatus

from flask_babel import lazy_gettext as _l

from survey.errors.problem import Problem
from survey.errors.registers import Refusal


class PeriodInspectedInWrongOrder(Refusal):
    code = "period_inspected_in_wrong_order"
    field = "period_last"
    message = _l("The last day must not lie before the first one.")


class DaysInWrongOrder(Refusal):
    code = "days_in_wrong_order"
    field = "last_day"
    message = _l("The last day must not lie before the first one.")


class DecidedTooLate(Refusal):
    code = "decided_too_late"
    field = "decided_on"
    message = _l("The decision must not be later than the first day of the inspection.")


class TeamWithoutHead(Refusal):
    code = "team_without_head"
    message = _l("Name the team, and one head of it.")


class NamedTwice(Refusal):
    code = "named_twice"
    message = _l("Somebody stands in the team twice.")


class CampaignHasBegun(Problem):
    status = HTTPStatus.CONFLICT
    code = "campaign_has_begun"
    title = _l("The campaign has begun")
    message = _l("From then on its decision and its agencies stay as they are.")


class NobodyChosen(Problem):
    status = HTTPStatus.CONFLICT
    code = "nobody_chosen"
    title = _l("No agency is chosen yet")
    message = _l("Draw agencies, choose them by risk, or name them before the campaign begins.")


class DrawnAlready(Problem):
    status = HTTPStatus.CONFLICT
    code = "drawn_already"
    title = _l("This was drawn already")
    message = _l("A draw happens once, so that nobody draws until the outcome pleases.")


class NobodyToDraw(Refusal):
    code = "nobody_to_draw"
    field = "wanted"
    message = _l("No agency is left that could be chosen.")


class ExcludedWithoutReason(Refusal):
    code = "excluded_without_reason"
    message = _l("Give the reason for each agency that is left out.")


class NotBegun(Problem):
    status = HTTPStatus.CONFLICT
    code = "not_begun"
    title = _l("The campaign has not begun")
    message = _l("Begin the campaign first.")


class MinutesMade(Problem):
    status = HTTPStatus.CONFLICT
    code = "minutes_made"
    title = _l("The minutes are made")
    message = _l("What they say stays. Write what is new beside the finding.")


class MinutesMissing(Problem):
    status = HTTPStatus.CONFLICT
    code = "minutes_missing"
    title = _l("The minutes are not made yet")
    message = _l("Findings are answered once they stand in the minutes.")


class InspectionsOpen(Problem):
    status = HTTPStatus.CONFLICT
    code = "inspections_open"
    title = _l("Some inspections are not concluded")
    message = _l("Make the minutes of every agency before the campaign is closed.")


class DueTooEarly(Refusal):
    code = "due_too_early"
    field = "due_on"
    message = _l("The deadline must not lie before the day of the finding.")


class DiffersWithoutRemark(Refusal):
    code = "differs_without_remark"
    message = _l("Give a remark wherever you differ from what the system says.")


class TooFewRatings(Problem):
    status = HTTPStatus.CONFLICT
    code = "too_few_ratings"
    title = _l("Too few ratings to draw from")
    message = _l("At least %(least)s sealed ratings must hide the one that is looked at.")
