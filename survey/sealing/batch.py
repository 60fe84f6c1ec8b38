"""Sealing one batch: out of the inbox, into responses and tallies, in one transaction."""

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import insert, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session

from survey.models.method import Definition
from survey.models.response import Batch, Comment, Precision, Response
from survey.queries import inbox
from survey.sealing.counting import count
from survey.sealing.header import batch_row
from survey.sealing.stripping import SealedRows, strip
from survey.sealing.taking import take, write_all

SEAL_LOCK = 0x4C6F6E67
"""Of PostgreSQL's advisory locks, the one that a sealing run holds."""
CACHE_KIB = 32_768
"""Of SQLite's pages, so many stay in memory: keys are random, a batch touches pages all over."""
PAGES_OF_LOG = 32_768
"""Before SQLite copies its log into the database: a page that several batches change is copied
once. When all is sealed the log is emptied."""
USUAL_PAGES_OF_LOG = 1_000
SHARE_OF_DISK = 4
"""Of what is free on the disk the log takes this part at the most, beyond a batch: a log that fills
it can neither be emptied nor take the next rating."""
_BY_KEY = text("""
SELECT pg_advisory_xact_lock(:lock), set_config('enable_seqscan', 'off', true),
    set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)
""")
"""Rows are looked up by their keys, in the order given: however small or new a table is, where a
row lies then says nothing, and no batch reads a whole table."""
_INSERT = str(insert(Response).compile(dialect=sqlite.dialect()))
_COPY = f"COPY response ({', '.join(Response.__table__.columns.keys())}) FROM STDIN"


def prepare(session: Session) -> None:
    """Make a transaction ready: two runs at once take turns; SQLite has one writer anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(_BY_KEY, {"lock": SEAL_LOCK})
    else:
        session.execute(text(f"PRAGMA cache_size = -{CACHE_KIB}"))
        session.execute(text(f"PRAGMA wal_autocheckpoint = {_pages_of_log(session)}"))


def _pages_of_log(session: Session) -> int:
    (page,) = session.execute(text("PRAGMA page_size")).one()
    room = shutil.disk_usage(Path(str(session.connection().engine.url.database)).parent).free
    return max(USUAL_PAGES_OF_LOG, min(PAGES_OF_LOG, room // SHARE_OF_DISK // page))


def seal_batch(
    session: Session,
    *,
    agency_id: int,
    through: date,
    limit: int,
    at_least: int,
    precision: Precision,
    definitions: Mapping[int, Definition],
    today: date,
) -> int:
    """Seal up to `limit` waiting ratings of an agency, none below `at_least`; how many it were.

    In a transaction that was prepared for it.
    """
    today = precision.day_of(today)  # a week is closed seven days after its first rating
    if not inbox.holds(session, agency_id=agency_id, through=through, at_least=at_least):
        return 0  # another run took them a moment ago
    ratings = take(
        session,
        agency_id=agency_id,
        through=through,
        limit=limit,
        precision=precision,
        today=today,
    )
    batch_id = uuid4()
    sealed = strip(
        ratings,
        batch_id=batch_id,
        agency_id=agency_id,
        precision=precision,
        definitions=definitions,
    )
    row = batch_row(
        session,
        ratings,
        batch_id=batch_id,
        agency_id=agency_id,
        precision=precision,
        today=today,
    )
    session.execute(insert(Batch).values(row))
    count(session, agency_id=agency_id, sealed=sealed)
    _store(session, sealed=sealed)
    return len(ratings)


def _store(session: Session, *, sealed: SealedRows) -> None:
    if session.get_bind().dialect.name == "postgresql":
        connection: Any = session.connection().connection
        with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
            for row in sealed.responses:
                copy.write_row(row)
    else:
        write_all(session, _INSERT, sealed.responses)
    if sealed.comments:
        session.execute(insert(Comment), sealed.comments)
