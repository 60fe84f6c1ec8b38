"""Pages for inspectors: how far quality systems have come."""

from flask import Flask, render_template
from flask.typing import ResponseReturnValue

from survey import db
from survey.inspections.blueprint import bp
from survey.measures.coverage import coverage
from survey.staff.standing import the_agency, today
from survey.staff.years import asked_year


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)


@bp.get("/coverage/<agency_code>", endpoint="coverage")
def show_coverage(agency_code: str) -> ResponseReturnValue:
    agency, year = the_agency(agency_code), asked_year(today=today())
    found = coverage(db.session(), roots=[agency.id], year=year, today=today())
    return render_template("inspections/coverage.html", agency=agency, found=found)
