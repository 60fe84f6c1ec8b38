"""The worker: one process beside the web that closes days after midnight and does long work."""

import logging
from collections.abc import Callable
from datetime import date, datetime, timedelta
from threading import Event

from flask import Flask
from sqlalchemy.exc import DBAPIError

from survey import clock, closing
from survey.sealing import night

PAUSE_SECONDS = 5.0
TRIED_AGAIN_AFTER = timedelta(hours=1)
log = logging.getLogger(__name__)

Chore = Callable[[datetime], object]


class NightlyClose:
    """Seals once for each new day; an agency in which it failed is tried again each hour."""

    def __init__(self) -> None:
        self.closed_through: date | None = None
        self.not_before: datetime | None = None

    def __call__(self, now: datetime) -> None:
        through = closing.last_closed_day(now)
        if through == self.closed_through or (self.not_before and now < self.not_before):
            return
        has_failed = False
        for outcome in night.seal(through=through, now=now):
            log.info("%s: %d sealed, %d wait", outcome.agency, outcome.sealed, outcome.waiting)
            has_failed |= outcome.has_failed
        self.closed_through = None if has_failed else through
        self.not_before = now + TRIED_AGAIN_AFTER if has_failed else None


class OnceADay:
    """A chore that needs to be done once on each day of the offices."""

    def __init__(self, chore: Chore) -> None:
        self.chore = chore
        self.done_on: date | None = None

    def __call__(self, now: datetime) -> None:
        today = clock.local_day(now)
        if today != self.done_on:
            self.chore(now)
            self.done_on = today


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
