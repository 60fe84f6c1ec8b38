"""The way down to a page of the quality system, for its breadcrumb."""

from flask import url_for
from flask_babel import gettext as _

from survey.i18n import called
from survey.models.agency import Agency
from survey.staff.trails import Step


def to_agency(agency: Agency, *, year: int | None = None) -> list[Step]:
    name = called(agency.name_vi, agency.name_en)
    return [
        Step(_("Quality system"), url_for("quality.index", year=year)),
        Step(name, url_for("quality.agency", agency_code=agency.code, year=year)),
    ]


def to_processes(agency: Agency) -> list[Step]:
    here = url_for("quality.processes", agency_code=agency.code)
    return [*to_agency(agency), Step(_("Processes"), here)]
