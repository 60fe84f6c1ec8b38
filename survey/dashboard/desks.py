"""The agencies a person works for, as they stand today."""

from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from survey.dashboard import inquiry, pages, showing
from survey.dashboard.lines import Line
from survey.dashboard.pages import Page
from survey.measures.tables import Dimension
from survey.policy import READERS_OF_RESULTS
from survey.queries.accounts import Person


class Desk(NamedTuple):
    """An agency with those directly below it; `page` knows where each of them leads."""

    page: Page
    lines: list[Line]


def of(session: Session, *, person: Person, today: date, suppress_below: int) -> list[Desk]:
    codes = dict.fromkeys(
        standing.agency_code
        for standing in person.memberships
        if standing.role in READERS_OF_RESULTS
    )
    return [
        _desk(session, code=code, person=person, today=today, suppress_below=suppress_below)
        for code in codes
    ]


def _desk(session: Session, *, code: str, person: Person, today: date, suppress_below: int) -> Desk:
    made = inquiry.made(session, agency_code=code, address={}, person=person, today=today)
    asked = showing.ask(session, inquiry=made, suppress_below=suppress_below)
    page = pages.made(session, inquiry=made, person=person, view="today", threshold=suppress_below)
    own = Line("whole", made.name, asked.overview.headline, asked.overview.rate, agency_code=code)
    below = showing.groups(asked, dimension=Dimension.AGENCY).lines if page.has_parts else []
    return Desk(page, [own, *below])
