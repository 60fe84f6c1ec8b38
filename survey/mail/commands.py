"""`hailong send-mail`: send by hand what waits in the outbox; the worker does it by itself."""

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from survey import clock
from survey.mail.delivery import deliver


@click.command()
@with_appcontext
def send_mail() -> None:
    """Send the mail that waits; run twice, nothing is sent twice."""
    click.echo(_("Sent: %(n)d.", n=deliver(clock.now())))
