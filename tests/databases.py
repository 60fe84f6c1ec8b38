"""Throw-away databases: a copied file for SQLite, a copied or emptied one for PostgreSQL."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

import psycopg

from survey import db, schema
from tests import lines
from tests.emptying import Emptier

TEMPLATE = "template_hailong"
ROOM = 2 * 1024**3  # bytes; the clusters of several test processes


def migrated_sqlite(folder: Path) -> Path:
    """A migrated file, complete in itself: no write-ahead log lies beside it."""
    path = folder / "template.db"
    engine = db.connect(f"sqlite:///{path}")
    schema.migrate(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return path


def fresh_sqlite(template: Path, folder: Path) -> str:
    path = folder / "hailong.db"
    shutil.copyfile(template, path)
    return f"sqlite:///{path}"


def in_memory() -> str | None:
    """A folder in memory where there is room: a fresh database takes a tenth of the time there."""
    shared = Path("/dev/shm")
    has_room = os.access(shared, os.W_OK) and shutil.disk_usage(shared).free > ROOM
    return str(shared) if has_room else None


class PostgresServer:
    """A PostgreSQL cluster of our own, reached through a socket; works for root as well."""

    def __init__(self) -> None:
        # Not under pytest's own folder: that is closed to the user PostgreSQL runs as.
        self.folder = Path(mkdtemp(prefix="hailong-postgres-", dir=in_memory()))
        self.names = (f"t{number}" for number in count(1))
        self.administrator: psycopg.Connection | None = None
        self.emptied: list[str] = []

    def start(self) -> None:
        user = pwd.getpwnam("postgres").pw_uid if os.getuid() == 0 else os.getuid()
        self.folder.chmod(0o755)
        os.chown(self.folder, user, -1)
        self._run("initdb", "-D", str(self.data), "-U", "hailong", "-A", "trust", "-E", "UTF8")
        self.resume()
        self._administer(f"CREATE DATABASE {TEMPLATE}")
        engine = db.connect(self.url(TEMPLATE))
        schema.migrate(engine)
        engine.dispose()
        lines.close(host=str(self.folder))  # what others use cannot be copied
        self.emptier = Emptier(self.connected, template=TEMPLATE)

    def resume(self) -> None:
        options = f"-c listen_addresses= -c unix_socket_directories={self.folder}"
        self._run("pg_ctl", "-D", str(self.data), "-w", "-l", str(self.log), "-o", options, "start")

    def halt(self) -> None:
        """As a power cut does: connections break, what was committed comes back."""
        lines.close(host=str(self.folder))
        self.emptier.let_all_go()
        if self.administrator is not None:
            self.administrator.close()
            self.administrator = None
        self._run("pg_ctl", "-D", str(self.data), "-m", "immediate", "stop")

    def stop(self) -> None:
        self.halt()
        shutil.rmtree(self.folder)

    def take(self) -> str:
        """A database that is as the template: one that was emptied, or a copy."""
        return self.emptied.pop() if self.emptied else self.create()

    def take_back(self, name: str) -> None:
        if self.emptier.has_emptied(name):
            self.emptied.append(name)
        else:
            self.drop(name)

    def create(self, *, template: str = TEMPLATE) -> str:
        name = next(self.names)
        self._administer(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return name

    def drop(self, name: str) -> None:
        self.emptier.let_go(name)
        lines.close(host=str(self.folder), database=name)
        self._administer(f"DROP DATABASE {name} WITH (FORCE)")

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://hailong@/{name}?host={self.folder}"

    def connected(self, name: str) -> psycopg.Connection:
        return psycopg.connect(host=str(self.folder), user="hailong", dbname=name, autocommit=True)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def pid(self) -> int:
        """Of the server process, which all others descend from."""
        return int((self.data / "postmaster.pid").read_text().split()[0])

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    @cached_property
    def programs(self) -> Path:
        return max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: path.parent.name)

    def _administer(self, statement: str) -> None:
        """Over one connection, which lasts as long as the server does."""
        if self.administrator is None:
            self.administrator = self.connected("postgres")
        self.administrator.execute(statement)

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self.programs / program), *arguments]
        if os.getuid() == 0:
            command = [
                "setpriv",
                "--reuid=postgres",
                "--regid=postgres",
                "--clear-groups",
                *command,
            ]
        subprocess.run(command, check=True, capture_output=True, cwd=self.folder)


@contextmanager
def fresh_postgres(server: PostgresServer) -> Iterator[str]:
    name = server.take()
    yield server.url(name)
    server.take_back(name)
