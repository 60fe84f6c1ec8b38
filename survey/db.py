"""The database: engine, column types, and the only place that commits."""

import select
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask, current_app, g
from sqlalchemy import DateTime, Engine, MetaData, create_engine, event
from sqlalchemy.engine import Connection, Dialect, make_url
from sqlalchemy.exc import DisconnectionError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

if TYPE_CHECKING:
    import psycopg  # an extra, which an office with SQLite does not install

WAIT_FOR_LOCK_MS = 10_000
WAIT_FOR_REWRITING_MS = 1_000
"""Who sends a rating waits behind the one who waits for the table."""
BUT_FOR_NAMING: Any = {"key_share": True}
"""How a row is held while others may write rows that name it."""


class Base(DeclarativeBase):
    """Parent of every table; constraints without a name of their own get a regular one."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


GIVEN_ONCE: dict[str, Any] = {"sqlite_autoincrement": True}
"""Of tables whose rows are deleted while their numbers stand on pages or in the trail: SQLite would
give the number of the last one to the next."""


class UTCDateTime(TypeDecorator[datetime]):
    """An instant: naive values are refused, what comes back is in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def connect(url: str) -> Engine:
    """An engine whose commits survive a power cut, on SQLite as on PostgreSQL.

    What a citizen sent is a parameter: no error that is logged may quote it.
    """
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        keep_to_ourselves(Path(address.database or ""))
        wait = {"timeout": WAIT_FOR_LOCK_MS / 1000}
        engine = create_engine(address, connect_args=wait, hide_parameters=True)
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    engine = create_engine(
        address,
        hide_parameters=True,
        pool_size=8,
        max_overflow=8,
        # Reading needs no transaction of several statements: each sees what was committed.
        isolation_level="AUTOCOMMIT",
        connect_args={"options": "-c timezone=utc"},
    )
    event.listen(engine, "checkout", _refuse_if_hung_up)
    return engine


def keep_to_ourselves(file: Path) -> None:
    """A new database is nobody else's to read; its log takes over its permissions."""
    with suppress(OSError):  # it exists, or cannot be made: then connecting says so
        file.touch(mode=0o600, exist_ok=False)


@contextmanager
def connected(url: str) -> Iterator[Engine]:
    """An engine outside of the application, let go at the end."""
    engine = connect(url)
    try:
        yield engine
    finally:
        engine.dispose()


def _refuse_if_hung_up(
    connection: "psycopg.Connection[Any]", record: ConnectionPoolEntry, _handed_out: Any
) -> None:
    """Let the pool connect anew where the server, once restarted, has closed a waiting connection.

    An idle server says nothing but goodbye, so a look at the socket is enough: it costs a few
    microseconds where asking the server would cost a round trip at each request.
    """
    if "socket" not in record.info:  # only just connected
        record.info["socket"] = select.poll()
        record.info["socket"].register(connection.fileno(), select.POLLIN)
    elif record.info["socket"].poll(0):
        raise DisconnectionError


def _set_up_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy's begin event speaks for us
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",  # what sealing removes must not stay readable in the file
        # INSERT OR REPLACE removes rows: without it the triggers against deleting would not see it.
        "recursive_triggers=ON",
        f"busy_timeout={WAIT_FOR_LOCK_MS}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def init_app(app: Flask, url: str) -> None:
    app.extensions["engine"] = connect(url)
    app.teardown_appcontext(_close)


def engine() -> Engine:
    engine: Engine = current_app.extensions["engine"]
    return engine


def session() -> Session:
    """The session of this request or command, for reading."""
    if "session" not in g:
        g.session = Session(engine(), autoflush=False)
    opened: Session = g.session
    return opened


def writing(engine: Engine) -> dict[str, Any]:
    """Options of a connection that writes: one transaction, begun as a writer."""
    if engine.dialect.name == "sqlite":
        return {"writing": True}
    return {"isolation_level": "READ COMMITTED"}


@contextmanager
def transaction() -> Iterator[Session]:
    """Write: committed when the block ends, undone when it raises.

    What was loaded for reading before is refreshed inside, so that a decision is never
    taken on a row that somebody else has changed meanwhile.
    """
    opened = session()
    opened.rollback()
    opened.connection(execution_options=writing(engine()))
    opened.autoflush = True
    try:
        yield opened
        opened.commit()
    except BaseException:
        opened.rollback()
        raise
    finally:
        opened.autoflush = False


def hold(opened: Session, row: Base) -> None:
    """Until the transaction ends nobody else decides on this row; it is read as others left it.

    With SQLite one writes at a time anyway.
    """
    opened.flush()  # or what this session has just changed would be forgotten
    opened.refresh(row, with_for_update=True)


def hold_lightly(opened: Session, row: Base) -> None:
    """As `hold`, while others may write rows that name this one: it must not be deleted."""
    opened.flush()
    opened.refresh(row, with_for_update=BUT_FOR_NAMING)


def commits_each_statement() -> bool:
    """Whether a statement of the session for reading is durable as soon as it returns."""
    return engine().dialect.name == "postgresql"


@contextmanager
def snapshot() -> Iterator[Session]:
    """Read much over several statements, all from one state of the database."""
    bound = engine()
    if bound.dialect.name == "postgresql":
        bound = bound.execution_options(isolation_level="REPEATABLE READ")
    with Session(bound) as opened:
        yield opened


def forget_deleted_rows(tables: tuple[str, ...]) -> bool:
    """Overwrite what was deleted from these tables; until then it can be read off the disk.

    False where somebody reads for long: nobody has to wait for that, and another time it is done.
    """
    session().rollback()  # SQLite's log is emptied once nobody reads from it, ourselves included
    if engine().dialect.name == "sqlite":  # secure_delete did it already; the log may keep copies
        with closing(engine().raw_connection()) as connection:
            emptying = connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            was_busy, *_ = emptying.fetchone() or (True,)
            return not was_busy
    with engine().connect() as connection:
        connection.exec_driver_sql(f"SET lock_timeout = {WAIT_FOR_REWRITING_MS}")
        rewritten = [_has_rewritten(connection, table) for table in tables]
        connection.exec_driver_sql("RESET lock_timeout")  # the next one may be more patient
    return all(rewritten)


def _has_rewritten(connection: Connection, table: str) -> bool:
    """A plain VACUUM only marks the room of what was deleted as free: its bytes stay there."""
    try:
        connection.exec_driver_sql(f"VACUUM FULL {table}")
    except OperationalError:
        connection.exec_driver_sql(f"VACUUM (SKIP_LOCKED) {table}")
        return False
    return True


def _close(_error: BaseException | None) -> None:
    opened = g.pop("session", None)
    if opened is not None:
        opened.close()
