"""The assembly: settings and parts become a web application and a command line."""

import signal
import sys
from threading import Event
from typing import Any

from survey.collector import resting, stay

with resting():
    import click
    from flask import Flask, current_app
    from flask.cli import FlaskGroup, with_appcontext
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import OperationalError

    from kiosk import assembly as kiosks
    from kiosk import watch as kiosk_watch
    from survey import app as survey_app
    from survey import clock, schema, terminal
    from survey.accounts.commands import create_admin
    from survey.casework import reminders as case_reminders
    from survey.casework import upkeep
    from survey.db import connected
    from survey.demonstration.commands import demo
    from survey.durability import Finding, findings
    from survey.inspections import reminders as inspection_reminders
    from survey.inspections.commands import checks, coverage
    from survey.mail.commands import send_mail
    from survey.mail.delivery import deliver
    from survey.measures import statistics
    from survey.quality import reminders as plan_reminders
    from survey.quality.actions import readings
    from survey.quality.actions import reminders as action_reminders
    from survey.quality.commands import record, review
    from survey.quality.reviews import keeping as review_keeping
    from survey.questionnaires.commands import questionnaires
    from survey.registry.commands import slips
    from survey.registry.importing.commands import export_file, import_file
    from survey.registry.importing.work import work_on_next_import
    from survey.sealing import overdue
    from survey.sealing.commands import seal
    from survey.settings import BadSettings, Settings, load
    from survey.spoken import say as _
    from survey.worker import Chore, NightlyClose, OnceADay, run


def create_app() -> Flask:
    """The web application; settings that are missing or dangerous end the program."""
    with resting():
        statistics.load()
        app = _started()
    stay()
    return app


def _started() -> Flask:
    try:
        return assembled(load())
    except BadSettings as problem:
        sys.exit(str(problem))
    except OperationalError as trouble:
        sys.exit(unusable(trouble))


def unusable(trouble: OperationalError) -> str:
    """The database is not there, full, or lets nobody in: what it said, without a traceback."""
    return _("The database cannot be used: %(reason)s", reason=str(trouble.orig).strip())


def assembled(settings: Settings) -> Flask:
    """The survey with its kiosks; raises BadSettings as the survey does."""
    app = survey_app.create_app(settings)
    kiosks.init_app(app)
    return app


class Commands(FlaskGroup):
    """The application is made when a command asks for it, so that help needs no settings."""

    def __init__(self, **extra: Any) -> None:
        super().__init__(add_version_option=False, **extra)
        self.params = []  # Flask's own: which application, which file, debugging

    def main(self, *arguments: Any, **extra: Any) -> Any:
        terminal.speak()
        terminal.translated(self)
        return super().main(*arguments, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except OperationalError as trouble:
            raise click.ClickException(unusable(trouble)) from None

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        command = click.Group.get_command(self, ctx, name)
        return command and terminal.translated(command)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return click.Group.list_commands(self, ctx)


@click.group(cls=Commands, create_app=_started, add_default_commands=False)
def cli() -> None:
    """Hài Lòng: ask citizens, seal what they said, show it honestly."""


@cli.command(with_appcontext=False)
def migrate() -> None:
    """Bring the database to the schema of this version."""
    with connected(_settings().database_url) as engine:
        before = schema.revision(engine)
        schema.migrate(engine)
        click.echo(f"{before or '–'} → {schema.revision(engine)}")


@cli.command(with_appcontext=False)
def doctor() -> None:
    """Print the settings, the state of the database, and what has to be changed."""
    settings = _settings()
    for name in Settings.model_fields:
        click.echo(f"HAILONG_{name.upper()} = {shown(getattr(settings, name))}")
    with connected(settings.database_url) as engine:
        found = findings(engine)
        at, newest = schema.revision(engine), schema.newest_revision()
        found.append(Finding("schema", f"{at} ({newest})", at == newest))
        if at == newest:
            found.append(overdue.finding(engine, now=clock.now()))
    for finding in found:
        click.echo(f"{'✔' if finding.is_safe else '✘'} {finding.name} = {finding.value}")
    if not all(finding.is_safe for finding in found):
        sys.exit(1)


def shown(value: object) -> object:
    """A setting as it may stand on a screen: an address without its password."""
    if isinstance(value, str) and "://" in value:
        return make_url(value).render_as_string(hide_password=True)
    return value


@cli.command()
@with_appcontext
def worker() -> None:
    """Close days after midnight and do long work, until it is told to stop."""
    stop = Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    daily: tuple[Chore, ...] = (
        upkeep.erase_all_due,
        readings.read_today,
        case_reminders.remind_all,
        action_reminders.remind_all,
        inspection_reminders.remind_all,
        plan_reminders.remind_all,
        review_keeping.keep_all,
    )
    chores: list[Chore] = [
        NightlyClose(),
        work_on_next_import,
        kiosk_watch.Watch(),
        *(OnceADay(chore) for chore in daily),
        deliver,
    ]
    run(app, chores=chores, stop=stop)


cli.add_command(checks)
cli.add_command(coverage)
cli.add_command(demo)
cli.add_command(questionnaires)
cli.add_command(record)
cli.add_command(review)
cli.add_command(export_file)
cli.add_command(import_file)
cli.add_command(seal)
cli.add_command(create_admin)
cli.add_command(slips)
cli.add_command(send_mail)


def _settings() -> Settings:
    try:
        return load()
    except BadSettings as problem:
        raise click.ClickException(str(problem)) from None


def main() -> None:
    """The program itself; who only imports the commands keeps a collector that misses nothing."""
    stay()
    cli()


if __name__ == "__main__":
    main()
