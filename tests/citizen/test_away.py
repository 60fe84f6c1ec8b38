"""The system is full, locked or gone while a citizen sends: answers stay, and count once."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from survey import db
from survey.app import create_app
from survey.settings import Settings
from tests.citizen.cutting import CuttingLine
from tests.citizen.sending import a_sheet, hidden_fields, waiting
from tests.databases import PostgresServer
from tests.factories import an_open_point, some_slips

WORDS = "Đợi “lâu” <2 giờ>,\nghế ít & cũ"
CROWD = 12


def slips(session: Session, *, count: int = 1) -> list[str]:
    return [f"/r/{code}" for code in some_slips(session, point=an_open_point(session), count=count)]


@pytest.fixture
def url(session: Session) -> str:
    (url,) = slips(session)
    return url


@contextmanager
def locked(engine: Engine) -> Iterator[None]:
    """Somebody else writes, and takes their time."""
    lock = {
        "sqlite": "PRAGMA user_version",
        "postgresql": "LOCK TABLE pending_rating IN ACCESS EXCLUSIVE MODE",
    }
    with engine.connect().execution_options(**db.writing(engine)) as connection:
        connection.exec_driver_sql(lock[engine.dialect.name])
        yield
        connection.rollback()


def resent(client: FlaskClient, url: str, answer: TestResponse) -> TestResponse:
    """What the button on the page sends: exactly what stands in the page."""
    assert 'name="action" value="send"' in answer.text
    return client.post(url, data=hidden_fields(answer.text))


def as_lines(sheet: dict[str, str]) -> dict[str, str]:
    return {name: value.replace("\r\n", "\n") for name, value in sheet.items()}


def is_kept(answer: TestResponse, sheet: dict[str, str]) -> bool:
    return (
        answer.status_code == 503
        and answer.headers["Retry-After"] == "60"
        and hidden_fields(answer.text) == as_lines(sheet)
        and "Chưa nhận được đánh giá" in answer.text
    )


@pytest.mark.slow
def test_who_finds_the_server_full_keeps_the_answers_and_is_counted_once(
    settings: Settings,
):
    app = create_app(settings.model_copy(update={"max_pending_submissions": 1}))
    app.testing = True
    engine = app.extensions["engine"]
    with Session(engine.execution_options(**db.writing(engine))) as session:
        urls = slips(session, count=CROWD)
        sheets = {
            url: a_sheet(app.test_client().get(url).text, overall="2", comment=WORDS)
            for url in urls
        }

        def send(url: str) -> tuple[str, TestResponse]:
            return url, app.test_client().post(url, data=sheets[url])

        with ThreadPoolExecutor(CROWD) as people, ExitStack() as lock:
            lock.enter_context(locked(engine))
            arriving = as_completed([people.submit(send, url) for url in urls], timeout=60)
            refused = [next(arriving).result() for _ in range(CROWD - 1)]
            lock.close()
            _, inside = next(arriving).result()

        assert inside.status_code == 200
        assert all(is_kept(answer, sheets[url]) for url, answer in refused)
        assert {resent(app.test_client(), *one).status_code for one in refused} == {200}
        assert {resent(app.test_client(), *one).status_code for one in refused} == {200}
        assert len(waiting(session)) == CROWD
    engine.dispose()


@pytest.fixture
def impatient(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """An engine that waits a tenth of a second for a lock or for a free connection."""
    engine: Engine = app.extensions["engine"]
    monkeypatch.setattr(db, "WAIT_FOR_LOCK_MS", 100)
    engine.dispose()  # connections made from now on
    monkeypatch.setattr(engine.pool, "_timeout", 0.1)
    return engine


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_lock_that_lasts_too_long_loses_nothing(
    client: FlaskClient, session: Session, url: str, impatient: Engine
):
    sheet = a_sheet(client.get(url).text, overall="1", comment=WORDS)
    session.rollback()

    with locked(impatient):
        answer = client.post(url, data=sheet)

    assert is_kept(answer, sheet)
    assert resent(client, url, answer).status_code == 200
    assert len(waiting(session)) == 1


def test_no_free_connection_loses_nothing(
    client: FlaskClient, session: Session, url: str, impatient: Engine
):
    sheet = a_sheet(client.get(url).text, overall="1", comment=WORDS)
    session.close()
    size = impatient.pool.size() + impatient.pool._max_overflow

    with ExitStack() as others:
        for _ in range(size):
            others.enter_context(impatient.connect())
        page, answer = client.get(url), client.post(url, data=sheet)

    assert page.status_code == 503
    assert page.headers["Retry-After"] == "60"
    assert is_kept(answer, sheet)
    assert resent(client, url, answer).status_code == 200
    assert len(waiting(session)) == 1


@pytest.fixture
def own_server() -> Iterator[PostgresServer]:
    """A PostgreSQL that can be stopped without taking it from other tests."""
    server = PostgresServer()
    server.start()
    yield server
    server.stop()


def served(database_url: str, folder: Path) -> Flask:
    app = create_app(
        Settings(
            database_url=database_url,
            secret_key="only-for-tests-0123456789-abcdefghij",
            base_url="http://localhost",
            var_dir=folder,
        )
    )
    app.testing = True
    return app


@pytest.mark.slow
def test_a_database_that_goes_and_comes_back_loses_nothing(
    own_server: PostgresServer, tmp_path: Path
):
    app = served(own_server.url(own_server.create()), tmp_path)
    client, engine = app.test_client(), app.extensions["engine"]
    with Session(engine.execution_options(**db.writing(engine))) as session:
        (url,) = slips(session)
    sheet = a_sheet(client.get(url).text, overall="1", comment=WORDS)

    own_server.halt()
    page, answer = client.get(url), client.post(url, data=sheet)
    english = client.post(f"{url}?lang=en", data=sheet | {"action": "language"})
    own_server.resume()

    assert page.status_code == 503
    assert "Tạm thời không kết nối được" in page.text
    assert is_kept(answer, sheet)
    assert english.status_code == 503
    assert "The system cannot be reached" in english.text
    assert hidden_fields(english.text)["a.comment"] == WORDS
    assert resent(client, url, answer).status_code == 200

    own_server.halt()
    own_server.resume()  # this time nobody came meanwhile
    assert resent(client, url, answer).status_code == 200
    with Session(engine) as session:
        assert len(waiting(session)) == 1
    engine.dispose()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_commit_that_nobody_heard_of_is_counted_once(
    database_url: str, postgres_server: PostgresServer, session: Session, url: str, tmp_path: Path
):
    with TemporaryDirectory() as here:
        line = CuttingLine(server=postgres_server.folder, here=Path(here))
        app = served(re.sub("host=.*", f"host={here}", database_url), tmp_path)
        client = app.test_client()
        sheet = a_sheet(client.get(url).text, overall="1", comment=WORDS)

        line.cuts.set()
        answer = client.post(url, data=sheet)
        recorded = len(waiting(session))
        line.cuts.clear()
        again = resent(client, url, answer)

        app.extensions["engine"].dispose()
        line.close()
    assert is_kept(answer, sheet)
    assert recorded == 1
    assert again.status_code == 200
    assert "đã được ghi nhận" in again.text
    assert len(waiting(session)) == 1


def test_a_bug_of_ours_loses_nothing(app: Flask, client: FlaskClient, session: Session, url: str):
    sheet = a_sheet(client.get(url).text, overall="1", comment=WORDS)
    app.testing = False
    shelf = app.extensions["definitions"]
    kept, (version,) = dict(shelf), shelf
    shelf[version] = None

    answer = client.post(url, data=sheet)
    shelf.update(kept)

    assert answer.status_code == 500
    assert hidden_fields(answer.text) == as_lines(sheet)
    assert resent(client, url, answer).status_code == 200
    assert len(waiting(session)) == 1
