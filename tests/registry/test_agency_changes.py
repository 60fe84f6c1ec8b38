"""What happens when agencies end, merge, split or change their name."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from survey.audit import Actor
from survey.errors.registers import (
    CodeTaken,
    DayAfterEnd,
    ParentBelow,
    ParentEnds,
    PointBeginsLater,
    StoodBelow,
)
from survey.models.account import Account, AuditEvent, Membership, Role
from survey.models.agency import Agency, AgencyKind, SuccessionKind
from survey.models.flow import Flow
from survey.models.point import Offering, ServicePoint
from survey.models.procedure import DayType, TimeLimit, TimeUnit
from survey.queries import agencies, placements, successions
from survey.registry.agencies import AgencyDetails, move
from survey.registry.agency_changes import carry_out, rehearse
from survey.registry.agency_plan import ENDS, Change
from tests.factories import a_point, a_procedure, a_version, an_agency

BY = Actor(None, datetime(2026, 3, 2, 5, tzinfo=UTC))
JUNE, JULY = date(2025, 6, 30), date(2025, 7, 1)
MERGED = AgencyDetails(name_vi="Xã Hợp Nhất", kind=AgencyKind.COMMUNE, code="hop-nhat")


@pytest.fixture(autouse=True)
def _context(app):
    with app.test_request_context():
        yield


@pytest.fixture
def province(session) -> Agency:
    return an_agency(session, name="Tỉnh Mẫu", kind=AgencyKind.PROVINCE)


@pytest.fixture
def pair(session, province) -> tuple[Agency, Agency]:
    return an_agency(session, name="Xã A", under=province), an_agency(
        session, name="Xã B", under=province
    )


def merger(pair, province, **changed) -> Change:
    wanted = {
        "day": JULY,
        "predecessors": pair,
        "parent": province,
        "kind": SuccessionKind.MERGE,
        "new": (MERGED,),
    }
    return Change(**wanted | changed)


def parent_on(session, agency, day) -> int:
    return agencies.lineage_ids(session, agency_id=agency.id, day=day)[1]


def test_a_merger_ends_several_and_begins_one_on_the_day_after(session, pair, province):
    (heir,), _ = carry_out(session, change=merger(pair, province), by=BY)

    assert [agency.valid_to for agency in pair] == [JUNE, JUNE]
    assert (heir.valid_from, heir.valid_to, heir.code) == (JULY, None, "hop-nhat")
    assert parent_on(session, heir, JULY) == province.id
    came_from = successions.agencies_before(session, agency_id=heir.id)
    assert [(row.name_vi, row.effective_on) for row in came_from] == [
        ("Xã A", JULY),
        ("Xã B", JULY),
    ]


def test_what_stood_below_follows_to_the_heir(session, pair, province):
    branch = an_agency(session, kind=AgencyKind.BRANCH, under=pair[1])

    (heir,), outcome = carry_out(session, change=merger(pair, province), by=BY)

    assert outcome.moved == 1
    assert (parent_on(session, branch, JUNE), parent_on(session, branch, JULY)) == (
        pair[1].id,
        heir.id,
    )


def test_a_counter_goes_on_with_its_poster_and_what_it_offers(session, pair, province):
    counter = a_point(session, agency=pair[0])
    procedure = a_procedure(session, at=counter)
    poster = counter.poster_code

    (heir,), outcome = carry_out(session, change=merger(pair, province), by=BY)

    successor = session.execute(
        select(ServicePoint).where(ServicePoint.agency_id == heir.id)
    ).scalar_one()
    offered = session.execute(select(Offering).order_by(Offering.id)).scalars().all()
    assert (counter.valid_to, successor.valid_from, successor.poster_code) == (JUNE, JULY, poster)
    assert counter.poster_code != poster
    assert [(row.point_id, row.procedure_id, row.valid_from, row.valid_to) for row in offered] == [
        (counter.id, procedure.id, None, JUNE),
        (successor.id, procedure.id, JULY, None),
    ]
    assert (outcome.points_continued, outcome.points_closed) == (1, 0)


def test_a_counter_can_end_with_its_agency(session, pair, province):
    counter = a_point(session, agency=pair[0])
    change = merger(pair, province, points_to={counter.id: ENDS})

    (heir,), outcome = carry_out(session, change=change, by=BY)

    assert (outcome.points_continued, outcome.points_closed, counter.valid_to) == (0, 1, JUNE)
    assert not session.execute(
        select(ServicePoint).where(ServicePoint.agency_id == heir.id)
    ).first()


def test_a_split_shares_out_what_stood_below(session, province):
    district = an_agency(session, name="Huyện", kind=AgencyKind.DISTRICT, under=province)
    north, south = an_agency(session, under=district), an_agency(session, under=district)
    counter = a_point(session, agency=district)
    change = Change(
        day=JULY,
        predecessors=(district,),
        parent=province,
        kind=SuccessionKind.SPLIT,
        new=(MERGED._replace(code="bac"), MERGED._replace(code="nam")),
        children_to={south.id: 1},
        points_to={counter.id: 1},
    )

    heirs, _ = carry_out(session, change=change, by=BY)

    assert [parent_on(session, child, JULY) for child in (north, south)] == [
        heirs[0].id,
        heirs[1].id,
    ]
    assert session.execute(
        select(ServicePoint.id).where(ServicePoint.agency_id == heirs[1].id)
    ).scalar_one()


def test_a_new_name_keeps_committed_limits_and_questionnaires(session, province):
    commune = an_agency(session, under=province)
    a_version(session, asked_by=commune)
    session.add(
        TimeLimit(
            procedure_id=a_procedure(session).id,
            agency_id=commune.id,
            amount=3,
            unit=TimeUnit.DAY,
            day_type=DayType.WORKING,
        )
    )
    change = merger((commune,), province, kind=SuccessionKind.RENAME)

    (heir,), outcome = carry_out(session, change=change, by=BY)

    limits = session.execute(select(TimeLimit).order_by(TimeLimit.id)).scalars().all()
    assert [(row.agency_id, row.amount, row.valid_to) for row in limits] == [
        (commune.id, 3, JUNE),
        (heir.id, 3, None),
    ]
    assert outcome.limits_ended == 1


def test_an_agency_may_be_merged_into_one_that_goes_on(session, pair, province):
    gone, staying = pair
    change = merger((gone,), province, new=(), continuing=staying)

    heirs, _ = carry_out(session, change=change, by=BY)

    assert heirs == [staying]
    assert (gone.valid_to, staying.valid_to) == (JUNE, None)


def test_people_keep_their_roles_in_the_heir_only_when_that_is_asked(session, pair, province):
    clerk = Account(login="a@b.vn", name="A", created_at=BY.now)
    clerk.memberships = [Membership(agency_id=pair[0].id, role=Role.CLERK)]
    session.add(clerk)
    session.flush()

    rehearsed = rehearse_and_commit_nothing(session, merger(pair, province))
    (heir,), outcome = carry_out(session, change=merger(pair, province, keeps_roles=True), by=BY)

    assert (rehearsed.roles_given, outcome.roles_given) == (0, 1)
    session.refresh(clerk)
    assert [row.agency_id for row in clerk.memberships] == [pair[0].id, heir.id]


def rehearse_and_commit_nothing(session, change):
    session.commit()
    return rehearse(session, change=change, by=BY)


def test_a_rehearsal_tells_the_outcome_and_changes_nothing(session, pair, province):
    a_point(session, agency=pair[0])

    outcome = rehearse(session, change=merger(pair, province), by=BY)

    assert outcome.points_continued == 1
    assert session.execute(select(Agency).where(Agency.code == "hop-nhat")).first() is None
    assert pair[0].valid_to is None


def test_an_abolished_district_leaves_its_communes_to_the_province(session, province):
    district = an_agency(session, kind=AgencyKind.DISTRICT, under=province)
    commune = an_agency(session, under=district)
    counter = a_point(session, agency=district)
    change = Change(day=JULY, predecessors=(district,), parent=province)

    heirs, outcome = carry_out(session, change=change, by=BY)

    assert (heirs, outcome.moved, outcome.points_closed) == ([], 1, 1)
    assert parent_on(session, commune, JULY) == province.id
    assert (district.valid_to, counter.valid_to) == (JUNE, JUNE)


def test_an_agency_can_end_below_one_that_ended_later_unless_others_move_there(session, province):
    district = an_agency(session, name="Huyện Mẫu", under=province)
    commune = an_agency(session, name="Xã A", under=district)
    district.valid_to = JUNE
    before = Change(day=date(2024, 12, 1), predecessors=(commune,), parent=district)

    carry_out(session, change=before, by=BY)

    assert commune.valid_to == date(2024, 11, 30)
    whole = an_agency(session, name="Xã B", under=district)
    an_agency(session, name="Chi nhánh", under=whole)
    with pytest.raises(ParentEnds):
        carry_out(
            session,
            change=Change(day=date(2024, 12, 1), predecessors=(whole,), parent=district),
            by=BY,
        )


def test_counts_that_were_entered_too_late_are_told(session, pair, province):
    counter = a_point(session, agency=pair[0])
    procedure = a_procedure(session, at=counter)
    session.add(Flow(point_id=counter.id, procedure_id=procedure.id, day=JULY, closed=4))

    _, outcome = carry_out(session, change=merger(pair, province), by=BY)

    assert outcome.counted_days == 1


def test_an_heir_below_what_ends_is_refused(session, pair, province):
    branch = an_agency(session, under=pair[0])

    with pytest.raises(ParentBelow):
        carry_out(session, change=merger(pair, branch), by=BY)


def test_an_heir_that_stood_last_below_what_ends_is_refused(session, pair, province):
    heir = an_agency(session, under=pair[0])
    [stay] = placements.of_agency(session, agency_id=heir.id)
    stay.valid_to = date(2024, 12, 31)
    change = merger(pair, province, new=(), continuing=heir)

    with pytest.raises(StoodBelow):
        carry_out(session, change=change, by=BY)

    move(session, agency=heir, parent=province, day=date(2025, 1, 1), by=BY)
    carry_out(session, change=change, by=BY)


def test_an_agency_does_not_move_below_one_that_stood_last_below_what_went_into_it(
    session, pair, province
):
    branch = an_agency(session, under=pair[0])
    [stay] = placements.of_agency(session, agency_id=branch.id)
    stay.valid_to = date(2024, 12, 31)
    [heir], _ = carry_out(session, change=merger(pair, province), by=BY)

    with pytest.raises(StoodBelow):
        move(session, agency=heir, parent=branch, day=date(2026, 1, 1), by=BY)


def test_an_agency_that_ended_before_cannot_end_again(session, pair, province):
    pair[0].valid_to = date(2024, 12, 31)

    with pytest.raises(DayAfterEnd):
        carry_out(session, change=merger(pair, province), by=BY)


def test_a_counter_that_begins_later_has_to_be_seen_to_first(session, pair, province):
    a_point(session, agency=pair[0]).valid_from = JULY

    with pytest.raises(PointBeginsLater):
        carry_out(session, change=merger(pair, province), by=BY)


def test_a_code_that_is_taken_names_the_part_of_the_form(session, pair, province):
    change = merger(pair, province, kind=SuccessionKind.SPLIT, new=(MERGED, MERGED))

    with pytest.raises(CodeTaken) as refused:
        carry_out(session, change=change, by=BY)

    assert refused.value.field == "new-1-code"


def test_every_predecessor_gets_an_event_of_its_own(session, pair, province):
    carry_out(session, change=merger(pair, province), by=BY)

    events = session.execute(select(AuditEvent).order_by(AuditEvent.id)).scalars()
    assert [event.action for event in events] == ["agency.created", "agency.merge", "agency.merge"]
