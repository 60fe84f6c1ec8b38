"""PostgreSQL databases that are emptied after a test, until they are as a fresh copy would be.

Copying a template of three hundred files and deleting the copy took five times as long. What
cannot be put back (another schema, another setting, very many rows) is not used again.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import psycopg
from psycopg import sql

Connection = psycopg.Connection[tuple[Any, ...]]

USES = 100
"""Times a database is given out; what nobody sees, as old versions of rows, does not pile up."""
MOST = 16 * 1024**2  # bytes in a table; deleting more takes longer than a copy
PAGE = 8192  # bytes
FIRST_OF_OURS = 16384
"""Below it PostgreSQL numbers what it brings along itself."""
USED = """
    SELECT relname::text, pg_relation_size(oid) AS bytes
    FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 0
    ORDER BY relname
"""
NUMBERED_ANEW = """
    SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
    FROM pg_sequences
    WHERE last_value IS NOT NULL
"""
# Nobody has counted the rows of a copy: the planner must find the same ways through its tables.
UNCOUNTED = f"""
    UPDATE pg_class
    SET relpages = (relkind = 'i')::int, reltuples = (relkind = 'i')::int - 1, relallvisible = 0
    WHERE relkind IN ('r', 'i', 't') AND oid >= {FIRST_OF_OURS}
    AND (relpages, reltuples) <> ((relkind = 'i')::int, (relkind = 'i')::int - 1)
"""
UNDESCRIBED = f"DELETE FROM pg_statistic WHERE starelid >= {FIRST_OF_OURS}"
CATALOGUES = {
    "pg_attrdef": "oid",
    "pg_attribute": "attrelid",
    "pg_class": "oid",
    "pg_constraint": "oid",
    "pg_db_role_setting": "setdatabase",
    "pg_extension": "oid",
    "pg_index": "indexrelid",
    "pg_namespace": "oid",
    "pg_policy": "oid",
    "pg_proc": "oid",
    "pg_rewrite": "oid",
    "pg_sequence": "seqrelid",
    "pg_trigger": "oid",
    "pg_type": "oid",
}
SHAPE = "SELECT " + ", ".join(
    f"(SELECT ROW(count(*), count(*) FILTER (WHERE age(xmin) < age(%(since)s::xid)))::text"
    f" FROM {name} WHERE {number} >= {FIRST_OF_OURS})"
    for name, number in CATALOGUES.items()
)
"""Whoever creates, changes or removes something leaves a younger row in them, or a row fewer."""
NOW = "SELECT pg_current_xact_id()::xid::text"


class Copy(NamedTuple):
    """A database that was given out, the connection that empties it, and its youngest state."""

    connection: Connection
    since: str
    uses: int


class Emptier:
    """Knows the template and puts its copies back."""

    def __init__(self, connect: Callable[[str], Connection], *, template: str) -> None:
        self.connect = connect
        self.copies: dict[str, Copy] = {}
        with connect(template) as connection:
            self.since = _cell(connection, NOW)
            self.shape = _shape(connection, since=self.since)
            self.rows = {table: _rows(connection, table) for table in _used(connection)}

    def has_emptied(self, name: str) -> bool:
        """Whether the database is again as a copy of the template; else it can only be dropped."""
        try:
            copy = self.copies.get(name) or Copy(self._opened(name), self.since, uses=1)
            self.copies[name] = copy
            used = _used(copy.connection)
            if copy.uses == USES or not self._can_be_emptied(copy, used=used):
                return False
            _empty(copy.connection, {name: used[name] for name in used.keys() - self.rows.keys()})
            since = _cell(copy.connection, NOW)
            self.copies[name] = copy._replace(since=since, uses=copy.uses + 1)
            return True
        except psycopg.Error:  # somebody holds a lock, or the server is gone
            return False

    def let_go(self, name: str) -> None:
        if name in self.copies:
            self.copies.pop(name).connection.close()

    def let_all_go(self) -> None:
        for name in list(self.copies):
            self.let_go(name)

    def _opened(self, name: str) -> Connection:
        connection = self.connect(name)
        # What forbids deleting, and what would delete along, are triggers.
        connection.execute("SET session_replication_role = replica; SET lock_timeout = '2s'")
        return connection

    def _can_be_emptied(self, copy: Copy, *, used: dict[str, int]) -> bool:
        return (
            _shape(copy.connection, since=copy.since) == self.shape
            and max(used.values()) <= MOST
            and all(_rows(copy.connection, table) == rows for table, rows in self.rows.items())
        )


def _empty(connection: Connection, used: dict[str, int]) -> None:
    deletes = [sql.SQL("DELETE FROM {}").format(sql.Identifier(table)) for table in used]
    last = [sql.SQL(statement) for statement in (NUMBERED_ANEW, UNCOUNTED, UNDESCRIBED)]
    # Within its first page new rows follow the old ones: where more was written, they would not.
    long = [sql.Identifier(table) for table, size in used.items() if size > PAGE]
    if long:
        connection.execute(sql.SQL("; ").join(deletes))
        connection.execute(sql.SQL("VACUUM {}").format(sql.SQL(", ").join(long)))
        deletes = []
    connection.execute(sql.SQL("; ").join([*deletes, *last]))


def _shape(connection: Connection, *, since: str) -> tuple[Any, ...] | None:
    return connection.execute(SHAPE, {"since": since}).fetchone()


def _used(connection: Connection) -> dict[str, int]:
    """The tables that take room, and the bytes they take."""
    return dict(connection.execute(USED).fetchall())  # type: ignore[arg-type]


def _rows(connection: Connection, table: str) -> list[tuple[Any, ...]]:
    query = sql.SQL("SELECT t::text FROM {} t ORDER BY 1").format(sql.Identifier(table))
    return connection.execute(query).fetchall()


def _cell(connection: Connection, query: str) -> Any:
    return next(connection.execute(query))[0]
