"""The overview of a part of the tree, as a page and as files; the papers to take away."""

from flask import g, render_template, request
from flask.typing import ResponseReturnValue
from flask.wrappers import Response
from flask_babel import gettext as _

from survey import db
from survey.documents.spreadsheets import CSV_TYPE, XLSX_TYPE, Sheet, csv_bytes, xlsx_bytes
from survey.inspections import campaign_report, minutes, overview
from survey.inspections.blueprint import bp
from survey.inspections.overview import OverviewForm
from survey.inspections.places import the_campaign, the_inspection
from survey.measures.province_standing import ProvinceStanding, province_standing
from survey.models.agency import Agency
from survey.staff.downloads import attachment, file_of
from survey.staff.standing import the_agency, today
from survey.staff.years import asked_year

WIDTHS = (18, 40, 18, 18, 14, 14, 14, 14)


@bp.get("/inspections/overview/<agency_code>", endpoint="overview")
def show_overview(agency_code: str) -> ResponseReturnValue:
    agency = the_agency(agency_code)
    form, found = OverviewForm(request.args), _found(agency)
    return render_template(
        "inspections/overview.html",
        agency=agency,
        found=found,
        rows=form.among(found.agencies),
        form=form,
    )


@bp.get("/inspections/overview/<agency_code>/<any(csv, xlsx):format>", endpoint="overview_file")
def take_overview_away(agency_code: str, format: str) -> Response:
    found = _found(the_agency(agency_code))
    rows = overview.table(OverviewForm(request.args).among(found.agencies), year=found.year)
    stem = _("inspections-%(code)s-%(year)s", code=agency_code, year=found.year)
    name = f"{stem}.{format}"
    if format == "csv":
        return attachment(csv_bytes(rows), media_type=CSV_TYPE, name=name)
    sheet = Sheet(_("Overview %(year)s", year=found.year), rows, WIDTHS)
    return attachment(xlsx_bytes([sheet], created=g.now), media_type=XLSX_TYPE, name=name)


@bp.get("/inspections/<int:inspection_id>/<any(pdf, docx):format>", endpoint="minutes")
def take_minutes_away(inspection_id: int, format: str) -> Response:
    written = minutes.paper(db.session(), place=the_inspection(inspection_id), today=today())
    return file_of(written, format=format, name=_("minutes-%(number)s", number=inspection_id))


@bp.get(
    "/inspections/campaigns/<int:campaign_id>/<any(pdf, docx):format>", endpoint="campaign_report"
)
def take_report_away(campaign_id: int, format: str) -> Response:
    campaign, agency = the_campaign(campaign_id)
    written = campaign_report.paper(db.session(), campaign=campaign, agency=agency, today=today())
    return file_of(written, format=format, name=_("report-%(number)s", number=campaign_id))


def _found(agency: Agency) -> ProvinceStanding:
    year = asked_year(today=today())
    return province_standing(db.session(), roots=[agency.id], year=year, today=today())
