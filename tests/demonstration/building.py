"""A smaller Tỉnh Mẫu: all its places and months, fewer dossiers."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask
from sqlalchemy.orm import Session

from survey import db
from survey.app import create_app
from survey.demonstration import build, history
from survey.demonstration.plan import province
from survey.models.procedure import Field, Procedure, ProcedureLevel
from survey.settings import Settings
from survey.text import fold

NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)  # a Saturday afternoon in the office


@contextmanager
def built(url: str, *, folder: Path, volume: float, now: datetime = NOW) -> Iterator[Flask]:
    """The application on a migrated database, with the province in it."""
    app = create_app(
        Settings(
            database_url=url,
            secret_key="only-for-tests-0123456789-abcdefghij",
            base_url="http://localhost",
            simulated=True,
            var_dir=folder,
        )
    )
    app.testing = True
    with app.app_context():
        with db.transaction() as session:
            the_procedures(session)
            world = build.found(session, now=now, volume=volume)
        for _step in history.play(world):
            pass
    yield app
    app.extensions["engine"].dispose()


def the_procedures(session: Session) -> None:
    """What the desks handle, each desk a field."""
    known: set[str] = set()
    for desk, work in province().desks.items():
        field = Field(name_vi=desk)
        session.add(field)
        session.flush()
        for name in work.keys() - known:
            session.add(
                Procedure(
                    national_code=name if name[0].isdigit() else None,
                    name_vi=name,
                    field_id=field.id,
                    level=ProcedureLevel.COMMUNE,
                    search=fold(name),
                )
            )
        known |= work.keys()
    session.flush()
