"""A rating arrives again while its day is sealed: the insert waits, and then sees the seal."""

from concurrent.futures import ThreadPoolExecutor
from time import monotonic, sleep

import pytest
from flask import Flask
from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from survey.clock import local_day, now
from survey.models.rating import key_digest
from tests.citizen.sending import a_sheet, waiting
from tests.factories import an_open_point, some_slips

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
WAITS = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
PATIENCE_SECONDS = 30


@pytest.mark.parametrize(
    ("is_retry", "status", "words"),
    [(True, 200, "đã được ghi nhận"), (False, 410, "sau cùng đã được tính")],
)
def test_nothing_is_counted_twice(
    app: Flask, session: Session, is_retry: bool, status: int, words: str
):
    point = an_open_point(session)
    (code,) = some_slips(session, point=point)
    url = f"/r/{code}"
    sheet = a_sheet(app.test_client().get(url).text, overall="4")
    app.test_client().post(url, data=sheet)
    other = sheet | a_sheet(app.test_client().get(url).text, overall="1")
    with app.extensions["engine"].connect() as seal, ThreadPoolExecutor(1) as citizen:
        seal.execution_options(isolation_level="READ COMMITTED")
        _seal(seal)
        sent = citizen.submit(app.test_client().post, url, data=sheet if is_retry else other)
        _wait_for_the_insert(session)
        seal.commit()
        answer = sent.result()

    assert waiting(session) == []
    assert answer.status_code == status
    assert words in answer.text


def _seal(connection: Connection) -> None:
    """What sealing does to the inbox and the slip, not yet committed."""
    row = connection.execute(
        text("DELETE FROM pending_rating RETURNING submission_key, slip_digest")
    ).one()
    connection.execute(
        text("INSERT INTO sealed_submission VALUES (:digest, :day)"),
        {"digest": key_digest(row.submission_key.bytes), "day": local_day(now())},
    )
    connection.execute(
        text("UPDATE slip SET used_on = :day WHERE digest = :slip"),
        {"day": local_day(now()), "slip": row.slip_digest},
    )


def _wait_for_the_insert(session: Session) -> None:
    until = monotonic() + PATIENCE_SECONDS
    while not session.scalar(text(WAITS)):
        session.rollback()
        assert monotonic() < until, "the insert does not wait for the seal"
        sleep(0.02)
    session.rollback()
