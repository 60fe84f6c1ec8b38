"""Counts of closed dossiers, entered by hand."""

import json
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from survey.audit import Actor
from survey.errors.registers import CountsChanged, DayAfterEnd
from survey.models.account import AuditEvent
from survey.queries import flows as counted
from survey.registry import flows
from tests.factories import a_point, a_procedure

BY = Actor(None, datetime(2026, 3, 2, 5, tzinfo=UTC))
DAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def _context(app):
    with app.test_request_context():
        yield


@pytest.fixture
def point(session):
    return a_point(session)


@pytest.fixture
def save(session, point):
    def save(counts, *, seen=None, day=DAY):
        flows.save_day(session, point=point, day=day, counts=counts, seen=seen or {}, by=BY)

    return save


def rows(session, point) -> list[tuple[int, int]]:
    found = counted.of_point(session, point_id=point.id, first=DAY, last=DAY)
    return [(row.procedure_id, row.closed) for row in found]


def test_zero_is_a_count_and_nothing_is_none(session, point, save):
    one, other = a_procedure(session).id, a_procedure(session).id

    save({one: 0, other: None})

    assert rows(session, point) == [(one, 0)]


def test_a_correction_replaces_the_count_and_an_empty_field_removes_it(session, point, save):
    one, other = a_procedure(session).id, a_procedure(session).id
    save({one: 4, other: 7})

    save({one: 5, other: None}, seen={one: 4, other: 7})

    assert rows(session, point) == [(one, 5)]


def test_two_people_do_not_overwrite_each_other(session, point, save):
    one = a_procedure(session).id
    save({one: 4})

    with pytest.raises(CountsChanged):
        save({one: 9}, seen={one: None})

    assert rows(session, point) == [(one, 4)]


def test_a_day_after_the_end_of_the_point_is_refused(session, point, save):
    point.valid_to = date(2026, 3, 1)

    with pytest.raises(DayAfterEnd):
        save({a_procedure(session).id: 1})


def test_the_trail_holds_what_was_changed_and_nothing_else(session, save):
    one, other = a_procedure(session).id, a_procedure(session).id
    save({one: 4, other: 7})

    save({one: 5, other: 7}, seen={one: 4, other: 7})
    save({one: 5, other: 7}, seen={one: 5, other: 7})

    events = session.execute(select(AuditEvent).order_by(AuditEvent.id)).scalars().all()
    assert len(events) == 2
    assert json.loads(events[1].details) == {
        "subject": {
            "point": json.loads(events[0].details)["subject"]["point"],
            "day": "2026-03-02",
        },
        "before": {str(one): 4},
        "after": {str(one): 5},
    }


def test_totals_are_told_by_procedure(session, point, save):
    one = a_procedure(session, name="Khai sinh").id
    save({one: 4})
    save({one: 6}, day=date(2026, 3, 3))

    (total,) = counted.procedures_of_point(
        session, point_id=point.id, first=DAY, last=date(2026, 3, 31)
    )

    assert (total.name_vi, total.closed) == ("Khai sinh", 10)
    assert counted.closed_by_procedure(session, point_id=point.id, first=DAY, last=DAY) == {one: 4}
