"""How many submissions one process works on at once; who comes beyond is told to try again."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from flask import Flask, current_app
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError, TimeoutError

from survey.errors.citizen import ServerFull


def init_app(app: Flask) -> None:
    places = app.config["SETTINGS"].max_pending_submissions
    app.extensions["submission_places"] = BoundedSemaphore(places)


@contextmanager
def admitted() -> Iterator[None]:
    """A place among those being worked on, or ServerFull before the database is asked anything."""
    places: BoundedSemaphore = current_app.extensions["submission_places"]
    if not places.acquire(blocking=False):
        raise ServerFull
    try:
        yield
    finally:
        places.release()


def is_away(error: SQLAlchemyError) -> bool:
    """Whether the database is locked, full, out of connections or gone: a minute may mend it."""
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    return isinstance(error, (OperationalError, TimeoutError))
