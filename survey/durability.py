"""Whether the database keeps what it acknowledged; start-up is refused where it does not."""

from typing import NamedTuple

from sqlalchemy import Engine

from survey.settings import BadSettings
from survey.spoken import say as _

# What a power cut must not be able to undo depends on these; FULL is 2 in SQLite's words.
SQLITE = {"synchronous": ("2", "3"), "journal_mode": ("wal",), "foreign_keys": ("1",)}
POSTGRESQL = {
    "fsync": ("on",),
    "full_page_writes": ("on",),
    "synchronous_commit": ("on", "remote_write", "remote_apply", "local"),
}


class Finding(NamedTuple):
    """One property of the database server as it is now."""

    name: str
    value: str
    is_safe: bool


def findings(engine: Engine) -> list[Finding]:
    is_sqlite = engine.dialect.name == "sqlite"
    ask, expected = ("PRAGMA", SQLITE) if is_sqlite else ("SHOW", POSTGRESQL)
    with engine.connect() as connection:
        found = []
        for name, safe in expected.items():
            value = str(connection.exec_driver_sql(f"{ask} {name}").scalar())
            found.append(Finding(name, value, value in safe))
    return found


def require(engine: Engine) -> None:
    """Raise BadSettings naming each property that can lose an acknowledged rating."""
    weak = [finding for finding in findings(engine) if not finding.is_safe]
    if weak:
        engine.dispose()
        raise BadSettings(
            "\n".join(
                _(
                    "The database has %(name)s = %(value)s: an acknowledged rating can be lost. "
                    "Set %(name)s back to its safe value.",
                    name=f.name,
                    value=f.value,
                )
                for f in weak
            )
        )
