"""`hailong import` and `hailong export`: registers from files and to files."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from survey import clock, db
from survey.audit import Actor
from survey.documents.table_lines import Unreadable
from survey.registry.importing.columns import Format, Register
from survey.registry.importing.exporting import as_csv, as_xlsx
from survey.registry.importing.faults import BETWEEN, Fault
from survey.registry.importing.first_pass import Progress, ReadFile, read_file
from survey.registry.importing.formats import FORMATS
from survey.registry.importing.reach import EVERYWHERE
from survey.registry.importing.report import Report
from survey.registry.importing.second_pass import compare
from survey.registry.importing.sentences import EFFECTS, fault_sentence, refusal_sentence
from survey.registry.importing.tables import heading_of, value_words
from survey.registry.importing.taking_over import RegisterChanged, take_over
from survey.settings import current_settings

REGISTER = click.Choice([register.value for register in Register])
FILE = click.Path(dir_okay=False, path_type=Path)
FAULTS_SHOWN = 20


@click.command("import")
@click.argument("register", type=REGISTER)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Check and show what would change, no more.")
@click.option("--yes", is_flag=True, help="Take the file over without asking.")
@with_appcontext
def import_file(register: str, file: Path, dry_run: bool, yes: bool) -> None:
    """Check FILE (CSV or XLSX) for REGISTER, show what it changes, take it over."""
    format = FORMATS[Register(register)]
    try:
        with (
            _bar(_("Reading")) as progress,
            read_file(format, content=file.read_bytes(), progress=progress) as read,
        ):
            _check_and_take_over(read, dry_run=dry_run, yes=yes)
    except Unreadable as refusal:
        sentence = refusal_sentence(format, refusal.code, refusal.params, language=_language())
        raise click.ClickException(sentence) from None
    except RegisterChanged:
        raise click.ClickException(
            _("The register was changed meanwhile. Nothing was taken over; run the command again.")
        ) from None


@click.command("export")
@click.argument("register", type=REGISTER)
@click.argument("file", type=FILE)
@with_appcontext
def export_file(register: str, file: Path) -> None:
    """Write REGISTER to FILE, as XLSX if its name ends so, else as CSV."""
    format, language = FORMATS[Register(register)], _language()
    with db.snapshot() as session:
        if file.suffix.lower() == ".xlsx":
            file.write_bytes(as_xlsx(session, format=format, language=language, now=clock.now()))
        else:
            with file.open("wb") as output:
                output.writelines(as_csv(session, format=format, language=language))


def _check_and_take_over(read: ReadFile, *, dry_run: bool, yes: bool) -> None:
    with _bar(_("Checking")) as progress:
        report = compare(
            db.session(),
            file=read,
            bounds=EVERYWHERE,
            progress=progress,
            today=clock.local_day(clock.now()),
        ).report
    _show(read.format, report)
    if report.is_refused:
        raise click.ClickException(_("Nothing was taken over. Correct the file and try again."))
    if dry_run or report.changes == 0:
        return
    if not yes:
        click.confirm(_("Take this over?"), abort=True)
    with _bar(_("Taking over")) as progress, db.transaction() as session:
        take_over(
            session,
            file=read,
            bounds=EVERYWHERE,
            digest=report.digest,
            by=Actor(None, clock.now()),
            progress=progress,
        )
    click.echo(_("The file was taken over."))


def _show(format: Format, report: Report) -> None:
    for name in report.unknown_columns:
        click.echo(_("The column “%(name)s” is not known and was left out.", name=name))
    _list(format, report.oddities)
    if report.oddity_count:
        click.echo(_("Worth a look: %(n)s", n=report.oddity_count), err=True)
    _list(format, report.faults)
    if report.fault_count:
        click.echo(_("Faults: %(n)d", n=report.fault_count), err=True)
        return
    for effect, count in report.counts.items():
        click.echo(f"{EFFECTS[effect]}: {count}")
    if report.changes == 0:
        click.echo(_("There is nothing to change."))


def _list(format: Format, faults: list[Fault]) -> None:
    language = _language()
    for fault in faults[:FAULTS_SHOWN]:
        column = heading_of(format, fault, language=language) or "–"
        value = BETWEEN.join(map(str, value_words(format, fault, language=language)))
        sentence = fault_sentence(format, fault, language=language)
        click.echo(f"{fault.row} · {column} · {value!r}: {sentence}", err=True)


@contextmanager
def _bar(label: str) -> Iterator[Progress]:
    """Grows on a terminal; elsewhere it says no more than its label."""
    with click.progressbar(length=1, label=label) as bar:

        def tell(done: int, total: int) -> None:
            bar.length = max(total, done)
            bar.update(done - bar.pos)

        yield tell
        bar.update((bar.length or 0) - bar.pos)


def _language() -> str:
    return current_settings().default_language
