"""How a list was asked for: day, words, order and page stand in the address."""

from collections.abc import Collection
from datetime import date
from math import ceil
from typing import Any, NamedTuple

from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, SearchField

from survey.queries.paging import Window
from survey.staff.form_base import day_field, line

ROWS_A_PAGE = 50


class FilterForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """Filters live in the address; a value that makes no sense filters nothing."""

    class Meta:
        csrf = False

    q = SearchField(_l("Search"), filters=[line])
    day = day_field(_l("As it was on"))
    any_time = BooleanField(_l("Also what had ended or had not begun"))

    def __init__(self, formdata: Any) -> None:
        super().__init__(formdata)
        for field in self:
            field.flags.optional = False  # no need to say it: every filter is


class Asked(NamedTuple):
    """What the list shall show."""

    day: date
    words: str
    any_time: bool
    order: str
    page: int
    is_today: bool

    @property
    def window(self) -> Window:
        return window_of(self.page)

    def pages(self, total: int) -> int:
        return pages_of(total)


def asked(form: FilterForm, *, orders: Collection[str], default: str, today: date) -> Asked:
    order = request.args.get("sort", default)
    day = form.day.data or today
    form.day.data = day
    return Asked(
        day=day,
        words=form.q.data or "",
        any_time=bool(form.any_time.data),
        order=order if order in orders else default,
        page=max(request.args.get("page", 1, type=int), 1),
        is_today=day == today,
    )


def window_of(page: int) -> Window:
    return Window(offset=(page - 1) * ROWS_A_PAGE, limit=ROWS_A_PAGE)


def pages_of(total: int) -> int:
    return ceil(total / ROWS_A_PAGE)
