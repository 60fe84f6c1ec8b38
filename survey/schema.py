"""Bringing a database to the present schema, and telling whether it is there."""

from functools import cache, partial
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine
from sqlalchemy.engine import Connection

from survey.db import writing
from survey.models.metadata import metadata
from survey.models.response import Response
from survey.settings import BadSettings
from survey.spoken import say as _


def migrate(engine: Engine, *, to: str = "head") -> None:
    """Run the missing revisions in one transaction; an interruption leaves the old schema."""
    with engine.connect().execution_options(**writing(engine)) as connection, connection.begin():
        command.upgrade(_config(connection), to)


def revision(engine: Engine) -> str | None:
    """The revision a database stands at; None when it is empty."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def require_newest(engine: Engine) -> None:
    """Raise BadSettings for a database that this version of the program cannot work with."""
    at, newest = revision(engine), newest_revision()
    if at != newest:
        engine.dispose()
        raise BadSettings(
            _(
                "The database stands at revision %(at)s, this version needs %(newest)s: "
                "run `hailong migrate`.",
                at=at or "–",
                newest=newest,
            )
        )


@cache  # it is written in the program's own files
def newest_revision() -> str | None:
    return ScriptDirectory.from_config(_config(None)).get_current_head()


def draft(engine: Engine, *, message: str) -> None:
    """Write a new revision from the difference between the models and the database."""
    with engine.connect() as connection:
        command.revision(_config(connection), message=message, autogenerate=True)


def differences(engine: Engine) -> list[object]:
    """What the models have and the database has not, or the reverse."""
    with engine.connect() as connection:
        opts = {"compare_type": True, "include_object": partial(is_compared, engine=engine.name)}
        context = MigrationContext.configure(connection, opts=opts)
        return list(compare_metadata(context, metadata))


def is_compared(
    item: Any, _name: str | None, kind: str, _is_reflected: bool, _other: Any, *, engine: str
) -> bool:
    """All but what PostgreSQL checks once a statement, by a trigger, and SQLite row by row."""
    is_of_response = kind == "foreign_key_constraint" and item.table.name == Response.__tablename__
    return engine == "sqlite" or not is_of_response


def _config(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
