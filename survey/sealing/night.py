"""The nightly close: which days of which agency are sealed now, and which still wait."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from math import ceil
from typing import NamedTuple

from survey import db
from survey.clock import local_day
from survey.closing import LONGEST_WAIT
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
    """Seal every closed day up to `through`; run twice, or after an interruption, it goes on."""
    definitions = questionnaires.definitions(db.session())
    sealed = Counter[int]()
    for together in _portions(_tasks(inbox.waiting(db.session(), through=through), through)):
        with db.transaction() as session:
            for task in together:
                sealed[task.waiting.agency_id] += task.limit and seal_batch(
                    session,
                    agency_id=task.waiting.agency_id,
                    through=through,
                    limit=task.limit,
                    at_least=task.at_least,
                    precision=task.precision,
                    definitions=definitions,
                    today=local_day(now),
                )
        yield from (_outcome(task, sealed=sealed) for task in together if task.is_last)
    db.forget_deleted_rows(("pending_rating", "superseded_submission"))


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


def _outcome(task: Task, *, sealed: Counter[int]) -> Outcome:
    waiting, done = task.waiting, sealed[task.waiting.agency_id]
    return Outcome(waiting.agency_vi, done, waiting.ratings - done, task.precision)
