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
    Connection,
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
    text,
)
from sqlalchemy.exc import DBAPIError

from survey import db, schema
from survey.models.questionnaire import QuestionnaireVersion
from survey.models.response import Response
from tests.databases import PostgresServer

FILLED = {path.stem: path for path in sorted(Path(__file__).parent.glob("*.json"))}
FIRST = min(FILLED)
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
    """What came with the revision beside what the earlier ones hold."""
    earlier = [own for own in FILLED if own <= revision]
    return {name: rows for own in earlier for name, rows in added_by(own).items()}


def added_by(revision: str) -> dict[str, list[dict[str, Any]]]:
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
    with new_database(request.param, request=request, folder=tmp_path) as engine:
        yield engine


@contextmanager
def new_database(kind: str, *, request: pytest.FixtureRequest, folder: Path) -> Iterator[Engine]:
    if kind == "sqlite":
        engine = db.connect(f"sqlite:///{folder / 'old.db'}")
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


@pytest.fixture(
    scope="module",
    params=[(own, kind) for own in FILLED for kind in ("sqlite", "postgresql")],
    ids="-".join,
)
def upgraded(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Engine, str]]:
    """A database filled at an earlier revision and brought to the newest one; only to be read."""
    revision, kind = request.param
    with new_database(kind, request=request, folder=tmp_path_factory.mktemp("old")) as engine:
        schema.migrate(engine, to=revision)
        fill(engine, rows_of(revision))
        schema.migrate(engine)
        yield engine, revision


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


def test_what_quality_systems_hold_comes_through_as_it_was(upgraded: tuple[Engine, str]):
    engine, revision = upgraded
    later = [own for own in FILLED if FIRST < own <= revision]
    kept = {name: rows for own in later for name, rows in added_by(own).items()}

    with engine.connect() as connection:
        found = {name: held(connection, name, like=rows) for name, rows in kept.items()}

    assert found == kept


def test_sums_of_dossiers_are_those_of_the_days(upgraded: tuple[Engine, str]):
    engine, _ = upgraded

    with engine.connect() as connection:
        days, by_month, over_all = (
            connection.scalar(select(func.sum(column("closed"))).select_from(table(name)))
            for name in ("flow", "monthly_flow", "point_flow")
        )

    assert 0 < days == by_month == over_all


def held(connection: Connection, name: str, *, like: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of a table in the columns of these."""
    columns = [column(key, type_of(key, like)) for key in like[0]]
    found = connection.execute(select(*columns).select_from(table(name)).order_by(*columns[:2]))
    return [dict(row) for row in found.mappings()]


NEVER = {
    "0030": ("UPDATE measurement_plan SET title = 'other'", "DELETE FROM plan_item"),
    "0051": (
        "UPDATE plan_item SET target = 1",
        "DELETE FROM plan_wave",
        "UPDATE measurement_record SET formula = 'other'",
        "DELETE FROM record_figure",
    ),
    "0062": ("UPDATE rating_sample SET wanted = 2",),
    "0090": ("DELETE FROM invitation_draw",),
}
"""What may not be done, by the revision whose rows it would change."""


def test_an_upgraded_database_still_refuses_to_change_what_was_approved(
    upgraded: tuple[Engine, str],
):
    engine, revision = upgraded
    tried = [one for since, all_of in NEVER.items() if since <= revision for one in all_of]

    assert [one for one in tried if not is_refused(engine, one)] == []


def is_refused(engine: Engine, statement: str) -> bool:
    try:
        with engine.connect() as connection:
            connection.execute(text(statement))
    except DBAPIError as refusal:
        return any(word in str(refusal) for word in ("not change", "never changes", "stays"))
    return False


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
