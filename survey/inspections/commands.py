"""`hailong coverage`, `hailong checks`: what inspectors see, for people and programs."""

import json

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from survey import clock, db
from survey.inspections import checks_json, coverage_json
from survey.inspections.check_words import CHECKS, FACTS, VERDICTS, named
from survey.measures.checks import Answer, answers
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
        click.echo(_dumped(coverage_json.as_json(found, agency_code=code)))
    else:
        _tell(found)


@click.command()
@AGENCY
@YEAR
@FORMAT
@with_appcontext
def checks(code: str, year: int | None, form: str) -> None:
    """Print what inspectors look for in the agency, each answer with its evidence."""
    today = clock.local_day(clock.now())
    agency, year = the_agency(code), year or today.year
    found = answers(db.session(), agency=agency, year=year, today=today)
    if form == "json":
        click.echo(_dumped(checks_json.as_json(found, agency_code=code, year=year)))
    else:
        _say(found)


def the_agency(code: str) -> Agency:
    agency = agencies.by_code(db.session(), code=code)
    if agency is None:
        raise click.ClickException(_("No agency has the code %(code)s.", code=code))
    return agency


def _dumped(found: object) -> str:
    return json.dumps(found, ensure_ascii=False, indent=2)


def _say(found: list[Answer]) -> None:
    for answer in found:
        _sign, verdict = VERDICTS[answer.verdict]
        click.echo(f"{verdict} · {CHECKS[answer.check]}")
        for evidence in answer.evidence:
            parts = (evidence.day, FACTS[evidence.fact], named(evidence))
            click.echo("  " + " · ".join(str(part) for part in parts if part))


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
