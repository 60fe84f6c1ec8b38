"""The tree of agencies, as it stands and as it stood."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from survey.models.agency import Agency, AgencyPlacement
from survey.queries import agencies
from tests.factories import an_agency

BEFORE, LAST_DAY, AFTER = date(2025, 3, 1), date(2025, 6, 30), date(2026, 1, 1)
REFORM = date(2025, 7, 1)


@pytest.fixture
def tree(session: Session) -> dict[str, Agency]:
    """A province whose district ended; one commune moved up, another ended with the district."""
    province = an_agency(session, name="Tỉnh Mẫu", code="province")
    other = an_agency(session, name="Tỉnh Khác", code="other")
    district = an_agency(session, name="Huyện Cũ", code="district")
    kept = an_agency(session, name="Xã Bình An", code="kept")
    ended = an_agency(session, name="Xã Đã Gộp", code="ended")
    district.valid_to = ended.valid_to = LAST_DAY
    session.add_all(
        [
            AgencyPlacement(agency_id=district.id, parent_id=province.id, valid_to=LAST_DAY),
            AgencyPlacement(agency_id=ended.id, parent_id=district.id, valid_to=LAST_DAY),
            AgencyPlacement(agency_id=kept.id, parent_id=district.id, valid_to=LAST_DAY),
            AgencyPlacement(agency_id=kept.id, parent_id=province.id, valid_from=REFORM),
        ]
    )
    session.commit()
    return {agency.code: agency for agency in (province, other, district, kept, ended)}


def codes(found: list[Agency]) -> list[str]:
    return [agency.code for agency in found]


def codes_of(tree: dict[str, Agency], ids: set[int]) -> set[str]:
    return {code for code, agency in tree.items() if agency.id in ids}


def test_a_subtree_holds_everything_below_and_nothing_beside(session: Session, tree):
    found = agencies.subtree_ids(session, roots=[tree["province"].id], day=BEFORE)

    assert codes_of(tree, found) == {"province", "district", "kept", "ended"}


def test_several_roots_count_once_each(session: Session, tree):
    roots = [tree["district"].id, tree["other"].id, tree["province"].id]

    found = agencies.subtree_ids(session, roots=roots, day=AFTER)

    assert codes_of(tree, found) == set(tree)


def test_what_moved_is_below_its_new_place_alone(session: Session, tree):
    found = agencies.subtree_ids(session, roots=[tree["district"].id], day=AFTER)

    assert codes_of(tree, found) == {"district", "ended"}


def test_what_ended_keeps_the_place_of_its_last_day(session: Session, tree):
    found = agencies.subtree_ids(session, roots=[tree["province"].id], day=AFTER)
    above = agencies.ancestor_ids(session, agency_id=tree["ended"].id, day=AFTER)

    assert codes_of(tree, found) == {"province", "district", "kept", "ended"}
    assert above == [tree["district"].id, tree["province"].id]


def test_what_has_not_begun_takes_the_place_of_its_first_day(session: Session, tree):
    planned = an_agency(session, code="planned")
    planned.valid_from = AFTER
    session.add(
        AgencyPlacement(agency_id=planned.id, parent_id=tree["province"].id, valid_from=AFTER)
    )
    session.commit()

    found = agencies.ancestor_ids(session, agency_id=planned.id, day=BEFORE)

    assert found == [tree["province"].id]


def test_the_path_leads_from_the_root_to_the_agency(session: Session, tree):
    before = agencies.path(session, agency_id=tree["kept"].id, day=BEFORE)
    after = agencies.path(session, agency_id=tree["kept"].id, day=AFTER)

    assert codes(before) == ["province", "district", "kept"]
    assert codes(after) == ["province", "kept"]


def test_children_are_those_that_existed_on_the_day(session: Session, tree):
    before = agencies.children(session, agency_id=tree["district"].id, day=BEFORE)
    after = agencies.children(session, agency_id=tree["province"].id, day=AFTER)

    assert codes(before) == ["kept", "ended"]
    assert codes(after) == ["kept"]


def test_roots_stand_below_nobody(session: Session, tree):
    assert codes(agencies.roots(session, day=AFTER)) == ["other", "province"]


def test_a_circle_in_the_tree_ends(session: Session, tree):
    province, kept = tree["province"], tree["kept"]
    session.add(AgencyPlacement(agency_id=province.id, parent_id=kept.id))
    session.commit()

    below = agencies.subtree_ids(session, roots=[kept.id], day=AFTER)
    above = agencies.lineage_ids(session, agency_id=kept.id, day=AFTER)

    assert {province.id, kept.id} <= below
    assert set(above) == {province.id, kept.id}


def test_an_agency_is_found_by_its_code_or_not_at_all(session: Session, tree):
    assert agencies.by_code(session, code="kept") is tree["kept"]
    assert agencies.by_code(session, code="nobody") is None


def test_those_within_a_part_are_found_without_walking_down_it(session: Session, tree):
    for day in (BEFORE, AFTER):
        for root in tree.values():
            whole = agencies.subtree_ids(session, roots=[root.id], day=day)
            asked = {agency.id for agency in tree.values()}

            found = agencies.ids_within(session, agency_ids=asked, roots=[root.id], day=day)

            assert found == whole, root.code


def test_everything_lies_below_all_the_roots_and_below_no_fewer(session: Session, tree):
    def are_above_all(*roots: str) -> bool:
        ids = [tree[code].id for code in roots]
        return agencies.are_above_all(session, roots=ids, day=AFTER)

    assert are_above_all("province", "other")
    assert are_above_all("province", "other", "kept")
    assert not are_above_all("province")
    assert not are_above_all("district", "kept", "ended")
    assert not are_above_all()
