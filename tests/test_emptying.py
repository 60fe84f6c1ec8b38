"""A PostgreSQL database that was emptied for the next test is as a copy of the template is."""

import subprocess
from collections import defaultdict
from collections.abc import Iterator

import psycopg
import pytest

from survey import db
from tests.databases import PostgresServer, fresh_postgres
from tests.emptying import Emptier

CHECKS = """
    SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname)
    FROM pg_constraint WHERE contype = 'c' AND connamespace = 'public'::regnamespace
"""
COLUMNS = """
    SELECT table_name, column_name, data_type FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name <> 'alembic_version'
"""
COUNTED = """
    SELECT relname, relpages, reltuples, relallvisible FROM pg_class
    WHERE relkind IN ('r', 'i') AND relnamespace = 'public'::regnamespace ORDER BY relname
"""
WRITTEN = {
    "boolean": "n % 2 = 0",
    "bytea": "n::text::bytea",
    "character varying": "n::text",
    "date": "date '2026-01-01' + n",
    "json": "to_json(n)",
    "jsonb": "to_jsonb(n)",
    "text": "n::text",
    "timestamp with time zone": "timestamptz '2026-01-01' + n * interval '1 day'",
    "uuid": "gen_random_uuid()",
}
ROWS = 150
WHO = "SELECT pg_backend_pid()"
PREPARED = "SELECT count(*) FROM pg_prepared_statements"
LOCKS = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"


USED_UP = "SELECT setval(format('%I', sequencename)::regclass, 77) FROM pg_sequences"


@pytest.fixture
def loose(postgres_server: PostgresServer) -> Iterator[str]:
    """A template that takes any row, so that a test can write to each of its tables."""
    name = postgres_server.create()
    with postgres_server.connected(name) as connection:
        for (statement,) in connection.execute(CHECKS).fetchall():
            connection.execute(statement)
    yield name
    postgres_server.drop(name)


def test_what_was_written_everywhere_is_gone(postgres_server: PostgresServer, loose: str):
    emptier = Emptier(postgres_server.connected, template=loose)
    name = postgres_server.create(template=loose)

    for _again in range(2):
        write_everywhere(postgres_server, name)
        assert dump(postgres_server, name) != dump(postgres_server, loose)
        assert emptier.has_emptied(name)

        assert dump(postgres_server, name) == dump(postgres_server, loose)
        assert counted(postgres_server, name) == counted(postgres_server, loose)

    emptier.let_go(name)
    postgres_server.drop(name)


def write_everywhere(server: PostgresServer, name: str) -> None:
    with server.connected(name) as connection:
        connection.execute("SET session_replication_role = replica")
        columns: dict[str, dict[str, str]] = defaultdict(dict)
        for table, column, kind in connection.execute(COLUMNS):
            columns[table][f'"{column}"'] = WRITTEN.get(kind, "n")
        for table, values in columns.items():
            inserted = connection.execute(
                f"INSERT INTO {table} ({', '.join(values)})"
                f" SELECT {', '.join(values.values())} FROM generate_series(1, {ROWS}) n"
                " ON CONFLICT DO NOTHING"
            )
            assert inserted.rowcount > 0
        connection.execute(USED_UP)
        connection.execute("ANALYZE")


def dump(server: PostgresServer, name: str) -> list[str]:
    """All of a database as statements, without the word that guards them, which is by chance."""
    program = [server.programs / "pg_dump", "-h", server.folder, "-U", "hailong", name]
    lines = subprocess.run(program, check=True, capture_output=True, text=True).stdout.splitlines()
    return [line for line in lines if not line.startswith((r"\restrict", r"\unrestrict"))]


def counted(server: PostgresServer, name: str) -> list[tuple[object, ...]]:
    with server.connected(name) as connection:
        return connection.execute(COUNTED).fetchall()


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE another (id int)",
        "DROP TABLE comment CASCADE",
        "ALTER TABLE account ADD COLUMN another int",
        "ALTER TABLE account ALTER COLUMN login DROP NOT NULL",
        "ALTER TABLE account DISABLE TRIGGER ALL",
        "CREATE FUNCTION another() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "ALTER SEQUENCE account_id_seq INCREMENT 2",
        "ALTER DATABASE {name} SET work_mem = '1MB'",
        "UPDATE alembic_version SET version_num = '0001'",
        "DELETE FROM alembic_version",
        "INSERT INTO alembic_version SELECT repeat('x', 9) || n FROM generate_series(1, 3) n",
    ],
)
def test_what_cannot_be_put_back_is_not_used_again(postgres_server: PostgresServer, statement: str):
    name = postgres_server.take()
    with postgres_server.connected(name) as connection:
        connection.execute(statement.format(name=name))

    postgres_server.take_back(name)

    assert name not in postgres_server.emptied
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        postgres_server.connected(name)


def test_the_next_test_finds_a_connection_as_fresh_as_a_new_one(postgres_server: PostgresServer):
    with fresh_postgres(postgres_server) as url:
        with db.connected(url) as engine, engine.connect() as first:
            first.exec_driver_sql("SET statement_timeout = '7min'")
            first.exec_driver_sql("CREATE TEMPORARY TABLE mine (id int)")
            first.exec_driver_sql("SELECT pg_advisory_lock(7)")
            process = first.exec_driver_sql(WHO).scalar_one()
        with db.connected(url) as engine, engine.connect() as second:
            assert second.exec_driver_sql(WHO).scalar_one() == process
            assert second.exec_driver_sql("SHOW statement_timeout").scalar_one() == "0"
            assert second.exec_driver_sql("SELECT to_regclass('mine')").scalar_one() is None
            assert second.exec_driver_sql(LOCKS).scalar_one() == 0


def test_what_one_test_prepared_the_others_prepare_anew(postgres_server: PostgresServer):
    with fresh_postgres(postgres_server) as url:
        for _test in range(3):
            with db.connected(url) as engine, engine.connect() as connection:
                often = [connection.exec_driver_sql(WHO).scalar_one() for _time in range(9)]
                prepared = connection.exec_driver_sql(PREPARED).scalar_one()

            assert len(set(often)) == 1
            assert prepared == 1


def test_a_connection_that_the_server_closed_is_not_handed_on(postgres_server: PostgresServer):
    with fresh_postgres(postgres_server) as url:
        with db.connected(url) as engine, engine.connect() as first:
            process = first.exec_driver_sql(WHO).scalar_one()
        with postgres_server.connected("postgres") as other:
            other.execute("SELECT pg_terminate_backend(%s, 5000)", [process])
        with db.connected(url) as engine, engine.connect() as second:
            assert second.exec_driver_sql(WHO).scalar_one() != process
