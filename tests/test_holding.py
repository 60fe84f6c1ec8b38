"""Who holds a row keeps what was changed already, and nobody else decides on it meanwhile."""

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from survey import db
from survey.models.agency import Agency
from survey.settings import Settings
from tests.factories import an_agency

AT_ONCE = {"sqlite": "PRAGMA busy_timeout = 0", "postgresql": "SET lock_timeout = '1ms'"}
"""Another writer is refused instead of waiting."""
FOUND, CHANGED = "Xã Mẫu Đông", "Xã Mẫu Tây"


@pytest.fixture
def agency(session: Session) -> Agency:
    return an_agency(session, name=FOUND)


def change(settings: Settings) -> None:
    """What somebody else does to the row, at once or not at all."""
    with db.connected(settings.database_url) as engine, engine.connect() as connection:
        connection.execute(text(AT_ONCE[engine.dialect.name]))
        connection.execute(text("UPDATE agency SET name_vi = :name"), {"name": CHANGED})
        connection.commit()


def test_what_was_changed_and_is_not_written_yet_is_kept(session: Session, agency: Agency):
    session.autoflush = False
    agency.name_vi = CHANGED

    db.hold(session, agency)
    session.commit()

    assert agency.name_vi == CHANGED


def test_a_row_that_was_read_before_is_held_as_others_left_it(
    session: Session, settings: Settings, agency: Agency
):
    session.expire_on_commit = False
    session.commit()
    change(settings)

    db.hold(session, agency)

    assert agency.name_vi == CHANGED


def test_nobody_else_changes_a_row_that_is_held(app: Flask, settings: Settings, agency: Agency):
    agency_id = agency.id
    with app.app_context(), db.transaction() as opened:
        db.hold(opened, opened.get_one(Agency, agency_id))
        with pytest.raises(OperationalError):
            change(settings)

    change(settings)
