"""The register of agencies, as it was and as it is."""

from datetime import date

import pytest

from survey.models.agency import AgencyKind, AgencyPlacement
from survey.queries import agency_lists, placements
from survey.queries.agency_lists import AgencyFilter, Below
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


def test_parents_are_those_of_the_day(session, register):
    ids = list(register.values())

    assert placements.parents(session, agency_ids=ids, day=AFTER) == {
        register["commune"]: ("Tỉnh Mẫu", "Model commune")
    }
    then = placements.parents(session, agency_ids=ids, day=BEFORE)
    assert {id: parent.vi for id, parent in then.items()} == {
        register["commune"]: "Huyện Cũ",
        register["district"]: "Tỉnh Mẫu",
    }


def test_what_stands_directly_below_is_counted_as_it_was_on_the_day(session, register):
    ids = list(register.values())

    assert agency_lists.directly_below(session, agency_ids=ids, day=AFTER) == {
        register["province"]: Below(agencies=1, points=0),
        register["district"]: Below(agencies=0, points=0),
        register["commune"]: Below(agencies=0, points=1),
    }
    then = agency_lists.directly_below(session, agency_ids=ids, day=BEFORE)
    assert then[register["district"]] == Below(agencies=1, points=0)


def test_a_page_of_the_register_takes_two_statements(session, register):
    where = AgencyFilter(day=AFTER)
    session.connection()
    with statements(session.get_bind()) as sent:
        found = agency_lists.found(session, where=where, window=Window(offset=1, limit=1))

    assert ([row.name_vi for row in found.rows], found.total) == (["Xã Đồng Mẫu"], 2)
    assert len(sent) == 2


def test_the_register_is_searched_and_counted_without_its_tree(session, register):
    """Beside each row PostgreSQL would read all of it, for what only a page of it shows."""
    session.connection()
    with statements(session.get_bind()) as sent:
        found = agency_lists.found(
            session, where=AgencyFilter(day=AFTER, words="mau"), window=Window()
        )

    assert found.total == 2
    assert not [each for each in sent if "agency_placement" in each or "service_point" in each]


def test_what_stands_below_takes_two_statements_for_any_number_of_rows(session, register):
    session.connection()
    with statements(session.get_bind()) as sent:
        agency_lists.directly_below(session, agency_ids=list(register.values()), day=AFTER)

    assert len(sent) == 2
