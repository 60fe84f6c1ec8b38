"""`hailong record`, `hailong review`: what was kept, checked against the sealed ratings."""

import sys

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from survey import db
from survey.measures.frozen import Recheck, recheck
from survey.quality import record_telling
from survey.quality.reviews import keeping
from survey.quality.reviews.telling import FLAWS
from survey.queries import agencies, management_reviews, measurement_records
from survey.staff.record_words import VALUES


@click.command()
@click.option("--check", "record_id", type=int, required=True, help="Number of the record.")
@with_appcontext
def record(record_id: int) -> None:
    """Compute the figures of a record again from the sealed ratings."""
    session = db.session()
    found = measurement_records.by_id(session, record_id=record_id)
    agency = found and agencies.by_id(session, agency_id=found.agency_id)
    if not found or not agency:
        raise click.ClickException(_("There is no record %(number)s.", number=record_id))
    checked = recheck(session, record=found)
    if checked.is_same:
        click.echo(_("The same to the last digit."))
        return
    _tell(checked, names=record_telling.names(session, record=found, agency=agency))
    sys.exit(1)


def _tell(checked: Recheck, *, names: dict[int | None, str]) -> None:
    if checked.altered:
        said = _("Ratings whose content is not what was sealed: %(n)s", n=checked.altered)
        click.echo(f"✘ {said}")
    for one in checked.differences:
        click.echo(
            f"✘ {names[one.figure.item_id]}: {VALUES[one.name]}: "
            f"{'–' if one.then is None else one.then} → {'–' if one.now is None else one.now}"
        )


@click.command()
@click.option("--check", "review_id", type=int, required=True, help="Number of the review.")
@with_appcontext
def review(review_id: int) -> None:
    """Check that an approved management review still says what it was told."""
    session = db.session()
    found = management_reviews.by_id(session, review_id=review_id)
    if not found:
        raise click.ClickException(_("There is no management review %(number)s.", number=review_id))
    flaws = keeping.flaws(session, review=found)
    for flaw in flaws:
        click.echo(f"✘ {FLAWS[flaw]}")
    if flaws:
        sys.exit(1)
    click.echo(_("What the review was told is as it was kept."))
