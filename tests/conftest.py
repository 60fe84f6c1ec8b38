"""Both engines, the application, and a browser for every test that asks for them."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from time import sleep

import hypothesis
import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from flask_babel import Domain
from playwright.sync_api import Browser
from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool
from werkzeug.serving import make_server
from xdist.remote import Producer

from hailong import assembled
from kiosk import configuration, register
from survey.accounts import passwords
from survey.collector import stay
from survey.db import writing
from survey.settings import Settings
from tests import dialects
from tests.chromium import LAUNCH
from tests.databases import (
    PostgresServer,
    fresh_postgres,
    fresh_sqlite,
    in_memory,
    migrated_sqlite,
)
from tests.once import CompiledTemplates, catalogues
from tests.rules import SharedMap
from tests.scheduling import Together

# Thousands of tests are made in one go, and stay.
gc.disable()

# A busy machine must not fail a property, and a failure must come back when it is looked for.
hypothesis.settings.register_profile("steady", deadline=None, derandomize=True)
hypothesis.settings.load_profile("steady")

Flask.url_map_class = SharedMap
Domain.get_translations_cache = catalogues
dialects.share()
if memory := in_memory():
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", memory)

ENGINES = ("sqlite", "postgresql")
LONGEST_REQUEST = 5  # seconds
BETWEEN_COLLECTIONS = 100_000  # objects; at Python's 700 looking for garbage was a tenth of a run


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Together | None:
    return Together(config, log) if config.getvalue("dist") == "loadgroup" else None


def pytest_collection_finish() -> None:
    """What was imported and collected stays: spare the collector, as a server does."""
    gc.enable()
    gc.collect()
    stay()
    gc.set_threshold(BETWEEN_COLLECTIONS)


@pytest.fixture(autouse=True)
def work_of_hashing(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hashing with next to no work: only what concerns that work itself does all of it."""
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(1, 8, 1))
    for module in (configuration, register):
        monkeypatch.setattr(module, "PIN_ROUNDS", 1_000)
    passwords._nobodys.cache_clear()
    yield
    passwords._nobodys.cache_clear()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return migrated_sqlite(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    server = PostgresServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture(params=ENGINES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A migrated, empty database of each engine in turn."""
    if request.param == "sqlite":
        yield fresh_sqlite(request.getfixturevalue("sqlite_template"), tmp_path)
    else:
        server: PostgresServer = request.getfixturevalue("postgres_server")
        with fresh_postgres(server) as url:
            yield url


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return Settings(
        database_url=database_url,
        secret_key="only-for-tests-0123456789-abcdefghij",
        base_url="http://localhost",
        var_dir=tmp_path,
    )


@pytest.fixture(scope="session")
def compiled_templates() -> CompiledTemplates:
    """Hundreds of applications are made in a run; they compile each template once."""
    return CompiledTemplates()


@pytest.fixture
def app(settings: Settings, compiled_templates: CompiledTemplates) -> Iterator[Flask]:
    app = assembled(settings)
    app.testing = True
    app.jinja_env.bytecode_cache = compiled_templates
    yield app
    engine = app.extensions["engine"]
    _until_returned(engine.pool)
    event.listen(engine.pool, "checkin", _close)  # of this pool and of the one that follows it
    engine.dispose()


def _close(connection: DBAPIConnection | None, _record: object) -> None:
    """A request that comes later still, from a browser that goes, leaves it to nobody."""
    if connection is not None:
        connection.close()


def _until_returned(pool: QueuePool) -> None:
    """A browser that goes leaves requests under way: what they hold would never be closed."""
    for _ in range(LONGEST_REQUEST * 100):
        if not pool.checkedout():
            return
        sleep(0.01)


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """A writing session of the application's database; what tests put in, they commit."""
    # Outside of any context of the application: a request must find one of its own.
    engine = app.extensions["engine"]
    if engine.dialect.name == "postgresql":
        engine = engine.execution_options(**writing(engine))
    with Session(engine) as session:
        yield session


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def server(app: Flask) -> Iterator[str]:
    """The application served for a browser; its address."""
    served = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=served.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{served.port}"
    served.shutdown()
    thread.join()
    served.server_close()


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    return LAUNCH


@pytest.fixture(autouse=True)
def windows_closed(request: pytest.FixtureRequest) -> Iterator[None]:
    """What a test opened in the browser does not go on drawing beside the tests after it."""
    opens = "launch_browser" in request.fixturenames
    browser: Browser | None = request.getfixturevalue("browser") if opens else None
    yield
    for context in browser.contexts if browser else ():
        context.close()
