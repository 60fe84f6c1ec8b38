"""A filled database of every earlier schema comes to the present one with all it held."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import (
    Boolean,
    Date,
    DateTime,
    Engine,
    LargeBinary,
    Uuid,
    column,
    event,
    func,
    inspect,
    select,
    table,
)
from sqlalchemy.exc import DBAPIError

from survey import db, schema
from survey.models.questionnaire import QuestionnaireVersion
from survey.models.response import Response
from tests.databases import PostgresServer

FILLED = {path.stem: path for path in sorted(Path(__file__).parent.glob("*.json"))}
READ_AS = {
    "hex": bytes.fromhex,
    "instant": datetime.fromisoformat,
    "day": date.fromisoformat,
    "uuid": UUID,
}

TYPES = {
    bytes: LargeBinary(),
    datetime: DateTime(timezone=True),
    date: Date(),
    UUID: Uuid(),
    bool: Boolean(),
}


def rows_of(revision: str) -> dict[str, list[dict[str, Any]]]:
    def read(value: Any) -> Any:
        if isinstance(value, dict):
            ((kind, text),) = value.items()
            return READ_AS[kind](text)
        return value

    filled = json.loads(FILLED[revision].read_text(encoding="utf-8"))
    return {
        name: [{key: read(value) for key, value in row.items()} for row in rows]
        for name, rows in filled.items()
    }


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    if request.param == "sqlite":
        engine = db.connect(f"sqlite:///{tmp_path / 'old.db'}")
        yield engine
        engine.dispose()
    else:
        with empty_postgres(request.getfixturevalue("postgres_server")) as engine:
            yield engine


@contextmanager
def empty_postgres(server: PostgresServer) -> Iterator[Engine]:
    name = server.create(template="template0")
    engine = db.connect(server.url(name))
    yield engine
    engine.dispose()
    server.drop(name)


@pytest.fixture(params=sorted(FILLED))
def upgraded(request: pytest.FixtureRequest, empty: Engine) -> tuple[Engine, str]:
    """A database filled at an earlier revision and brought to the newest one."""
    schema.migrate(empty, to=request.param)
    fill(empty, rows_of(request.param))
    schema.migrate(empty)
    return empty, request.param


def fill(engine: Engine, tables: dict[str, list[dict[str, Any]]]) -> None:
    with engine.connect().execution_options(**db.writing(engine)) as connection:
        for name, rows in tables.items():
            columns = [column(key, type_of(key, rows)) for key in rows[0]]
            connection.execute(table(name, *columns).insert(), rows)
        connection.commit()


def type_of(key: str, rows: list[dict[str, Any]]) -> Any:
    values = (row[key] for row in rows if row[key] is not None)
    return TYPES.get(type(next(values, None)))


def test_every_row_of_an_earlier_schema_is_still_there(upgraded: tuple[Engine, str]):
    engine, revision = upgraded
    with engine.connect() as connection:
        counts = {
            name: connection.scalar(select(func.count()).select_from(table(name)))
            for name in rows_of(revision)
        }

    assert counts == {name: len(rows) for name, rows in rows_of(revision).items()}
    assert schema.revision(engine) == schema.newest_revision()


def test_an_upgraded_database_still_refuses_to_change_what_is_sealed(
    upgraded: tuple[Engine, str],
):
    engine, _ = upgraded

    for model in (Response, QuestionnaireVersion):
        with pytest.raises(DBAPIError, match="never changes"), engine.connect() as connection:
            connection.execute(model.__table__.delete())


def test_an_upgraded_database_refuses_to_take_a_published_version_back(
    upgraded: tuple[Engine, str],
):
    engine, _ = upgraded

    with pytest.raises(DBAPIError, match="only moves forward"), engine.connect() as connection:
        connection.execute(QuestionnaireVersion.__table__.update().values(status="draft"))


def test_an_upgrade_that_is_interrupted_leaves_the_old_schema(empty: Engine):
    statements = count(1)

    def cut(*_arguments: object) -> None:
        if next(statements) == 40:
            raise KeyboardInterrupt

    event.listen(empty, "before_cursor_execute", cut)
    with pytest.raises(KeyboardInterrupt):
        schema.migrate(empty)
    event.remove(empty, "before_cursor_execute", cut)

    assert inspect(empty).get_table_names() == []
    schema.migrate(empty)
    assert schema.revision(empty) == schema.newest_revision()
