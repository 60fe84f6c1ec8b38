"""`hailong questionnaires`: put a method pack into the database, without the pages."""

from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from survey import clock, db
from survey.audit import Actor
from survey.models.method import Definition
from survey.models.questionnaire import QuestionnaireVersion, VersionStatus
from survey.questionnaires import drafting, packs, publishing

READABLE_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def questionnaires() -> None:
    """Questionnaires: method packs and their versions."""


@questionnaires.command()
@click.argument("file", required=False, type=READABLE_FILE)
@click.option("--shipped", type=click.Choice(packs.shipped_keys()), help="A pack of ours.")
@click.option("--publish", is_flag=True, help="Publish it too: from then on it never changes.")
@with_appcontext
def load(file: Path | None, shipped: str | None, publish: bool) -> None:
    """Load the pack FILE, or one that came with the program; the same pack twice is loaded once."""
    definition = _definition(file, shipped=shipped)
    by = Actor(account_id=None, now=clock.now())
    with db.transaction() as session:
        version = drafting.load(session, definition=definition, by=by)
        if publish and version.status is VersionStatus.DRAFT:
            _refuse_obstacles(publishing.obstacles(session, version=version))
            publishing.publish(session, version=version, by=by)
        sentence = _sentence(version)
    click.echo(sentence)


def _definition(file: Path | None, *, shipped: str | None) -> Definition:
    if (file is None) == (shipped is None):
        raise click.UsageError(_("Name one file, or one pack with --shipped."))
    if file is None:
        return packs.shipped()[shipped or ""]
    reading = packs.read(file.read_bytes(), file=file.name)
    if reading.definition is None:
        raise click.ClickException("\n".join(str(problem) for problem in reading.problems))
    return reading.definition


def _refuse_obstacles(obstacles: list[packs.PackProblem]) -> None:
    if obstacles:
        raise click.ClickException("\n".join(problem.message for problem in obstacles))


def _sentence(version: QuestionnaireVersion) -> str:
    values = {"code": version.questionnaire.code, "number": version.number}
    if version.status is VersionStatus.DRAFT:
        return _("%(code)s, version %(number)d: a draft.", **values)
    if version.status is VersionStatus.RETIRED:
        return _("%(code)s, version %(number)d: retired earlier.", **values)
    return _("%(code)s, version %(number)d: published.", **values)
