"""How many submissions one process works on at once; who comes beyond is told to try again."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from flask import Flask, current_app
from sqlalchemy.exc import DBAPIError, OperationalError, TimeoutError

from survey.errors import ServerFull


def init_app(app: Flask) -> None:
    places = app.config["SETTINGS"].max_pending_submissions
    app.extensions["submission_places"] = BoundedSemaphore(places)


@contextmanager
def admitted() -> Iterator[None]:
    """A place among those being worked on, or ServerFull.

    A database that is locked, full or gone is the same to the citizen: nothing was taken, and
    the answers stay on the page to be sent again.
    """
    places: BoundedSemaphore = current_app.extensions["submission_places"]
    if not places.acquire(blocking=False):
        raise ServerFull
    try:
        yield
    except (OperationalError, TimeoutError) as trouble:
        current_app.logger.error("database refused a rating: %s", type(trouble).__name__)
        raise ServerFull from None
    except DBAPIError as trouble:
        if trouble.connection_invalidated:
            raise ServerFull from None
        raise
    finally:
        places.release()
