"""`hailong demo`: make Tỉnh Mẫu, say how to try it, and serve it."""

from pathlib import Path

import click
from flask.cli import ScriptInfo, pass_script_info

from survey import clock, db
from survey.demonstration import history, preparing, serving, standing, telling
from survey.demonstration.installation import Installation, set_up
from survey.demonstration.serving import Obstacle
from survey.demonstration.standing import Standing
from survey.spoken import say as _


@click.command()
@click.option(
    "--port", type=click.IntRange(1, 65_535), default=8000, show_default=True, envvar="PORT"
)
@click.option(
    "--address",
    default="127.0.0.1",
    show_default=True,
    envvar="ADDRESS",
    help="Where to be found; a phone needs the address of this machine in its network.",
)
@click.option("--database-url", envvar="DATABASE_URL", help="Instead of demo.db in the folder.")
@click.option("--folder", default="var", show_default=True, type=click.Path(path_type=Path))
@click.option("--serve/--no-serve", default=True, envvar="SERVE", help="Or only prepare.")
@click.option(
    "--volume",
    type=click.FloatRange(0.005, 10),
    default=1.0,
    show_default=True,
    help="Part of the usual dossiers.",
)
@click.option("--reset", is_flag=True, envvar="RESET", help="Begin anew; what was rated is lost.")
@pass_script_info
def demo(
    script: ScriptInfo,
    *,
    port: int,
    address: str,
    database_url: str | None,
    folder: Path,
    serve: bool,
    volume: float,
    reset: bool,
) -> None:
    """Make a simulated province, say how to try it, and serve it."""
    installation = _set_up(folder, database_url=database_url, address=address, port=port)
    with db.connected(installation.database_url) as engine:
        found = preparing.migrate(engine, reset=reset)
    _require_room(installation, found=found, serve=serve)
    with script.load_app().app_context():
        if found is Standing.EMPTY:
            _build(volume=volume)
        _make_ready(installation)
        if serve:
            _serve(installation)


def _set_up(folder: Path, *, database_url: str | None, address: str, port: int) -> Installation:
    try:
        return set_up(folder, database_url=database_url, address=address, port=port)
    except OSError as error:
        raise click.ClickException(
            _(
                "The folder %(folder)s cannot be used (%(reason)s). "
                "Name one that can be written to with --folder.",
                folder=folder,
                reason=error.strerror,
            )
        ) from error


def _require_room(installation: Installation, *, found: Standing, serve: bool) -> None:
    if found is Standing.IN_USE:
        raise click.ClickException(
            _("This database holds data of somebody else. Name an empty one for the demonstration.")
        )
    obstacle = serving.obstacle(installation) if serve else None
    if obstacle is Obstacle.PORT_IN_USE:
        raise click.ClickException(
            _(
                "Port %(port)s is in use. Choose another one: make demo PORT=8123",
                port=installation.port,
            )
        )
    if obstacle is not None:
        raise click.ClickException(
            _(
                "This machine cannot listen at %(address)s, port %(port)s. "
                "Name an address of its own: make demo ADDRESS=…",
                address=installation.address,
                port=installation.port,
            )
        )


def _build(*, volume: float) -> None:
    world = preparing.found_province(now=clock.now(), volume=volume)
    label = _("Building Tỉnh Mẫu, about a minute")
    with click.progressbar(
        preparing.tell(world), length=history.steps(world), label=label
    ) as steps:
        for _step in steps:
            pass


def _make_ready(installation: Installation) -> None:
    ready = preparing.make_ready(installation, now=clock.now())
    telling.tell(ready, installation=installation, until=standing.built_on(db.session()))


def _serve(installation: Installation) -> None:
    # The children open connections of their own; one that still reads would keep SQLite's log full.
    db.session().close()
    db.engine().dispose()
    click.echo(_("Starting …"))
    if not serving.serve(installation, when_up=lambda: click.echo(_("Running. Ctrl-C ends it."))):
        raise click.ClickException(_("The server ended by itself; its message stands above."))
