"""Writing a million rows: by COPY on PostgreSQL, past the mapping of types on SQLite."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import Session


def insert_slips(session: Session, slips: Iterable[tuple[bytes, int]]) -> None:
    """Slips as pairs of digest and pool; neither engine needs a type converted."""
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT INTO slip (digest, pool_id) VALUES (?, ?)", list(slips))
        return
    cursor: Any = connection.connection.cursor()
    with cursor, cursor.copy("COPY slip (digest, pool_id) FROM STDIN") as copy:
        for slip in slips:
            copy.write_row(slip)
