"""Pages of quality systems: which agencies have one, and what each has and misses in a year."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from survey import db
from survey.clock import last_day_of
from survey.models.agency import Agency
from survey.models.quality_system import USUAL_LEVELS
from survey.models.standard import standards
from survey.quality import standing, systems, trails
from survey.quality.blueprint import bp
from survey.quality.forms import SystemForm, YearForm
from survey.queries import agency_lists, quality_documents, quality_processes, quality_systems
from survey.queries.agency_lists import AgencyFilter
from survey.staff import listing
from survey.staff.form_base import saved
from survey.staff.pages import form_page, on_to
from survey.staff.standing import actor, territory, the_agency, today
from survey.staff.years import asked_year


@bp.get("/quality-system", endpoint="index")
def browse() -> ResponseReturnValue:
    """Agencies as they were in the year, each with what is missing."""
    year = asked_year(today=today())
    filters = YearForm(request.args)
    filters.year.data = year
    asked = listing.asked(filters, orders=agency_lists.ORDERS, default="name", today=today())
    where = AgencyFilter(
        day=last_day_of(year, today=today()), within=territory(), words=asked.words
    )
    found = agency_lists.found(db.session(), where=where, order=asked.order, window=asked.window)
    return render_template(
        "quality/index.html",
        filters=filters,
        asked=asked,
        year=year,
        found=found,
        standings=standing.of_agencies(
            db.session(), agency_ids=[row.id for row in found.rows], year=year, today=today()
        ),
    )


@bp.get("/quality-system/<agency_code>", endpoint="agency")
def read(agency_code: str) -> ResponseReturnValue:
    agency, year = the_agency(agency_code), asked_year(today=today())
    day = last_day_of(year, today=today())
    found = standing.of_agencies(db.session(), agency_ids=[agency.id], year=year, today=today())
    system, missing = found[agency.id]
    return render_template(
        "quality/agency.html",
        agency=agency,
        year=year,
        day=day,
        trail=trails.to_agency(agency, year=year),
        system=system,
        missing=missing,
        edition=standards().edition(system.edition) if system else None,
        documents=quality_documents.of_agency(db.session(), agency_id=agency.id, year=year),
        processes=quality_processes.counts(db.session(), agency_ids=[agency.id], day=day),
        uncovered=quality_processes.uncovered(db.session(), agency_id=agency.id, day=day),
    )


@bp.route("/quality-system/<agency_code>/edit", methods=["GET", "POST"], endpoint="edit_system")
def edit(agency_code: str) -> ResponseReturnValue:
    """Correct the present system, or begin one."""
    agency = the_agency(agency_code)
    system = quality_systems.of_agency(db.session(), agency_id=agency.id, day=today())
    form = SystemForm(obj=system, **({} if system else _usual(agency)))
    done = saved(
        form,
        lambda session: systems.save(
            session, agency=agency, system=system, details=form.details(), by=actor()
        ),
    )
    if done:
        told = _("The quality system was saved.")
        return on_to("quality.agency", told=told, agency_code=agency.code)
    trail = trails.to_agency(agency)
    return form_page("quality/edit_system.html", form=form, agency=agency, trail=trail)


def _usual(agency: Agency) -> dict[str, object]:
    """What a new system most likely says."""
    return {"level": USUAL_LEVELS[agency.kind].value, "edition": "tcvn-iso-9001-2015"}
