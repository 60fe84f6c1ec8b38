"""Agencies begin, are corrected and move."""

import json
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from survey.audit import Actor
from survey.errors.registers import (
    CodeTaken,
    DayAfterEnd,
    LastDayTooEarly,
    ParentBelow,
    ParentNotBegun,
)
from survey.models.account import AuditEvent
from survey.models.agency import AgencyKind
from survey.queries import agencies as agency_tree
from survey.queries import placements
from survey.registry import agencies
from survey.registry.agencies import AgencyDetails
from tests.factories import an_agency

BY = Actor(None, datetime(2026, 3, 2, 5, tzinfo=UTC))
COMMUNE = AgencyDetails(name_vi="Xã Đồng Mẫu", kind=AgencyKind.COMMUNE)
JULY = date(2025, 7, 1)


@pytest.fixture(autouse=True)
def _context(app):
    """Names in refusals are written in the language of a page."""
    with app.test_request_context():
        yield


def test_a_code_is_made_from_the_name_and_numbered_when_taken(session):
    first, second = (agencies.create(session, details=COMMUNE, parent=None, by=BY) for _ in "ab")

    assert (first.code, second.code) == ("xa-dong-mau", "xa-dong-mau-2")


def test_a_code_of_another_agency_is_refused_by_name(session):
    an_agency(session, name="Xã Khác", code="taken")

    with pytest.raises(CodeTaken, match="code_taken") as refused:
        agencies.create(session, details=COMMUNE._replace(code="taken"), parent=None, by=BY)

    assert "Xã Khác" in refused.value.message or "Model commune" in refused.value.message


def test_a_new_agency_stands_below_its_parent_for_its_whole_life(session):
    province = an_agency(session)
    details = COMMUNE._replace(valid_from=JULY, valid_to=date(2026, 1, 1))

    commune = agencies.create(session, details=details, parent=province, by=BY)

    (stay,) = placements.history(session, agency_id=commune.id)
    assert (stay.parent_id, stay.valid_from, stay.valid_to) == (province.id, JULY, details.valid_to)


def test_a_parent_that_begins_later_is_refused(session):
    province = an_agency(session)
    province.valid_from = JULY

    with pytest.raises(ParentNotBegun):
        agencies.create(session, details=COMMUNE, parent=province, by=BY)


def test_an_end_before_the_beginning_is_refused(session):
    details = COMMUNE._replace(valid_from=JULY, valid_to=date(2025, 6, 30))

    with pytest.raises(LastDayTooEarly):
        agencies.create(session, details=details, parent=None, by=BY)


def test_a_corrected_first_day_takes_the_placement_along(session):
    province = an_agency(session)
    commune = agencies.create(
        session, details=COMMUNE._replace(valid_from=JULY), parent=province, by=BY
    )

    earlier = COMMUNE._replace(code=commune.code, valid_from=date(2025, 6, 1))
    agencies.edit(session, agency=commune, details=earlier, by=BY)

    assert placements.history(session, agency_id=commune.id)[0].valid_from == date(2025, 6, 1)


def test_an_agency_that_ended_stays_so_when_its_name_is_corrected(session):
    commune = an_agency(session)
    commune.valid_to = date(2025, 6, 30)

    corrected = COMMUNE._replace(name_vi="Xã Đồng Mẫu", code=commune.code)
    agencies.edit(session, agency=commune, details=corrected, by=BY)

    assert (commune.name_vi, commune.valid_to) == ("Xã Đồng Mẫu", date(2025, 6, 30))


def test_the_first_day_of_an_agency_that_ended_stays_before_its_last(session):
    commune = an_agency(session)
    commune.valid_to = date(2025, 6, 30)

    with pytest.raises(LastDayTooEarly):
        agencies.edit(session, agency=commune, details=COMMUNE._replace(valid_from=JULY), by=BY)


def test_a_move_ends_the_old_placement_the_day_before(session):
    old, new = an_agency(session, name="Huyện"), an_agency(session, name="Tỉnh")
    commune = an_agency(session, under=old)

    agencies.move(session, agency=commune, parent=new, day=JULY, by=BY)
    session.flush()

    stays = placements.history(session, agency_id=commune.id)
    assert [(stay.parent_id, stay.valid_from, stay.valid_to) for stay in stays] == [
        (new.id, JULY, None),
        (old.id, None, date(2025, 6, 30)),
    ]


def test_a_move_on_the_day_of_an_earlier_move_corrects_it(session):
    old, wrong, right = (an_agency(session) for _ in range(3))
    commune = an_agency(session, under=old)
    agencies.move(session, agency=commune, parent=wrong, day=JULY, by=BY)
    session.flush()

    agencies.move(session, agency=commune, parent=right, day=JULY, by=BY)
    session.flush()

    stays = placements.history(session, agency_id=commune.id)
    assert [stay.parent_id for stay in stays] == [right.id, old.id]


def test_a_move_in_between_keeps_the_later_one(session):
    old, later, between = (an_agency(session) for _ in range(3))
    commune = an_agency(session, under=old)
    agencies.move(session, agency=commune, parent=later, day=date(2026, 1, 1), by=BY)
    session.flush()

    agencies.move(session, agency=commune, parent=between, day=JULY, by=BY)
    session.flush()

    def parent_on(day):
        return agency_tree.lineage_ids(session, agency_id=commune.id, day=day)[1]

    days = (date(2025, 6, 30), JULY, date(2025, 12, 31), date(2026, 1, 1))
    assert [parent_on(day) for day in days] == [old.id, between.id, between.id, later.id]


def test_an_agency_cannot_move_below_itself(session):
    top = an_agency(session)
    below = an_agency(session, under=top)

    for parent in (top, below):
        with pytest.raises(ParentBelow):
            agencies.move(session, agency=top, parent=parent, day=JULY, by=BY)


def test_an_agency_that_has_ended_does_not_move(session):
    commune = an_agency(session)
    commune.valid_to = date(2025, 6, 30)

    with pytest.raises(DayAfterEnd):
        agencies.move(session, agency=commune, parent=an_agency(session), day=JULY, by=BY)


def test_a_move_is_written_into_the_trail(session):
    old, new = an_agency(session), an_agency(session)
    commune = an_agency(session, under=old)

    agencies.move(session, agency=commune, parent=new, day=JULY, by=BY)
    session.flush()

    event = session.execute(select(AuditEvent)).scalar_one()
    assert (event.action, event.agency_id) == ("agency.moved", commune.id)
    assert json.loads(event.details)["after"] == {"parent": new.id, "from": "2025-07-01"}
