"""The nightly close: which days of which agency are sealed now, and which still wait."""

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import partial
from math import ceil
from traceback import format_tb
from typing import NamedTuple

from sqlalchemy.exc import OperationalError

from survey import db
from survey.clock import local_day
from survey.closing import LONGEST_WAIT
from survey.collector import resting
from survey.models.response import Precision
from survey.queries import inbox, questionnaires
from survey.queries.inbox import Waiting
from survey.sealing.batch import prepare, seal_batch

SMALLEST_BATCH = 10
LARGEST_BATCH = 10_000
"""Keeps memory flat; an agency with more gets several batches of about the same size."""
SealOne = Callable[..., int]
log = logging.getLogger(__name__)


class Outcome(NamedTuple):
    """What became of one agency's waiting ratings."""

    agency: str
    sealed: int
    waiting: int
    precision: Precision
    has_failed: bool = False


class Task(NamedTuple):
    """One batch to seal, or nothing at all where too few wait."""

    waiting: Waiting
    precision: Precision
    limit: int
    is_last: bool = True

    @property
    def at_least(self) -> int:
        return SMALLEST_BATCH if self.precision is Precision.DAY else 1


def seal(*, through: date, now: datetime) -> Iterator[Outcome]:
    """Seal every closed day up to `through`; run twice, or after an interruption, it goes on.

    An agency that cannot be sealed keeps what waits and is logged; all others are sealed.
    """
    seal_one = partial(
        seal_batch,
        through=through,
        definitions=questionnaires.definitions(db.session()),
        today=local_day(now),
    )
    sealed, failed = Counter[int](), set[int]()
    for together in _portions(_tasks(inbox.waiting(db.session(), through=through), through)):
        sealed.update(_sealed_where_possible(together, seal_one=seal_one, failed=failed))
        yield from (
            _outcome(task, sealed=sealed, failed=failed) for task in together if task.is_last
        )
    if not db.forget_deleted_rows(("pending_rating", "superseded_submission")):
        log.warning(
            "somebody reads the database: what was sealed can still be read in files of the inbox, "
            "until the next close"
        )


def _sealed_where_possible(
    tasks: Sequence[Task], *, seal_one: SealOne, failed: set[int]
) -> Counter[int]:
    """Ratings sealed per agency; where something is wrong with one, each is tried by itself."""
    try:
        return _sealed(tasks, seal_one=seal_one)
    except OperationalError:  # the database is away or full: true for all, and tried again
        raise
    except Exception as error:
        if len(tasks) > 1:
            apart = (
                _sealed_where_possible([task], seal_one=seal_one, failed=failed) for task in tasks
            )
            return sum(apart, Counter[int]())
        _note(error, task=tasks[0])
        failed.add(tasks[0].waiting.agency_id)
        return Counter[int]()


def _sealed(tasks: Sequence[Task], *, seal_one: SealOne) -> Counter[int]:
    """Ratings sealed per agency, all of them in one transaction."""
    sealed = Counter[int]()
    with db.transaction() as session, resting():
        prepare(session)
        for task in tasks:
            sealed[task.waiting.agency_id] += task.limit and seal_one(
                session,
                agency_id=task.waiting.agency_id,
                limit=task.limit,
                at_least=task.at_least,
                precision=task.precision,
            )
    return sealed


def _note(error: Exception, *, task: Task) -> None:
    """Where it failed, without the message: that may quote what a citizen wrote."""
    where = "".join(format_tb(error.__traceback__))
    name = type(error).__name__
    log.error("%s could not be sealed: %s\n%s", task.waiting.agency_vi, name, where)


def _tasks(all_waiting: Iterable[Waiting], through: date) -> Iterator[Task]:
    for waiting in all_waiting:
        if waiting.ratings >= SMALLEST_BATCH:
            batches = ceil(waiting.ratings / LARGEST_BATCH)
            limit = ceil(waiting.ratings / batches)
            for number in range(1, batches + 1):
                yield Task(waiting, Precision.DAY, limit, number == batches)
        elif waiting.oldest > through - LONGEST_WAIT:
            yield Task(waiting, Precision.DAY, 0)
        else:
            yield Task(waiting, Precision.WEEK, waiting.ratings)


def _portions(tasks: Iterable[Task]) -> Iterator[list[Task]]:
    """What one transaction takes: many small agencies together, a large batch alone.

    A night has thousands of communes with a few dozen ratings each, and every transaction waits
    for the disk.
    """
    portion, ratings = list[Task](), 0
    for task in tasks:
        if portion and ratings + task.limit > LARGEST_BATCH:
            yield portion
            portion, ratings = [], 0
        portion.append(task)
        ratings += task.limit
    if portion:
        yield portion


def _outcome(task: Task, *, sealed: Counter[int], failed: set[int]) -> Outcome:
    waiting, done = task.waiting, sealed[task.waiting.agency_id]
    return Outcome(
        waiting.agency_vi,
        done,
        waiting.ratings - done,
        task.precision,
        has_failed=waiting.agency_id in failed,
    )
