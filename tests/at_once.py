"""Requests that are all under way before any of them can end."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from time import sleep

from sqlalchemy import text
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

HELD = {
    "postgresql": "LOCK TABLE audit_event IN EXCLUSIVE MODE",
    "sqlite": "UPDATE alembic_version SET version_num = version_num",
}
"""What every change notes last; with SQLite all that can be written."""
PATIENCE = 60  # seconds
WAITING = text("SELECT count(*) FROM pg_locks WHERE NOT granted")


def at_once(session: Session, *requests: Callable[[], TestResponse]) -> list[TestResponse]:
    """The answers in the order of the requests."""
    session.rollback()
    session.execute(text(HELD[session.get_bind().dialect.name]))
    with ThreadPoolExecutor(len(requests)) as pool:
        sent = [pool.submit(request) for request in requests]
        try:
            _until_they_wait(session, sent)
        finally:  # or those that wait would wait for ever, and this for them
            session.rollback()
        return [one.result() for one in sent]


def _until_they_wait(session: Session, sent: list[Future[TestResponse]]) -> None:
    """SQLite does not tell who waits: there the first of them is let in when it comes."""
    if session.get_bind().dialect.name != "postgresql":
        return
    for _ in range(PATIENCE * 100):
        waiting = session.scalar(WAITING) or 0
        if waiting + sum(one.done() for one in sent) >= len(sent):
            return
        sleep(0.01)
    raise AssertionError("some neither wait nor end")
