"""Pages of imports: hand a file in, see what it would do, decide; and registers as files."""

from http import HTTPStatus

from flask import Blueprint, Flask, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask.wrappers import Response
from flask_babel import gettext as _

from survey import db, permissions
from survey.audit import Actor
from survey.clock import local_day
from survey.errors.problem import NotFound
from survey.i18n import language
from survey.models.import_run import ImportRun
from survey.policy import KEEPERS
from survey.queries import import_runs
from survey.registry.importing import runs, showing, tables
from survey.registry.importing.columns import Format, Register
from survey.registry.importing.files import csv_file, export_response
from survey.registry.importing.formats import FORMATS
from survey.registry.importing.forms import UploadForm
from survey.registry.importing.report import Report
from survey.registry.importing.roles import registers_of
from survey.registry.importing.work import work_on

bp = Blueprint("imports", __name__)

SMALL = 256 * 1024  # bytes; a file of some 2,000 rows is worked on at once
RECENT = 20


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)


@bp.route("/registers/import", methods=["GET", "POST"])
def index() -> ResponseReturnValue:
    form = UploadForm(register=request.args.get("register"))
    form.offer(g.person)
    if form.validate_on_submit():
        return _handed_in(form)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    registers = registers_of(g.person)
    recent = import_runs.recent(
        db.session(), agency_ids=_within(), registers=registers, limit=RECENT
    )
    formats = [FORMATS[register] for register in registers]
    page = render_template(
        "imports/index.html", form=form, recent=recent, formats=formats, by_name=FORMATS
    )
    return page, status


@bp.get("/registers/import/<int:import_id>")
def run(import_id: int) -> ResponseReturnValue:
    found = _the_run(import_id)
    shown = showing.shown(found, language=language())
    return render_template("imports/run.html", run=found, shown=shown)


@bp.post("/registers/import/<int:import_id>/take-over")
def take_over(import_id: int) -> ResponseReturnValue:
    found = _the_run(import_id)
    is_small = len(found.content or b"") <= SMALL
    with db.transaction() as session:
        is_decided = runs.decide_to_take_over(session, run=found, by=_actor())
    if is_decided and is_small:
        work_on(import_id, now=g.now)
    return redirect(url_for("imports.run", import_id=import_id), HTTPStatus.SEE_OTHER)


@bp.post("/registers/import/<int:import_id>/drop")
def drop(import_id: int) -> ResponseReturnValue:
    found = _the_run(import_id)
    with db.transaction() as session:
        is_dropped = runs.drop(session, run=found, by=_actor())
    if not is_dropped:
        return redirect(url_for("imports.run", import_id=import_id), HTTPStatus.SEE_OTHER)
    flash(_("The file was dropped. No register was changed."), "good")
    return redirect(url_for("imports.index"), HTTPStatus.SEE_OTHER)


@bp.get("/registers/import/<int:import_id>/faults.csv")
def faults(import_id: int) -> Response:
    found = _the_run(import_id)
    report = Report.from_json(found.report)
    return csv_file(
        tables.faults(_format(found.register), report, language=language()),
        name=f"import-{import_id}-faults",
    )


@bp.get("/registers/import/<int:import_id>/changes.csv")
def changes(import_id: int) -> Response:
    found = _the_run(import_id)
    if found.changes is None:
        raise NotFound
    report = Report.from_json(found.report)
    return csv_file(
        tables.changes(_format(found.register), report, found.changes, language=language()),
        name=f"import-{import_id}-changes",
    )


@bp.get("/registers/import/columns/<register>")
def columns(register: str) -> str:
    return render_template("imports/columns.html", format=_format(register))


@bp.get("/registers/export/<register>/<format>")
def export(register: str, format: str) -> Response:
    if format not in ("csv", "xlsx"):
        raise NotFound
    return export_response(_format(register), kind=format, within=_within(), now=g.now)


def _handed_in(form: UploadForm) -> ResponseReturnValue:
    content = form.file.data.read()
    with db.transaction() as session:
        import_id = runs.hand_in(
            session,
            register=Register(form.register.data),
            file_name=form.file.data.filename,
            content=content,
            agency_id=form.agency.data,
            by=_actor(),
        ).id
    if len(content) <= SMALL:
        work_on(import_id, now=g.now)
    return redirect(url_for("imports.run", import_id=import_id), HTTPStatus.SEE_OTHER)


def _the_run(import_id: int) -> ImportRun:
    found = import_runs.by_id(db.session(), import_id=import_id)
    if found is None:
        raise NotFound
    _format(found.register)
    return found


def _format(register: str) -> Format:
    """Of a register that this person may import."""
    if register not in registers_of(g.person):
        raise NotFound
    return FORMATS[Register(register)]


def _within() -> set[int]:
    return permissions.scope(db.session(), person=g.person, roles=KEEPERS, day=local_day(g.now))


def _actor() -> Actor:
    return Actor(g.person.id, g.now)
