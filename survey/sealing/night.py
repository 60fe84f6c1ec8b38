"""The nightly close: which days of which agency are sealed now, and which still wait."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from math import ceil
from typing import NamedTuple

from survey import db
from survey.clock import local_day
from survey.closing import LONGEST_WAIT
from survey.models.method import Definition
from survey.models.response import Precision
from survey.queries import inbox, questionnaires
from survey.queries.inbox import Waiting
from survey.sealing.batch import seal_batch

SMALLEST_BATCH = 10
LARGEST_BATCH = 5000
"""Keeps memory flat; an agency with more gets several batches of about the same size."""


class Outcome(NamedTuple):
    """What became of one agency's waiting ratings."""

    agency: str
    sealed: int
    waiting: int
    precision: Precision


def seal(*, through: date, now: datetime) -> Iterator[Outcome]:
    """Seal every closed day up to `through`; run twice, or after an interruption, it goes on."""
    definitions = questionnaires.definitions(db.session())
    for waiting in inbox.waiting(db.session(), through=through):
        yield _seal_agency(waiting, through=through, now=now, definitions=definitions)
    db.forget_deleted_rows(("pending_rating", "superseded_submission"))


def _seal_agency(
    waiting: Waiting, *, through: date, now: datetime, definitions: Mapping[int, Definition]
) -> Outcome:
    precision, at_least = Precision.DAY, SMALLEST_BATCH
    if waiting.ratings < SMALLEST_BATCH:
        if waiting.oldest > through - LONGEST_WAIT:
            return Outcome(waiting.agency_vi, 0, waiting.ratings, precision)
        precision, at_least = Precision.WEEK, 1
    batches = ceil(waiting.ratings / LARGEST_BATCH)
    sealed = 0
    for _ in range(batches):
        with db.transaction() as session:
            sealed += seal_batch(
                session,
                agency_id=waiting.agency_id,
                through=through,
                limit=ceil(waiting.ratings / batches),
                at_least=at_least,
                precision=precision,
                definitions=definitions,
                today=local_day(now),
            )
    return Outcome(waiting.agency_vi, sealed, waiting.ratings - sealed, precision)
