"""The day on which a test works: the application's clock, moved, with everybody still signed in."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from survey import clock
from survey.clock import start_of_day
from survey.models.account import SignedIn

OnDay = Callable[[date], None]


def working_on(session: Session, monkeypatch: pytest.MonkeyPatch) -> OnDay:
    """Lets it be the morning of a day."""

    def on(day: date) -> None:
        morning = start_of_day(day) + timedelta(hours=3)
        monkeypatch.setattr(clock, "now", lambda: morning)
        session.rollback()
        session.execute(update(SignedIn).values(began_at=morning, seen_at=morning))
        session.commit()

    return on
