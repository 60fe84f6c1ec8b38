"""Connections to PostgreSQL that the next test takes over, as fresh as new ones.

For a new connection the server starts a process that has yet to read what every table is like;
for the few statements of a test that took longer than the statements themselves.
"""

import select
from collections import defaultdict, deque
from collections.abc import Callable
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

import psycopg
from psycopg.pq import TransactionStatus

Connection = psycopg.Connection[Any]
Line = tuple[tuple[str, str], ...]
"""Where to and how a connection was asked for."""

_lines: WeakKeyDictionary[Connection, Line] = WeakKeyDictionary()
_renewals = count()
_waiting: defaultdict[Line, deque[Connection]] = defaultdict(deque)


def take(connect: Callable[..., Connection], **asked: Any) -> Connection:
    line = tuple(sorted((name, str(value)) for name, value in asked.items()))
    while _waiting[line]:
        waiting = _waiting[line].pop()
        if not _was_hung_up(waiting):
            return waiting
        waiting.close()
    opened = connect(**asked)
    _lines[opened] = line
    return opened


def put_back(connection: Connection) -> bool:
    """Whether it waits for the next test; else it has to be closed."""
    if connection.closed or connection not in _lines:
        return False
    try:
        _renew(connection)
    except psycopg.Error:
        return False
    _waiting[_lines[connection]].append(connection)
    return True


def close(*, host: str, database: str | None = None) -> None:
    """Those that wait: their server stops, or their database goes."""
    gone = {("host", host)} | ({("dbname", database)} if database else set())
    for line in [line for line in _waiting if gone <= set(line)]:
        for connection in _waiting.pop(line):
            connection.close()


def _renew(connection: Connection) -> None:
    if connection.info.transaction_status is not TransactionStatus.IDLE:
        connection.rollback()
    connection.autocommit = True
    # Psycopg forgets what it prepared, too, but only at a statement that it has not seen yet.
    connection.execute(f"DISCARD ALL -- {next(_renewals)}")
    connection.autocommit = False
    connection.isolation_level = connection.read_only = connection.deferrable = None


def _was_hung_up(connection: Connection) -> bool:
    """An idle server says nothing but goodbye."""
    socket = select.poll()
    socket.register(connection.fileno(), select.POLLIN)
    return bool(socket.poll(0))
