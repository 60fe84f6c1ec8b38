"""The worker's chore: once a day, what has been kept long enough is erased."""

import logging
from datetime import datetime

from survey import db
from survey.casework.handling import erase_due
from survey.clock import local_day

log = logging.getLogger(__name__)


def erase_all_due(now: datetime) -> None:
    with db.transaction() as session:
        erased = erase_due(session, today=local_day(now))
    if erased:
        log.info("%d cases erased", erased)
        if not db.forget_deleted_rows(("case_file", "outgoing_mail")):
            log.warning("somebody reads: what was erased can still be read in the database's files")
