"""With SQLite too the number of a row that was deleted is given to no other one."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from survey import db, schema
from tests.upgrades.test_upgrades import FILLED, fill, rows_of

BEFORE, AFTER = "0160", "0170"
NEWEST = max(FILLED)
GIVEN_ONCE = (
    "objective",
    "measurement_plan",
    "membership",
    "offering",
    "time_limit",
    "questionnaire_use",
    "outgoing_mail",
)
MAIL = {
    "id": 7,
    "about": "finding 1",
    "recipient": "an@tinh.example",
    "subject": "Kết luận",
    "text": "…",
    "message_id": "<1@tinh.example>",
    "written_at": datetime(2026, 11, 26, 2, tzinfo=UTC),
    "due_at": datetime(2026, 11, 26, 2, tzinfo=UTC),
    "tries": 0,
    "is_private": False,
}


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Engine]:
    """A database of the time before, with all that earlier ones held."""
    with db.connected(f"sqlite:///{tmp_path / 'old.db'}") as engine:
        schema.migrate(engine, to=NEWEST)
        fill(engine, rows_of(NEWEST))
        schema.migrate(engine, to=BEFORE)
        fill(engine, {"outgoing_mail": [MAIL]})
        yield engine


def told(engine: Engine, statement: str) -> list[Any]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(statement))]


def written(engine: Engine, *statements: str) -> None:
    with engine.connect().execution_options(**db.writing(engine)) as connection:
        for statement in statements:
            connection.execute(text(statement))
        connection.commit()


def contents(engine: Engine) -> dict[str, list[Any]]:
    names = [
        name for (name,) in told(engine, "SELECT name FROM sqlite_master WHERE type = 'table'")
    ]
    own = [name for name in names if not name.startswith(("sqlite_", "alembic_"))]
    return {name: sorted(told(engine, f"SELECT * FROM {name}"), key=repr) for name in own}


def beside_tables(engine: Engine) -> list[Any]:
    """Indexes and triggers, as they are written."""
    return told(
        engine, "SELECT type, name, sql FROM sqlite_master WHERE type <> 'table' ORDER BY 1, 2"
    )


def test_the_upgrade_keeps_every_row_index_and_trigger(filled: Engine):
    before = contents(filled), beside_tables(filled)
    assert all(before[0][name] for name in GIVEN_ONCE)

    schema.migrate(filled, to=AFTER)

    assert (contents(filled), beside_tables(filled)) == before
    assert told(filled, "PRAGMA foreign_key_check") == []
    assert told(filled, "PRAGMA integrity_check") == [("ok",)]


def test_an_upgraded_table_differs_in_its_numbers_alone(filled: Engine):
    tables = (
        "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name <> 'sqlite_sequence'"
    )
    before = dict(told(filled, tables))

    schema.migrate(filled, to=AFTER)

    after = dict(told(filled, tables))
    assert {name for name in before if before[name] != after[name]} == set(GIVEN_ONCE)
    assert {
        name: sql.replace("(id AUTOINCREMENT)", "(id)") for name, sql in after.items()
    } == before


def test_the_number_of_a_deleted_row_is_not_given_again(filled: Engine):
    schema.migrate(filled)
    [(last, *_)] = told(filled, "SELECT id FROM membership")
    again = "INSERT INTO membership (account_id, agency_id, role) VALUES (1, 1, 'leader')"

    written(filled, "DELETE FROM membership", again)

    assert told(filled, "SELECT id FROM membership") == [(last + 1,)]


def test_the_number_of_a_draft_that_was_discarded_before_is_not_given_again(filled: Engine):
    """The trail knows the last of them; pages that are still open lead to it."""
    noted = (
        "INSERT INTO audit_event (at, action, details) VALUES "
        "('2026-11-26 02:00:00', 'objective.discarded', '{\"subject\": {\"objective\": 41}}')"
    )
    written(filled, noted)

    schema.migrate(filled)

    last = "SELECT seq FROM sqlite_sequence WHERE name = 'objective'"
    assert told(filled, last) == [(41,)]


def test_an_empty_table_is_upgraded_as_well(tmp_path: Path):
    with db.connected(f"sqlite:///{tmp_path / 'new.db'}") as engine:
        schema.migrate(engine)

        for name in GIVEN_ONCE:
            [(sql,)] = told(engine, f"SELECT sql FROM sqlite_master WHERE name = '{name}'")
            assert "PRIMARY KEY (id AUTOINCREMENT)" in sql
