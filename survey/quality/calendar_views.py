"""The calendar of a quality system: what is due in a year, month by month."""

from datetime import date
from itertools import groupby

from flask import render_template
from flask.typing import ResponseReturnValue

from survey import db
from survey.clock import first_of_month
from survey.i18n import named_month
from survey.quality import trails
from survey.quality.blueprint import bp
from survey.queries import deadlines
from survey.staff.standing import the_agency, today
from survey.staff.years import asked_year


@bp.get("/quality-system/<agency_code>/calendar", endpoint="calendar")
def browse(agency_code: str) -> ResponseReturnValue:
    agency, year = the_agency(agency_code), asked_year(today=today())
    days = {"first_day": date(year, 1, 1), "last_day": date(year, 12, 31)}
    due = deadlines.between(db.session(), agency_ids=[agency.id], **days)
    months = groupby(due, key=lambda one: first_of_month(one.day))
    return render_template(
        "quality/calendar.html",
        agency=agency,
        year=year,
        trail=trails.to_plans(agency, year=year),
        months=[(named_month(month), list(those)) for month, those in months],
        today=today(),
    )
