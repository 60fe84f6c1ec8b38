"""The register of agencies, as it was and as it is."""

from datetime import date

import pytest

from survey.models.agency import AgencyKind, AgencyPlacement
from survey.queries import agency_lists
from survey.queries.agency_lists import AgencyFilter
from survey.queries.paging import Window
from survey.queries.territory import Territory
from tests.counting import statements
from tests.factories import a_point, an_agency

BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)


@pytest.fixture
def register(session):
    """A province whose district ended with June 2025; its commune then moved up."""
    province = an_agency(session, name="Tỉnh Mẫu", kind=AgencyKind.PROVINCE, code="tinh")
    district = an_agency(session, name="Huyện Cũ", kind=AgencyKind.DISTRICT, code="huyen")
    commune = an_agency(session, name="Xã Đồng Mẫu", code="xa")
    district.valid_to = BEFORE
    session.add_all(
        [
            AgencyPlacement(agency_id=district.id, parent_id=province.id, valid_to=BEFORE),
            AgencyPlacement(agency_id=commune.id, parent_id=district.id, valid_to=BEFORE),
            AgencyPlacement(agency_id=commune.id, parent_id=province.id, valid_from=AFTER),
        ]
    )
    a_point(session, agency=commune)
    session.commit()
    return {"province": province.id, "district": district.id, "commune": commune.id}


def names(session, **where) -> list[str]:
    found = agency_lists.found(session, where=AgencyFilter(**where), window=Window())
    assert len(found.rows) == found.total
    return [row.name_vi for row in found.rows]


def test_the_tree_is_shown_as_it_was_on_the_day(session, register):
    province = register["province"]

    assert names(session, day=BEFORE, parent_id=province) == ["Huyện Cũ"]
    assert names(session, day=AFTER, parent_id=province) == ["Xã Đồng Mẫu"]


def test_a_person_sees_their_part_of_the_tree(session, register):
    commune_alone = Territory(roots=[register["commune"]], day=AFTER)
    whole = Territory(roots=[register["province"]], day=AFTER)

    assert names(session, day=AFTER, within=commune_alone) == ["Xã Đồng Mẫu"]
    assert names(session, day=AFTER, within=whole) == ["Tỉnh Mẫu", "Xã Đồng Mẫu"]
    assert names(session, day=BEFORE, within=whole, kind=AgencyKind.DISTRICT) == ["Huyện Cũ"]
    assert names(session, day=AFTER, among=[register["province"]]) == ["Tỉnh Mẫu"]


def test_an_ended_agency_is_found_when_asked_for(session, register):
    assert names(session, day=AFTER, words="huyen") == []
    assert names(session, day=AFTER, words="huyen", any_time=True) == ["Huyện Cũ"]
    assert names(session, day=AFTER, parent_id=register["province"], any_time=True) == [
        "Huyện Cũ",
        "Xã Đồng Mẫu",
    ]


def test_search_takes_accents_and_kinds(session, register):
    assert names(session, day=AFTER, words="mau dong") == ["Xã Đồng Mẫu"]
    assert names(session, day=AFTER, kind=AgencyKind.PROVINCE) == ["Tỉnh Mẫu"]


def test_a_row_tells_its_parent_and_what_stands_below(session, register):
    where = AgencyFilter(day=AFTER)
    rows = agency_lists.found(session, where=where, order="-name", window=Window()).rows

    assert [(row.name_vi, row.parent_vi, row.below, row.points) for row in rows] == [
        ("Xã Đồng Mẫu", "Tỉnh Mẫu", 0, 1),
        ("Tỉnh Mẫu", None, 1, 0),
    ]


def test_a_page_of_the_register_takes_two_statements(session, register):
    where = AgencyFilter(day=AFTER)
    session.connection()
    with statements(session.get_bind()) as sent:
        found = agency_lists.found(session, where=where, window=Window(offset=1, limit=1))

    assert ([row.name_vi for row in found.rows], found.total) == (["Xã Đồng Mẫu"], 2)
    assert len(sent) == 2
