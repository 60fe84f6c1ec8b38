"""The worker's chore: once a day, what has been kept long enough is erased."""

import logging
from datetime import date, datetime

from survey import db
from survey.casework.handling import erase_due
from survey.clock import local_day

log = logging.getLogger(__name__)


class DailyErasing:
    def __init__(self) -> None:
        self.done_on: date | None = None

    def __call__(self, now: datetime) -> None:
        today = local_day(now)
        if today == self.done_on:
            return
        with db.transaction() as session:
            erased = erase_due(session, today=today)
        if erased:
            db.forget_deleted_rows(("case_file", "outgoing_mail"))
            log.info("%d cases erased", erased)
        self.done_on = today
