"""Stretches of long lists."""

from sqlalchemy import select

from survey.models.agency import Agency
from survey.queries.paging import Window, stretch
from tests.factories import an_agency

MORE_THAN_A_DATABASE_COUNTS = 10**30


def test_a_page_far_beyond_the_last_is_empty_and_fails_nowhere(session):
    an_agency(session)
    window = Window(offset=MORE_THAN_A_DATABASE_COUNTS, limit=50)

    found = stretch(session, statement=select(Agency.id), window=window, make=int)

    assert (found.rows, found.total) == ([], 1)
