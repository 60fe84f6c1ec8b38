"""Work on imports: the next step of one, by the worker or at once in a request.

The rows of the database are the queue. Whoever works holds a lock that ends with its process;
an import that is found half way without it was interrupted, and its step begins anew. Taking over
is one transaction that ends with the status, so nothing is ever half applied.
"""

import logging
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.exc import DBAPIError

from survey import db
from survey.audit import Actor
from survey.clock import local_day
from survey.documents.table_lines import Unreadable
from survey.models.import_run import ImportRun, ImportStatus
from survey.queries import import_runs
from survey.registry.importing.bounds import bounds_of
from survey.registry.importing.columns import Register
from survey.registry.importing.first_pass import Progress, read_file
from survey.registry.importing.formats import FORMATS
from survey.registry.importing.holding import hold
from survey.registry.importing.report import Report
from survey.registry.importing.second_pass import compare
from survey.registry.importing.taking_over import RegisterChanged, take_over

MOST_ATTEMPTS = 3
ROWS_BETWEEN_WORDS = 2_000  # so often a page that waits is told how far the work is
log = logging.getLogger(__name__)


def work_on_next_import(now: datetime) -> None:
    """For the worker: one step of the import that waits longest, if there is one."""
    with hold() as is_held:
        import_id = import_runs.next_to_work_on(db.session()) if is_held else None
        if import_id is not None:
            _step(import_id, now)


def work_on(import_id: int, *, now: datetime) -> None:
    """For a request with a small file: at once, unless somebody works already."""
    with hold() as is_held:
        if is_held:
            try:
                _step(import_id, now)
            except DBAPIError as trouble:
                log.warning("import %d waits for the worker: %s", import_id, trouble)


def _step(import_id: int, now: datetime) -> None:
    run = _begun(import_id, now)
    if run is None:
        return
    try:
        if run.status is ImportStatus.APPLYING:
            _take_over(run, now)
        else:
            _check(run, now)
    except DBAPIError:
        raise  # the database may be back soon: tried again, as often as attempts allow
    except Exception:
        log.exception("import %d failed", import_id)
        _finish(import_id, status=ImportStatus.FAILED, finished_at=now)


def _begun(import_id: int, now: datetime) -> ImportRun | None:
    """Count the attempt before anything else: a file may bring the process down."""
    with db.transaction() as session:
        run = import_runs.by_id(session, import_id=import_id)
        if run is None or run.status not in import_runs.TO_WORK_ON:
            return None
        run.attempts += 1
        if run.attempts > MOST_ATTEMPTS:
            run.status, run.content, run.finished_at = ImportStatus.FAILED, None, now
            return None
        if run.status is ImportStatus.WAITING:
            run.status = ImportStatus.CHECKING
    return run


def _check(run: ImportRun, now: datetime) -> None:
    import_id, before = run.id, Report.from_json(run.report)
    format, content = FORMATS[Register(run.register)], run.content or b""
    bounds = bounds_of(db.session(), run=run, day=local_day(now))
    tell = _teller(import_id)
    try:
        with read_file(format, content=content, progress=tell) as file:
            report, preview, _ = compare(
                db.session(), file=file, bounds=bounds, progress=tell, today=local_day(now)
            )
    except Unreadable as refusal:
        report = Report(refusal=(refusal.code, refusal.params))
        _finish(import_id, status=ImportStatus.REFUSED, report=report.to_json(), finished_at=now)
        return
    report.changed_since = before.changed_since
    status = _status(report)
    is_ready = status is ImportStatus.READY
    _finish(
        import_id,
        status=status,
        report=report.to_json(),
        changes=preview.all_changes() if is_ready else None,
        rows_done=report.rows,
        rows_total=report.rows,
        finished_at=None if is_ready else now,
    )


def _status(report: Report) -> ImportStatus:
    """A file that says what the register says already has nothing left to be decided."""
    if report.is_refused:
        return ImportStatus.REFUSED
    return ImportStatus.READY if report.changes else ImportStatus.APPLIED


def _take_over(run: ImportRun, now: datetime) -> None:
    report, by = Report.from_json(run.report), Actor(run.account_id, now)
    format, content = FORMATS[Register(run.register)], run.content or b""
    bounds = bounds_of(db.session(), run=run, day=local_day(now))
    try:
        with (
            read_file(format, content=content, progress=_silent) as file,
            db.transaction() as session,
        ):
            take_over(
                session, file=file, bounds=bounds, digest=report.digest, by=by, progress=_silent
            )
            run.status, run.content = ImportStatus.APPLIED, None
            run.attempts, run.finished_at = 0, now
    except RegisterChanged:
        report.changed_since = True
        _finish(run.id, status=ImportStatus.CHECKING, report=report.to_json())
        _check(run, now)


def _finish(import_id: int, *, status: ImportStatus, **values: object) -> None:
    """The step is done; the file itself is kept only while a decision is awaited."""
    if status not in (ImportStatus.READY, ImportStatus.CHECKING):
        values["content"] = None
    with db.transaction() as session:
        statement = update(ImportRun).where(ImportRun.id == import_id)
        session.execute(statement.values(status=status, attempts=0, **values))


def _teller(import_id: int) -> Progress:
    """Writes down how far the work is, every few thousand rows."""

    def tell(done: int, total: int) -> None:
        if done % ROWS_BETWEEN_WORDS == 0:
            with db.transaction() as session:
                statement = update(ImportRun).where(ImportRun.id == import_id)
                session.execute(statement.values(rows_done=done, rows_total=total))

    return tell


def _silent(done: int, total: int) -> None:
    """While the register is written, nobody can read how far."""
