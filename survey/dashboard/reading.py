"""Comments as a page shows them: one month at a time."""

from datetime import date
from math import ceil
from typing import NamedTuple

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from wtforms import SelectField

from survey.clock import first_of_month
from survey.dashboard import forms, periods
from survey.dashboard.inquiry import Inquiry
from survey.dashboard.periods import Named
from survey.errors.problem import FilterUnknown, NotFound
from survey.measures import remarks
from survey.queries.comments import CommentRow
from survey.queries.paging import Window

AT_ONCE = 50


class MonthForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    class Meta:
        csrf = False

    month = SelectField(_l("Month"))


class Remarks(NamedTuple):
    """One page of `pages`."""

    month: Named
    form: MonthForm
    rows: list[CommentRow]
    pages: int


def page(session: Session, *, inquiry: Inquiry, month: str, number: int) -> Remarks:
    """Raises NotFound for a page that is not there, FilterUnknown for what is no month."""
    chosen = _month(month, today=inquiry.today)
    found = remarks.readable(
        session,
        agency_ids=inquiry.agency_ids,
        month=chosen.period.first,
        today=inquiry.today,
        window=Window(offset=max(0, number - 1) * AT_ONCE, limit=AT_ONCE),
    )
    pages = max(1, ceil(found.total / AT_ONCE))
    if not 1 <= number <= pages:
        raise NotFound
    return Remarks(chosen, _form(inquiry, chosen=chosen), found.rows, pages)


def _month(written: str, *, today: date) -> Named:
    """Without a choice the newest of which something may be read."""
    if not written:
        return periods.of_month(first_of_month(remarks.last_readable_day(today)))
    named = periods.parse(written)
    if named is None or not named.is_month:
        raise FilterUnknown
    return named


def _form(inquiry: Inquiry, *, chosen: Named) -> MonthForm:
    form = MonthForm(formdata=None)
    known = dict.fromkeys([chosen, *inquiry.choices.periods.months])
    months = sorted(known, key=lambda named: named.period.first, reverse=True)
    forms.fill(form.month, chosen.key, [(named.key, named.words) for named in months])
    return form
