"""One process at a time works on imports; when it is killed, its hold ends with it."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import text

from survey import db
from survey.settings import current_settings

IMPORT_LOCK = 0x696D706F  # of PostgreSQL's advisory locks
LOCK_FILE = "imports.lock"


@contextmanager
def hold() -> Iterator[bool]:
    """Whether this process holds the work; False while another one does."""
    if db.engine().dialect.name == "postgresql":
        with _advisory_lock() as is_held:
            yield is_held
    else:
        with _file_lock(current_settings().var_dir) as is_held:
            yield is_held


@contextmanager
def _advisory_lock() -> Iterator[bool]:
    """Lives as long as its connection, which is used for nothing else."""
    with db.engine().connect() as connection:
        lock = {"lock": IMPORT_LOCK}
        is_held = bool(
            connection.execute(text("SELECT pg_try_advisory_lock(:lock)"), lock).scalar()
        )
        try:
            yield is_held
        finally:
            if is_held:
                connection.execute(text("SELECT pg_advisory_unlock(:lock)"), lock)


@contextmanager
def _file_lock(folder: Path) -> Iterator[bool]:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK_FILE).open("wb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
