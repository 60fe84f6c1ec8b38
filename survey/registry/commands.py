"""`hailong slips`: print a pool from the command line."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from os import fsync
from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from survey import clock, db
from survey.audit import Actor
from survey.errors.registers import Refusal
from survey.models.point import ServicePoint
from survey.queries import points, procedures
from survey.registry.slip_pools import MOST_SLIPS, PoolOrder
from survey.registry.slip_scopes import EVERYTHING, Scope
from survey.registry.slip_sheets import order_sheet


@click.command()
@click.option("--point", "code", required=True, help="Code of the service point.")
@click.option("--count", required=True, type=click.IntRange(1, MOST_SLIPS), help="How many slips.")
@click.option("--procedure", help="National code; without it a slip rates the whole point.")
@click.option("--valid-days", default=14, show_default=True, type=click.IntRange(1, 366))
@click.option(
    "-o", "--output", required=True, type=click.Path(dir_okay=False, writable=True, path_type=Path)
)
@with_appcontext
def slips(code: str, count: int, procedure: str | None, valid_days: int, output: Path) -> None:
    """Print a pool of slips as a PDF. The codes are kept nowhere else."""
    now = clock.now()
    today = clock.local_day(now)
    order = PoolOrder(
        point=_point(code),
        slips=count,
        valid_from=today,
        valid_to=today + timedelta(days=valid_days - 1),
        scope=Scope(procedure_id=_procedure_id(procedure)) if procedure else EVERYTHING,
    )
    with _new_file(output) as part:
        pool_id = _print(order, part=part, by=Actor(None, now))
    click.echo(_("Pool %(pool)d, %(n)d slips: %(file)s", pool=pool_id, n=count, file=output))


@contextmanager
def _new_file(path: Path) -> Iterator[Path]:
    """A part to be written, which gets the name when it is whole; the name is held meanwhile.

    An earlier sheet stays as it is, and what is not finished goes again.
    """
    part = path.with_name(f"{path.name}.part")
    if part.exists():
        raise click.ClickException(_in_the_way(path, part=part))
    try:
        path.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        raise click.ClickException(_in_the_way(path, part=part)) from None
    except OSError:
        raise click.ClickException(_unwritable(path)) from None
    try:
        yield part
    except BaseException:
        part.unlink(missing_ok=True)
        path.unlink(missing_ok=True)
        raise
    part.replace(path)


def _print(order: PoolOrder, *, part: Path, by: Actor) -> int:
    def write(sheet: bytes) -> None:
        """Durable, as the slips will be that it alone can tell, and for nobody else to read."""
        try:
            part.touch(mode=0o600)
            with part.open("wb") as file:
                file.write(sheet)
                file.flush()
                fsync(file.fileno())
        except OSError:
            raise click.ClickException(_unwritable(part.with_suffix(""))) from None

    try:
        pool_id, _sheet = order_sheet(order, today=clock.local_day(by.now), by=by, write=write)
    except Refusal as refusal:
        raise click.ClickException(str(refusal.message)) from None
    return pool_id


def _in_the_way(path: Path, *, part: Path) -> str:
    """A sheet; or what a killed run left, whose pool is kept only if its part is whole."""
    if part.exists():
        sentence = _(
            "%(part)s is there: a run was ended half way, or is still at work. If it was ended, "
            "open the file: where the service point lists the pool that it names, its slips are "
            "valid and this is their sheet; otherwise delete it, together with %(file)s, and run "
            "the command again.",
            part=part,
            file=path,
        )
    elif path.is_file() and path.stat().st_size == 0:
        sentence = _(
            "%(file)s is empty: a run was ended half way, or is still at work. If it was ended, it "
            "printed no slips: delete the file and run the command again.",
            file=path,
        )
    else:
        sentence = _(
            "%(file)s exists already. Name another file: no sheet is written over.", file=path
        )
    return str(sentence)


def _unwritable(path: Path) -> str:
    return str(_("%(file)s cannot be written. No slips were printed.", file=path))


def _point(code: str) -> ServicePoint:
    point = points.by_code(db.session(), code=code)
    if point is None:
        raise click.ClickException(_("No service point has the code %(code)s.", code=code))
    return point


def _procedure_id(national_code: str) -> int:
    procedure = procedures.by_national_code(db.session(), code=national_code)
    if procedure is None:
        raise click.ClickException(_("No procedure has the code %(code)s.", code=national_code))
    return procedure.id
