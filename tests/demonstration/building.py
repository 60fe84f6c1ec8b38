"""A smaller Tỉnh Mẫu: all its places and months, fewer dossiers."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask

from survey import db
from survey.app import create_app
from survey.audit import Actor
from survey.demonstration import (
    board_story,
    build,
    catalogue,
    history,
    quality_records,
    quality_reviews,
)
from survey.settings import Settings

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
            catalogue.take_in(session, by=Actor(None, now))
            world = build.found(session, now=now, volume=volume)
        for _step in history.play(world):
            pass
        with db.transaction() as session:
            quality_records.build(session, today=world.chronicle.today)
            quality_reviews.build(session, today=world.chronicle.today)
            board_story.build(session, today=world.chronicle.today)
    yield app
    app.extensions["engine"].dispose()
