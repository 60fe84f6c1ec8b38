"""Which two periods are compared, as a form and as words."""

from typing import NamedTuple

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from survey.dashboard import forms, periods
from survey.dashboard.comparisons import Periods
from survey.dashboard.findings import signed
from survey.dashboard.forms import FilterForm
from survey.dashboard.inquiry import Inquiry
from survey.dashboard.measured import Measured, Value
from survey.errors.problem import FilterUnknown
from survey.measures.tables import Comparison


class CompareForm(FilterForm):
    against = SelectField(_l("Compared with"))


def chosen(inquiry: Inquiry, *, against: str) -> Periods:
    """The period of the filters and another one; without a choice the one before it."""
    later = inquiry.filters.period
    other = periods.parse(against) if against else periods.earlier(later)
    if other is None:
        raise FilterUnknown
    return Periods(*sorted((other, later), key=lambda named: named.period))


def form(inquiry: Inquiry, *, compared: Periods) -> FilterForm:
    own = inquiry.filters.period
    other = compared.before if compared.after == own else compared.after
    form = CompareForm(formdata=None)
    forms.fill(form.against, other.key, forms.period_choices(inquiry.choices, chosen=other))
    return forms.filled(inquiry, form=form)


class Change(NamedTuple):
    """A difference as people write it, with its sign and its unit."""

    value: str
    unit: str
    interval: str


UNITS = {
    Value.SHARE: _l("percentage points"),
    Value.MEAN: _l("points"),
    Value.NET: _l("points"),
}


def change(found: Comparison) -> Change | None:
    measured = Measured.by(found.after)
    difference = {
        Value.SHARE: found.satisfied_difference,
        Value.MEAN: found.mean_difference,
        Value.NET: found.index_difference,
    }[measured.value]
    if difference is None:
        return None
    times = 100 if measured.value is Value.SHARE else 1
    value, lower, upper = (signed(points * times) for points in difference)
    interval = gettext("from %(low)s to %(high)s", low=lower, high=upper)
    return Change(value, str(UNITS[measured.value]), interval)
