"""Service points and what they offer."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from survey.audit import Actor
from survey.errors.registers import CodeTaken, DayAfterEnd, DayBeforeBeginning
from survey.models.point import Offering, PointKind
from survey.queries import offerings
from survey.queries.paging import Window
from survey.registry import offers, points
from survey.registry.points import PointDetails
from tests.counting import statements
from tests.factories import a_point, a_procedure, an_agency

BY = Actor(None, datetime(2026, 3, 2, 5, tzinfo=UTC))
MARCH, JUNE = date(2026, 3, 1), date(2026, 6, 30)
COUNTER = PointDetails(name_vi="Quầy số 1", kind=PointKind.COUNTER, valid_from=MARCH)


@pytest.fixture(autouse=True)
def _context(app):
    with app.test_request_context():
        yield


def offered(session, point, day) -> list[str]:
    found = offerings.at_point(session, point_id=point.id, day=day, window=Window())
    return [row.name_vi for row in found.rows]


def test_a_new_point_has_a_code_with_its_place_and_a_poster(session):
    agency = an_agency(session, code="xa-mau")

    point = points.create(session, agency=agency, details=COUNTER, by=BY)

    assert point.code == "xa-mau-quay-so-1"
    assert len(point.poster_code) == 26


def test_a_point_lasts_no_longer_than_its_agency(session):
    agency = an_agency(session)
    agency.valid_to = JUNE

    assert points.create(session, agency=agency, details=COUNTER, by=BY).valid_to == JUNE
    late = COUNTER._replace(valid_from=date(2026, 7, 1))
    with pytest.raises(DayAfterEnd):
        points.create(session, agency=agency, details=late, by=BY)


def test_a_code_of_another_point_is_refused(session):
    point = a_point(session)
    other = a_point(session)

    with pytest.raises(CodeTaken):
        points.edit(
            session,
            point=point,
            agency=an_agency(session),
            details=COUNTER._replace(code=other.code),
            by=BY,
        )


def test_a_procedure_is_offered_from_its_first_day_and_only_once(session):
    point = a_point(session)
    procedure = a_procedure(session)

    added = [
        offers.offer(session, point=point, procedure_ids=[procedure.id], first_day=MARCH, by=BY)
        for _ in range(2)
        if session.flush() is None
    ]
    session.flush()

    assert added == [1, 0]
    assert offered(session, point, date(2026, 2, 28)) == []
    assert offered(session, point, MARCH) == [procedure.name_vi]


def test_a_procedure_is_not_offered_before_it_begins(session):
    procedure = a_procedure(session)
    procedure.valid_from = JUNE

    with pytest.raises(DayBeforeBeginning):
        offers.offer(
            session,
            point=a_point(session),
            procedure_ids=[procedure.id],
            first_day=MARCH,
            by=BY,
        )


def test_what_points_offer_is_counted_as_it_is_on_the_day(session):
    busy, idle = a_point(session), a_point(session)
    a_procedure(session, at=busy)
    a_procedure(session, at=busy).valid_to = JUNE
    ids = [busy.id, idle.id]

    assert offerings.counts(session, point_ids=ids, day=JUNE) == {busy.id: 2}
    assert offerings.counts(session, point_ids=ids, day=date(2026, 7, 1)) == {busy.id: 1}
    assert offerings.counts(session, point_ids=[idle.id], day=JUNE) == {}


@pytest.mark.parametrize(("day", "points"), [(MARCH, 4), (date(2026, 4, 1), 3), (JUNE, 4)])
def test_a_procedure_is_offered_where_the_point_is_open_and_counted_so(session, day, points):
    procedure = a_procedure(session, at=a_point(session))
    for first, last in ((None, None), (None, MARCH), (JUNE, None), (MARCH, JUNE)):
        point = a_point(session)
        point.valid_from, point.valid_to = first, last
        session.add(Offering(point_id=point.id, procedure_id=procedure.id))
    session.flush()

    found = offerings.of_procedure(
        session, procedure_id=procedure.id, day=day, window=Window(limit=9)
    )

    assert (len(found.rows), found.total) == (points, points)


def test_where_a_procedure_is_offered_is_counted_without_its_points(session):
    """PostgreSQL would look up one after another, and those of communes are offered everywhere."""
    procedure = a_procedure(session, at=a_point(session))
    session.connection()
    with statements(session.get_bind()) as sent:
        offerings.of_procedure(session, procedure_id=procedure.id, day=MARCH, window=Window())

    assert "JOIN" not in sent[0]


def test_an_offer_ends_with_its_last_day_and_only_at_its_own_point(session):
    here, there = a_point(session), a_point(session)
    a_procedure(session, at=here)
    foreign = a_procedure(session, at=there)
    rows = session.execute(select(Offering)).scalars().all()

    stopped = offers.stop_offering(
        session, point=here, offering_ids=[row.id for row in rows], last_day=JUNE, by=BY
    )
    session.flush()

    assert stopped == 1
    assert (len(offered(session, here, JUNE)), offered(session, here, date(2026, 7, 1))) == (1, [])
    assert offered(session, there, date(2026, 7, 1)) == [foreign.name_vi]


def test_a_closed_point_offers_nothing_until_it_is_opened_again(session):
    agency = an_agency(session)
    point = a_point(session, agency=agency)
    procedure = a_procedure(session, at=point)

    points.end(session, point=point, last_day=JUNE, by=BY)
    session.flush()
    closed = offered(session, point, date(2026, 7, 1))
    points.reopen(session, point=point, by=BY)
    session.flush()

    assert closed == []
    assert point.valid_to is None
    assert offered(session, point, date(2026, 7, 1)) == [procedure.name_vi]


def test_a_point_of_an_ended_agency_is_not_opened_again(session):
    agency = an_agency(session)
    point = a_point(session, agency=agency)
    points.end(session, point=point, last_day=JUNE, by=BY)
    agency.valid_to = JUNE

    with pytest.raises(DayAfterEnd):
        points.reopen(session, point=point, by=BY)
