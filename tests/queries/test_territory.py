"""Rows that belong to somebody's part of the tree."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.dialects import postgresql

from survey.models.agency import Agency
from survey.queries.territory import Territory
from tests.factories import an_agency

DAY = date(2026, 3, 2)


def test_a_territory_holds_its_roots_and_what_stands_below(session):
    province = an_agency(session, code="tinh")
    an_agency(session, code="xa", under=province)
    an_agency(session, code="khac")
    theirs = Territory(roots=[province.id], day=DAY)

    held = session.execute(select(Agency.code).where(theirs.holds(Agency.id))).scalars()
    left = session.execute(select(Agency.code).where(~theirs.holds(Agency.id))).scalars()

    assert (set(held), set(left)) == ({"tinh", "xa"}, {"khac"})


def test_no_list_is_joined_with_the_agencies_of_a_territory():
    """PostgreSQL joins by a bare IN, and walks along all of them for each row that is found."""
    theirs = Territory(roots=[1], day=DAY)

    held = theirs.holds(Agency.id).compile(dialect=postgresql.dialect())

    assert str(held).endswith(" IS true")
