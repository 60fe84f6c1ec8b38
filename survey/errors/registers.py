"""What the registers refuse, each with the field of the form where it was given."""

from http import HTTPStatus

from flask_babel import lazy_gettext as _l

from survey.errors.problem import Problem


class Refusal(Problem):
    """A value that the registers cannot take; `field` names where in a form it was given."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "refused"
    title = _l("There is something to correct")
    """Where a button was pressed and no form is there to show it."""
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


class SlipsOfThePast(Refusal):
    code = "slips_of_the_past"
    field = "valid_from"
    message = _l(
        "Enter today, %(day)s, or a later day: slips count for the month in which they become "
        "valid, and earlier days are closed."
    )


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


class StoodBelow(Refusal):
    code = "stood_below"
    field = "parent"
    message = _l(
        "%(name)s stood last below an agency that goes, or went, into this one, so that the "
        "succession could not count. Move it below another agency first."
    )


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


class PoolHandedOut(Refusal):
    status = HTTPStatus.CONFLICT
    code = "pool_handed_out"
    title = _l("Slips of this pool may be in citizens' hands")
    message = _l(
        "A pool can be withdrawn on the day on which it is printed, and until the day before its "
        "slips become valid. Let it expire instead."
    )


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
