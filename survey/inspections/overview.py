"""The overview of a part of the tree as a table: filtered for the page, whole for a file."""

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from survey.documents.spreadsheets import Row
from survey.i18n import called
from survey.inspections.check_words import MEASURED
from survey.measures.checks import Verdict
from survey.measures.province_standing import AgencyStanding
from survey.staff.form_base import choice_field, chosen
from survey.staff.listing import FilterForm


class OverviewForm(FilterForm):
    measured = choice_field(_l("Measured as planned"), names=MEASURED, nothing=_l("All"))
    only_open = BooleanField(_l("Only with open findings"))

    def among(self, rows: Iterable[AgencyStanding]) -> list[AgencyStanding]:
        wanted = chosen(Verdict, self.measured.data) if self.measured.validate(self) else None
        return [
            row
            for row in rows
            if wanted in (None, row.measured)
            if row.findings.open or not self.only_open.data
        ]


def table(rows: Iterable[AgencyStanding], *, year: int) -> list[Row]:
    """With the heading, for a file."""
    heading = [
        _("Code"),
        _("Agency"),
        _("Measured as planned in %(year)s", year=year),
        _("Measured as planned in %(year)s", year=year - 1),
        _("Inspected in %(year)s", year=year),
        _("Open findings"),
        _("Overdue findings"),
        _("With a corrective action"),
    ]
    return [heading, *(_line(row) for row in rows)]


def _line(row: AgencyStanding) -> Row:
    return [
        row.agency.code,
        called(row.agency.name_vi, row.agency.name_en),
        str(MEASURED[row.measured]),
        str(MEASURED[row.before]),
        _("Yes") if row.inspected else _("No"),
        row.findings.open,
        row.findings.overdue,
        row.findings.acted_on,
    ]
