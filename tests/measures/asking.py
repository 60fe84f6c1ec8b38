"""How the tests ask: some months of 2026, read in June with the threshold of the settings."""

from datetime import date

from sqlalchemy.orm import Session

from survey.measures.scope import Scope, resolve
from survey.measures.selection import Period, Selection
from survey.models.agency import Agency

JANUARY, FEBRUARY, MARCH, APRIL, MAY = (date(2026, month, 1) for month in range(1, 6))
TODAY = date(2026, 6, 15)


def the_scope(
    session: Session,
    *,
    agency: Agency,
    first: date = MARCH,
    last: date | None = None,
    today: date = TODAY,
    **selected: object,
) -> Scope:
    """March, unless other months are named."""
    period = Period(first, last or first)
    selection = Selection(agency.id, period, today, **selected)
    return resolve(session, selection=selection, suppress_below=5)
