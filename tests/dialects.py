"""Dialects that are made once in a test run, with the statements they have put into words.

Thousands of engines are made of the same two dialects. What SQLAlchemy compiles is kept for one
dialect and one engine, as a server has only one; every test compiled all its statements anew.
"""

from typing import Any, Self

from sqlalchemy import Connection, Engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg, _log_notices
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.util import LRUCache

from tests import lines

KEPT = 4000
"""Statements; those of all pages of the product, with each engine."""
_made: dict[tuple[object, ...], Dialect] = {}
_compiled: LRUCache[Any, Any] = LRUCache(KEPT)


class Once:
    """Given the same arguments it is the same dialect, which has asked its server what it is."""

    def __new__(cls, **given: Any) -> Self:
        key = (cls, *sorted((name, str(value)) for name, value in given.items()))
        if key not in _made:
            _made[key] = super().__new__(cls)
        return _made[key]  # type: ignore[return-value]

    def __init__(self, **given: Any) -> None:
        if not vars(self):
            super().__init__(**given)
            self.is_initialized = False

    def initialize(self, connection: Connection) -> None:
        if not self.is_initialized:
            super().initialize(connection)  # type: ignore[misc]
            self.is_initialized = True

    @classmethod
    def engine_created(cls, engine: Engine) -> None:
        engine.update_execution_options(compiled_cache=_compiled)


class PostgreSQL(Once, PGDialect_psycopg):
    supports_statement_cache = True

    def connect(self, *_unnamed: Any, **asked: Any) -> Any:
        return lines.take(super().connect, **asked)

    def do_close(self, dbapi_connection: Any) -> None:
        # It is told of notices each time it is taken.
        dbapi_connection.remove_notice_handler(_log_notices)
        if not lines.put_back(dbapi_connection):
            super().do_close(dbapi_connection)

    def do_terminate(self, dbapi_connection: Any) -> None:
        super().do_close(dbapi_connection)


class SQLite(Once, SQLiteDialect_pysqlite):
    supports_statement_cache = True


def share() -> None:
    registry.register("postgresql.psycopg", __name__, "PostgreSQL")
    registry.register("sqlite", __name__, "SQLite")
