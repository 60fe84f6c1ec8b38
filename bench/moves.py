"""The bare moves of sealing: rows as heavy as sealed ones out of one table and into another.

What sealing does beyond this is its price: fresh identifiers, hashes and order, slips, keys,
tallies and their sums, and more indexes.
"""

import time
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.engine import Connection

from bench.world import portions
from survey import db

AT_ONCE = 5000
COLUMNS = (
    "id, batch_id, agency_id, point_id, procedure_id, channel, version_id, day, precision, "
    "answers, salt, leaf"
)
PLACES = ", ".join("?" for _ in COLUMNS.split(","))


def bare_seconds(url: str, *, rows: int) -> float:
    """Processor time of this process for moving copies of so many sealed rows, by the driver."""
    engine = db.connect(url)
    try:
        keys = _prepare(engine, rows=rows)
        move = _on_sqlite if engine.dialect.name == "sqlite" else _on_postgresql
        began = time.process_time()
        for portion in portions(keys, AT_ONCE):
            with engine.connect().execution_options(**db.writing(engine)) as connection:
                move(connection, portion)
                connection.commit()
        return time.process_time() - began
    finally:
        _run(engine, "DROP TABLE bare_from", "DROP TABLE bare_to")
        engine.dispose()


def _prepare(engine: Engine, *, rows: int) -> list[Any]:
    _run(
        engine,
        f"CREATE TABLE bare_from AS SELECT {COLUMNS} FROM response LIMIT {rows}",
        f"CREATE TABLE bare_to AS SELECT {COLUMNS} FROM response LIMIT 0",
        "CREATE UNIQUE INDEX bare_from_id ON bare_from (id)",
        "CREATE UNIQUE INDEX bare_to_id ON bare_to (id)",
    )
    with engine.connect() as connection:
        return sorted(connection.exec_driver_sql("SELECT id FROM bare_from").scalars())


def _run(engine: Engine, *statements: str) -> None:
    with engine.connect().execution_options(**db.writing(engine)) as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
        connection.commit()


def _on_sqlite(connection: Connection, keys: list[Any]) -> None:
    rows = connection.exec_driver_sql(
        f"SELECT {COLUMNS} FROM bare_from WHERE id BETWEEN ? AND ?", (keys[0], keys[-1])
    )
    moved = [tuple(row) for row in rows]
    connection.exec_driver_sql(f"INSERT INTO bare_to ({COLUMNS}) VALUES ({PLACES})", moved)
    connection.exec_driver_sql("DELETE FROM bare_from WHERE id = ?", [(key,) for key in keys])


def _on_postgresql(connection: Connection, keys: list[Any]) -> None:
    rows = connection.exec_driver_sql(
        f"SELECT {COLUMNS} FROM bare_from WHERE id = ANY(%s)", (keys,)
    )
    bare: Any = connection.connection
    with bare.cursor() as cursor, cursor.copy(f"COPY bare_to ({COLUMNS}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
    connection.exec_driver_sql("DELETE FROM bare_from WHERE id = ANY(%s)", (keys,))
