"""Whether any rating waits longer than the longest wait: then sealing does not do its work."""

from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from survey import closing
from survey.durability import Finding
from survey.queries import inbox

ONE_NIGHT = timedelta(days=1)
"""The night in which the longest wait ends may not have been worked off yet."""


def finding(engine: Engine, *, now: datetime) -> Finding:
    """Names each agency with such ratings, and how many they are."""
    through = closing.last_closed_day(now) - closing.LONGEST_WAIT - ONE_NIGHT
    with Session(engine) as session:
        late = inbox.waiting(session, through=through)
    told = ", ".join(f"{waiting.agency_vi} ({waiting.ratings})" for waiting in late)
    return Finding("sealing_overdue", told or "0", not late)
