"""A time limit as people read it: whole sentences, the rule first, its exceptions after it."""

from flask_babel import gettext as _
from flask_babel import ngettext

from survey.models.procedure import DayType, TimeLimit, TimeUnit

WORKING, CALENDAR = DayType.WORKING, DayType.CALENDAR
Forms = dict[tuple[TimeUnit, DayType], tuple[str, str]]


def _n(one: str, several: str) -> tuple[str, str]:
    """Marks a sentence in its two numbers for the catalogues."""
    return one, several


RULE: Forms = {
    (TimeUnit.HOUR, WORKING): _n(
        "The result is due within %(num)s working hour.",
        "The result is due within %(num)s working hours.",
    ),
    (TimeUnit.HOUR, CALENDAR): _n(
        "The result is due within %(num)s hour.",
        "The result is due within %(num)s hours.",
    ),
    (TimeUnit.DAY, WORKING): _n(
        "The result is due within %(num)s working day.",
        "The result is due within %(num)s working days.",
    ),
    (TimeUnit.DAY, CALENDAR): _n(
        "The result is due within %(num)s calendar day.",
        "The result is due within %(num)s calendar days.",
    ),
    (TimeUnit.MONTH, CALENDAR): _n(
        "The result is due within %(num)s month.",
        "The result is due within %(num)s months.",
    ),
}
VERIFIED: Forms = {
    (TimeUnit.HOUR, WORKING): _n(
        "Where facts have to be verified, it is due within %(num)s working hour.",
        "Where facts have to be verified, it is due within %(num)s working hours.",
    ),
    (TimeUnit.HOUR, CALENDAR): _n(
        "Where facts have to be verified, it is due within %(num)s hour.",
        "Where facts have to be verified, it is due within %(num)s hours.",
    ),
    (TimeUnit.DAY, WORKING): _n(
        "Where facts have to be verified, it is due within %(num)s working day.",
        "Where facts have to be verified, it is due within %(num)s working days.",
    ),
    (TimeUnit.DAY, CALENDAR): _n(
        "Where facts have to be verified, it is due within %(num)s calendar day.",
        "Where facts have to be verified, it is due within %(num)s calendar days.",
    ),
    (TimeUnit.MONTH, CALENDAR): _n(
        "Where facts have to be verified, it is due within %(num)s month.",
        "Where facts have to be verified, it is due within %(num)s months.",
    ),
}
DIFFICULT: Forms = {
    (TimeUnit.HOUR, WORKING): _n(
        "In difficult areas it is due within %(num)s working hour.",
        "In difficult areas it is due within %(num)s working hours.",
    ),
    (TimeUnit.HOUR, CALENDAR): _n(
        "In difficult areas it is due within %(num)s hour.",
        "In difficult areas it is due within %(num)s hours.",
    ),
    (TimeUnit.DAY, WORKING): _n(
        "In difficult areas it is due within %(num)s working day.",
        "In difficult areas it is due within %(num)s working days.",
    ),
    (TimeUnit.DAY, CALENDAR): _n(
        "In difficult areas it is due within %(num)s calendar day.",
        "In difficult areas it is due within %(num)s calendar days.",
    ),
    (TimeUnit.MONTH, CALENDAR): _n(
        "In difficult areas it is due within %(num)s month.",
        "In difficult areas it is due within %(num)s months.",
    ),
}


def sentences(limit: TimeLimit) -> list[str]:
    """In the language of the page; empty when the limit holds nothing but a wording."""
    said = [
        _same_day() if limit.same_day else _amount(RULE, limit, limit.amount),
        _cutoff(limit),
        _amount(VERIFIED, limit, limit.verified_amount),
        _amount(DIFFICULT, limit, limit.difficult_amount),
    ]
    return [sentence for sentence in said if sentence]


def _same_day() -> str:
    return str(_("The result is given on the day on which the dossier is received."))


def _cutoff(limit: TimeLimit) -> str:
    if limit.cutoff_hour is None:
        return ""
    hour = f"{limit.cutoff_hour:02d}:00"
    if limit.same_day:
        return str(
            _("A dossier received after %(hour)s gets it on the next working day.", hour=hour)
        )
    return str(_("A dossier received after %(hour)s counts from the next working day.", hour=hour))


def _amount(forms: Forms, limit: TimeLimit, amount: int | None) -> str:
    if amount is None:
        return ""
    # A month is a month, whatever the type of its days.
    day_type = CALENDAR if limit.unit is TimeUnit.MONTH else limit.day_type
    one, several = forms[limit.unit, day_type]
    return str(ngettext(one, several, amount))
