"""What a start prints: where to go, who may sign in, and how to try it."""

from collections.abc import Mapping
from datetime import date

import click
from flask_babel import format_date
from flask_babel import gettext as _

from survey.accounts.wording import ROLES
from survey.demonstration.installation import Installation
from survey.demonstration.report import FILE, Report


def tell(ready: Report, *, installation: Installation, until: date | None) -> None:
    _heading(_("Tỉnh Mẫu: simulated data, no figure comes from a real agency"))
    _line(_("Address"), f"{ready.base_url}/")
    if until is not None:
        _line(_("Data until"), format_date(until))
    _heading(_("Accounts"))
    for account in ready.accounts:
        role = str(ROLES[account.role])
        click.echo(f"  {role:<26} {account.login:<32} {account.password}")
    _heading(_("The journey of a rating"))
    _line(_("1. Open a slip and rate"), ready.slip_urls[0])
    _line(_("   or print slips and scan one"), str(installation.sheet))
    _line(_("   or rate by the poster of the counter"), ready.poster_url)
    _line(_("2. Close today with the button on"), ready.journey_url)
    _line(_("3. Sign in as leader, see the results"), ready.dashboard_url)
    if "kiosk_url" in ready.more:
        _tell_of_kiosk(ready.more)
    _line(_("For tools"), str(installation.folder / FILE))
    click.echo()


def _tell_of_kiosk(more: Mapping[str, str]) -> None:
    _heading(_("A kiosk to try"))
    _line(_("Open it on a tablet or in a window"), more["kiosk_url"])
    _line(_("   or type the code at /kiosk/"), more["kiosk_code"])
    _line(_("   It lasts ten minutes; a new one is at"), more["kiosk_page"])
    _line(_("PIN that lets staff out"), more["kiosk_pin"])


def _heading(text: str) -> None:
    click.echo()
    click.secho(text, bold=True)


def _line(label: str, value: str) -> None:
    click.echo(f"  {label:<42} {value}")
