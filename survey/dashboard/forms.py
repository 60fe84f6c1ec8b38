"""The filters as a form that is sent by address."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectField

from survey.dashboard.inquiry import Choices, Inquiry, has_ended
from survey.dashboard.periods import Named
from survey.dashboard.wording import CHANNELS, name_of
from survey.measures.selection import Lineage
from survey.models.rating import Channel
from survey.queries.result_choices import Choice

Pairs = list[tuple[str, str]]

LINEAGES = {
    Lineage.NOW: _l("As it is today"),
    Lineage.THEN: _l("As it was then"),
}


class FilterForm(FlaskForm):  # type: ignore[misc]  # WTForms has no types
    """Shows what is chosen; reading the address is not its work."""

    class Meta:
        csrf = False

    period = SelectField(_l("Period"))
    channel = SelectField(_l("Channel"))
    procedure = SelectField(_l("Procedure"))
    field = SelectField(_l("Field"))
    point = SelectField(_l("Counter"))
    lineage = SelectField(_l("Structure"))
    version = HiddenField()


def filled(inquiry: Inquiry, *, form: FilterForm) -> FilterForm:
    """The form with what is chosen and what can be."""
    chosen, choices = inquiry.filters, inquiry.choices
    fill(form.period, chosen.period.key, period_choices(choices, chosen=chosen.period))
    fill(form.channel, chosen.channel.value, _named(CHANNELS))
    fill(form.procedure, chosen.procedure, _all_or(choices.procedures))
    fill(form.field, chosen.field, _all_or(choices.fields))
    fill(form.point, chosen.point, _all_or(choices.points))
    fill(form.lineage, chosen.lineage.value, _lineages(inquiry))
    form.version.data = str(chosen.version or "")
    return form


def fill(field: SelectField, value: object, choices: Pairs | dict[str, Pairs]) -> None:
    field.data, field.choices = str(value or ""), choices


def period_choices(choices: Choices, *, chosen: Named) -> dict[str, Pairs]:
    """By kind, newest first; one that was chosen by its address alone stands with the first."""
    offer = choices.periods
    known = {named.key for kind in offer for named in kind}
    latest = [*offer.rolling, *([] if chosen.key in known else [chosen])]
    return {
        _("Latest"): _periods(latest),
        _("Years"): _periods(offer.years),
        _("Quarters"): _periods(offer.quarters),
        _("Months"): _periods(offer.months),
    }


def _periods(named: list[Named]) -> Pairs:
    return [(one.key, one.words) for one in named]


def _named(names: Mapping[Channel, object] | Mapping[Lineage, object]) -> Pairs:
    return [(value.value, str(name)) for value, name in names.items()]


def _lineages(inquiry: Inquiry) -> Pairs:
    """An agency that has ended is read as it was then alone."""
    ended = has_ended(inquiry.agency, today=inquiry.today)
    return _named({Lineage.THEN: LINEAGES[Lineage.THEN]} if ended else LINEAGES)


def _all_or(choices: list[Choice]) -> Pairs:
    return [("", _("All")), *((str(choice.id), name_of(choice)) for choice in choices)]
