"""`hailong demo` as a person runs it: in a folder, twice, served and stopped.

Once it is started, serves and is stopped as a program of its own; where only what it makes and
says counts, the same command runs in this process, which has loaded the program already.
"""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from unittest.mock import patch
from urllib.request import urlopen

import psutil
import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import ScriptInfo
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

import hailong
from survey import db, schema
from survey.demonstration import serving
from survey.models.agency import Agency
from survey.models.questionnaire import Questionnaire
from survey.models.response import Response
from tests.databases import PostgresServer, fresh_postgres
from tests.factories import an_agency

ROOT = Path(__file__).parent.parent.parent
VERY_SMALL = "0.005"

pytestmark = pytest.mark.slow


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'demo.db'}"
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    with fresh_postgres(server) as address:
        yield address


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def command(folder: Path, url: str, **settings: object) -> tuple[list[str], dict[str, str]]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith("HAILONG_")}
    environment = clean | {"DATABASE_URL": url} | {k: str(v) for k, v in settings.items()}
    return ["demo", "--volume", VERY_SMALL, "--folder", str(folder)], environment


def run(folder: Path, url: str, **settings: object) -> Result:
    arguments, environment = command(folder, url, **settings)
    made: list[Flask] = []

    def create_app() -> Flask:
        made.append(hailong.create_app())
        return made[-1]

    with patch.dict(os.environ, environment, clear=True):
        script = ScriptInfo(create_app=create_app)
        told = CliRunner().invoke(hailong.cli, arguments, obj=script)
    for app in made:
        app.extensions["engine"].dispose()
    return told


def responses(url: str) -> int:
    with db.connected(url) as engine, Session(engine) as session:
        return session.scalar(select(func.count()).select_from(Response))


def test_a_second_start_keeps_the_data_and_a_reset_begins_anew(tmp_path: Path, url: str):
    first = run(tmp_path, url, SERVE=0)
    assert first.exit_code == 0, first.output
    told = json.loads((tmp_path / "demo.json").read_text())
    assert told["accounts"][0]["password"] in first.stdout
    assert told["slip_urls"][0] in first.stdout
    assert (tmp_path / "secret").stat().st_mode & 0o777 == 0o600
    before = responses(url)

    assert run(tmp_path, url, SERVE=0, PORT=8123).exit_code == 0
    again = json.loads((tmp_path / "demo.json").read_text())
    assert responses(url) == before > 300
    assert again["base_url"] == "http://127.0.0.1:8123"
    assert again["accounts"] == told["accounts"]

    assert run(tmp_path, url, SERVE=0, RESET=1).exit_code == 0
    assert responses(url) == before
    assert all(
        file.stat().st_mode & 0o077 == 0 for file in tmp_path.glob("*") if file.suffix != ".lock"
    )
    assert not set(json.loads((tmp_path / "demo.json").read_text())["slip_urls"]) & set(
        told["slip_urls"]
    )


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path):
    (tmp_path / "file").touch()

    refused = run(tmp_path / "file" / "var", f"sqlite:///{tmp_path / 'demo.db'}", SERVE=0)

    assert refused.exit_code == 1
    assert f"Không dùng được thư mục {tmp_path / 'file' / 'var'}" in refused.stderr


def test_a_database_in_use_is_not_touched(tmp_path: Path, url: str):
    run_migrations(url)
    with db.connected(url) as engine, Session(engine) as session:
        an_agency(session, name="Sở thật")

    for settings in ({}, {"RESET": 1}):
        refused = run(tmp_path, url, SERVE=0, **settings)

        assert refused.exit_code == 1
        assert "Cơ sở dữ liệu này đang chứa dữ liệu khác" in refused.stderr
    with db.connected(url) as engine, Session(engine) as session:
        assert session.scalars(select(Agency.name_vi)).all() == ["Sở thật"]


def test_a_database_in_use_by_another_version_stays_at_its_schema(tmp_path: Path, url: str):
    run_migrations(url)
    with db.connected(url) as engine, Session(engine) as session:
        an_agency(session, name="Sở thật")
        session.execute(text("UPDATE alembic_version SET version_num = '0130'"))
        session.commit()

    refused = run(tmp_path, url, SERVE=0)

    assert "Cơ sở dữ liệu này đang chứa dữ liệu khác" in refused.stderr
    with db.connected(url) as engine:
        assert schema.revision(engine) == "0130"


def test_a_database_with_questionnaires_is_in_use(tmp_path: Path, url: str):
    run_migrations(url)
    with db.connected(url) as engine, Session(engine) as session:
        session.add(Questionnaire(code="quay-ngan"))
        session.commit()

    assert "đang chứa dữ liệu khác" in run(tmp_path, url, SERVE=0).stderr


def run_migrations(url: str) -> None:
    with db.connected(url) as engine:
        schema.migrate(engine)


def test_it_serves_until_it_is_stopped_and_leaves_nobody_behind(tmp_path: Path, port: int):
    arguments, environment = command(tmp_path, f"sqlite:///{tmp_path / 'demo.db'}", PORT=port)
    program = [sys.executable, "-m", "hailong", *arguments]
    process = subprocess.Popen(program, env=environment, cwd=ROOT, stdout=subprocess.PIPE)
    try:
        page = wait_for(f"http://127.0.0.1:{port}/demonstration", process=process)
        children = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 0
    finally:
        process.kill()
        told, _ = process.communicate()

    assert "Dữ liệu mô phỏng" in page
    assert f"http://127.0.0.1:{port}/" in told.decode()
    assert len(children) >= 4  # gunicorn, its two workers, the worker
    _gone, alive = psutil.wait_procs(children, timeout=10)
    assert alive == []


def wait_for(url: str, *, process: subprocess.Popen[bytes]) -> str:
    for _ in range(600):
        assert process.poll() is None
        try:
            with urlopen(url) as answer:
                return str(answer.read().decode())
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the server did not come up")


def test_while_it_serves_it_reads_nothing_itself(tmp_path: Path, port: int):
    """SQLite's log is emptied at each close of a day, which waits ten seconds for a reader."""
    file = tmp_path / "demo.db"
    emptied: list[tuple[int, ...]] = []

    def serve(*_args: object, **_kwargs: object) -> bool:
        with closing(sqlite3.connect(file, timeout=0)) as connection:
            emptied.extend(connection.execute("PRAGMA wal_checkpoint(TRUNCATE)"))
        return True

    with patch.object(serving, "serve", serve):
        told = run(tmp_path, f"sqlite:///{file}", SERVE=1, PORT=port)

    assert told.exit_code == 0, told.output
    assert emptied == [(0, 0, 0)]


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"ADDRESS": "203.0.113.1"}, "Máy này không nhận kết nối tại địa chỉ 203.0.113.1"),
        ({"PORT": 80_000}, "--port"),
    ],
)
def test_where_it_cannot_be_served_is_said_before_anything_is_built(
    tmp_path: Path, settings: dict[str, object], told: str
):
    refused = run(tmp_path, f"sqlite:///{tmp_path / 'demo.db'}", **settings)

    assert refused.exit_code in (1, 2)
    assert told in refused.stderr


def test_a_port_in_use_is_said_before_anything_is_built(tmp_path: Path, port: int):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        refused = run(tmp_path, f"sqlite:///{tmp_path / 'd.db'}", PORT=port)

    assert refused.exit_code == 1
    assert str(port) in refused.stderr
    assert responses(f"sqlite:///{tmp_path / 'd.db'}") == 0
