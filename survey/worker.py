"""The worker: one process beside the web that closes days after midnight and does long work."""

import logging
from collections.abc import Callable
from datetime import date, datetime
from threading import Event

from flask import Flask
from sqlalchemy.exc import DBAPIError

from survey import clock, closing
from survey.sealing import night

PAUSE_SECONDS = 5.0
log = logging.getLogger(__name__)

Chore = Callable[[datetime], None]


class NightlyClose:
    """Seals once for each new day; a day on which it failed is tried again."""

    def __init__(self) -> None:
        self.closed_through: date | None = None

    def __call__(self, now: datetime) -> None:
        through = closing.last_closed_day(now)
        if through == self.closed_through:
            return
        for outcome in night.seal(through=through, now=now):
            log.info("%s: %d sealed, %d wait", outcome.agency, outcome.sealed, outcome.waiting)
        self.closed_through = through


def run(app: Flask, *, chores: list[Chore], stop: Event) -> None:
    """Do each chore in turn, for ever; one that fails is logged and does not stop the others."""
    while not stop.is_set():
        for chore in chores:
            with app.app_context():
                _try(chore)
        stop.wait(PAUSE_SECONDS)


def _try(chore: Chore) -> None:
    try:
        chore(clock.now())
    except DBAPIError as trouble:
        log.error("database: %s; trying again", type(trouble).__name__)
    except Exception:
        log.exception("a chore failed; trying again")
