"""`hailong seal`: close days by hand, or show that nothing is left to close."""

import sys
from datetime import datetime

import click
from flask.cli import with_appcontext
from flask_babel import format_date
from flask_babel import gettext as _

from survey import clock, closing
from survey.models.response import Precision
from survey.sealing import night
from survey.sealing.night import Outcome
from survey.settings import current_settings


@click.command()
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Last day to close, YYYY-MM-DD.")
@with_appcontext
def seal(until: datetime | None) -> None:
    """Seal the closed days: mix them, drop the times, count them."""
    now = clock.now()
    through = closing.last_closed_day(now)
    if until is not None:
        if until.date() > through and not current_settings().simulated:
            raise click.ClickException(
                _("Later days can still be changed: close up to %(day)s.", day=format_date(through))
            )
        through = until.date()
    outcomes = list(night.seal(through=through, now=now))
    for outcome in outcomes:
        click.echo(_sentence(outcome))
    if not outcomes:
        click.echo(_("Nothing waits to be sealed up to %(day)s.", day=format_date(through)))
    if any(outcome.has_failed for outcome in outcomes):
        sys.exit(1)


def _sentence(outcome: Outcome) -> str:
    values = {
        "agency": outcome.agency,
        "n": outcome.sealed or outcome.waiting,
        "waiting": outcome.waiting,
    }
    if outcome.has_failed:
        return _(
            "%(agency)s: could not be sealed, ratings wait: %(waiting)d. The log says why.",
            **values,
        )
    if not outcome.sealed:
        return _("%(agency)s: %(n)d ratings wait until there are ten.", **values)
    if outcome.precision is Precision.WEEK:
        return _("%(agency)s: %(n)d ratings sealed by week, without counter.", **values)
    return _("%(agency)s: %(n)d ratings sealed.", **values)
