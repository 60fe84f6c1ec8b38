"""What a database holds: nothing, this province, an old or unfinished one, or something else."""

import json
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from survey import audit, db
from survey.audit import Actor
from survey.clock import local_day
from survey.queries import demonstrations

DATA_VERSION = 4
"""Raised when the province is told differently, so that it is built anew."""
BEGUN, BUILT = "demonstration.begun", "demonstration.built"


class Standing(Enum):
    EMPTY = "empty"
    READY = "ready"
    OUTDATED = "outdated"
    """Ours, but unfinished or of another version of the program."""
    IN_USE = "in use"
    """Never ours: it must not be touched."""


def of(session: Session) -> Standing:
    newest = demonstrations.newest_event(session, actions=(BEGUN, BUILT))
    if newest is None:
        return Standing.EMPTY if demonstrations.is_empty(session) else Standing.IN_USE
    is_ready = newest.action == BUILT and _details(newest.details)["version"] == DATA_VERSION
    return Standing.READY if is_ready else Standing.OUTDATED


def built_on(session: Session) -> date | None:
    """The day up to which the story was told."""
    newest = demonstrations.newest_event(session, actions=(BUILT,))
    return date.fromisoformat(_details(newest.details)["day"]) if newest else None


def note(session: Session, *, action: str, by: Actor) -> None:
    subject = {"version": DATA_VERSION, "day": local_day(by.now)}
    audit.record(session, by=by, action=action, subject=subject)


def wipe(engine: Engine) -> None:
    """Empty a database that was ours before."""
    if engine.dialect.name == "sqlite":
        engine.dispose()
        file = Path(engine.url.database or "")
        for part in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm"))):
            part.unlink(missing_ok=True)
        db.keep_to_ourselves(file)
        return
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")


def _details(text: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(text)["subject"]
    return found
