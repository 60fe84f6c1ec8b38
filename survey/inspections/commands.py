"""`hailong coverage`: what the pages for inspectors show, for people and programs."""

import json

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from survey import clock, db
from survey.inspections.coverage_json import as_json
from survey.measures.coverage import Coverage
from survey.measures.coverage import coverage as measured
from survey.models.agency import Agency
from survey.queries import agencies
from survey.staff.quality_words import LEVELS
from survey.staff.years import FIRST_YEAR, LAST_YEAR

AGENCY = click.option("--agency", "code", required=True, help="Code of the agency.")
YEAR = click.option("--year", type=click.IntRange(FIRST_YEAR, LAST_YEAR), help="Default: now.")
FORMAT = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")


@click.command()
@AGENCY
@YEAR
@FORMAT
@with_appcontext
def coverage(code: str, year: int | None, form: str) -> None:
    """Print how far quality systems have come in the agency and below it."""
    today = clock.local_day(clock.now())
    agency = the_agency(code)
    found = measured(db.session(), roots=[agency.id], year=year or today.year, today=today)
    if form == "json":
        click.echo(json.dumps(as_json(found, agency_code=code), ensure_ascii=False, indent=2))
    else:
        _tell(found)


def the_agency(code: str) -> Agency:
    agency = agencies.by_code(db.session(), code=code)
    if agency is None:
        raise click.ClickException(_("No agency has the code %(code)s.", code=code))
    return agency


def _tell(found: Coverage) -> None:
    for level, counts in found.levels.items():
        click.echo(
            _(
                "%(level)s: %(applying)d of %(agencies)d apply a quality system, of these "
                "%(electronic)d on software, %(announced)d announced, %(up_to_date)d up to date",
                level=LEVELS[level],
                applying=counts.applying,
                agencies=counts.agencies,
                electronic=counts.electronic,
                announced=counts.announced,
                up_to_date=counts.up_to_date,
            )
        )
