"""An import from hand-in to its end: what people decide about it."""

import unicodedata

from sqlalchemy import CursorResult, delete, update
from sqlalchemy.orm import Session

from survey import audit
from survey.audit import Actor
from survey.models.import_run import ImportRun, ImportStatus
from survey.queries import import_runs
from survey.registry.importing.columns import Register

LONGEST_NAME = 120  # letters of a file's name
DROPPABLE = (ImportStatus.WAITING, ImportStatus.READY, ImportStatus.REFUSED, ImportStatus.FAILED)


def hand_in(
    session: Session,
    *,
    register: Register,
    file_name: str,
    content: bytes,
    agency_id: int | None,
    by: Actor,
) -> ImportRun:
    """The file waits for its check."""
    run = ImportRun(
        id=import_runs.next_number(session),
        register=register.value,
        file_name=_printable(file_name),
        content=content,
        account_id=by.account_id,
        agency_id=agency_id,
        created_at=by.now,
        status=ImportStatus.WAITING,
    )
    session.add(run)
    session.flush()
    _note(session, action="import.handed_in", run=run, by=by)
    return run


def decide_to_take_over(session: Session, *, run: ImportRun, by: Actor) -> bool:
    """Whether it could be decided: pressed twice, it is decided once."""
    ready = (ImportRun.id == run.id, ImportRun.status == ImportStatus.READY)
    decided = session.execute(
        update(ImportRun)
        .where(*ready)
        .values(status=ImportStatus.APPLYING, account_id=by.account_id)
        .execution_options(synchronize_session=False)
    )
    if not _touched(decided):
        return False
    _note(session, action="import.decided", run=run, by=by)
    return True


def drop(session: Session, *, run: ImportRun, by: Actor) -> bool:
    """Whether it could be dropped: not while it is worked on, and not what was taken over."""
    droppable = (ImportRun.id == run.id, ImportRun.status.in_(DROPPABLE))
    dropped = session.execute(
        delete(ImportRun).where(*droppable).execution_options(synchronize_session=False)
    )
    if not _touched(dropped):
        return False
    _note(session, action=import_runs.DROPPED, run=run, by=by)
    return True


def _touched(result: object) -> bool:
    return isinstance(result, CursorResult) and result.rowcount == 1


def _note(session: Session, *, action: str, run: ImportRun, by: Actor) -> None:
    audit.record(
        session,
        by=by,
        action=action,
        subject={"import": run.id, "register": run.register, "file": run.file_name},
        agency_id=run.agency_id,
    )


def _printable(name: str) -> str:
    """The last part of a path, without signs that no file should have in its name."""
    last = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    seen = "".join(sign for sign in last if sign.isprintable())
    return seen[-LONGEST_NAME:] or "?"
