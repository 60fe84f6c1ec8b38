"""Pages for inspectors: how far quality systems have come, and what is not as it should be."""

from flask import Flask, render_template
from flask.typing import ResponseReturnValue

from survey import db
from survey.inspections import (
    campaign_views,
    check_words,
    choosing_views,
    evidence,
    finding_views,
    inspection_views,
    overview_views,
    sheet_views,
    withdrawal_views,
    words,
)
from survey.inspections.blueprint import bp
from survey.measures.checks import answers
from survey.measures.coverage import coverage
from survey.staff.standing import the_agency, today
from survey.staff.years import asked_year

PAGES = (
    campaign_views,
    choosing_views,
    finding_views,
    inspection_views,
    overview_views,
    sheet_views,
    withdrawal_views,
)


def init_app(app: Flask) -> None:
    app.jinja_env.globals["inspection_words"] = words
    app.jinja_env.globals["check_words"] = check_words
    app.register_blueprint(bp)


@bp.get("/coverage/<agency_code>", endpoint="coverage")
def show_coverage(agency_code: str) -> ResponseReturnValue:
    agency, year = the_agency(agency_code), asked_year(today=today())
    found = coverage(db.session(), roots=[agency.id], year=year, today=today())
    return render_template("inspections/coverage.html", agency=agency, found=found)


@bp.get("/checks/<agency_code>", endpoint="checks")
def show_checks(agency_code: str) -> ResponseReturnValue:
    agency, year = the_agency(agency_code), asked_year(today=today())
    return render_template(
        "inspections/checks.html",
        agency=agency,
        year=year,
        answers=answers(db.session(), agency=agency, year=year, today=today()),
        address=evidence.address,
    )
