"""Successions that go round in a circle: which they are, and that no rating is lost in one."""

from itertools import pairwise, permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.measures.breakdown import breakdown
from survey.measures.circles import below_themselves, circular
from survey.measures.tables import Dimension
from survey.models.agency import SuccessionKind
from survey.models.procedure import ProcedureSuccession
from tests.factories import a_cell, a_point, a_procedure, a_succession, a_version, an_agency
from tests.measures.asking import FEBRUARY, MARCH, the_scope

pairs = st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=14)


@pytest.mark.parametrize(
    ("steps", "found"),
    [
        ([], set()),
        ([(1, 2), (2, 3), (1, 3)], set()),
        ([(1, 2), (2, 1)], {(1, 2), (2, 1)}),
        ([(1, 2), (2, 3), (3, 1), (4, 1), (3, 5)], {(1, 2), (2, 3), (3, 1)}),
        ([(1, 2), (2, 1), (2, 3), (3, 4), (4, 3)], {(1, 2), (2, 1), (3, 4), (4, 3)}),
    ],
)
def test_a_step_is_in_a_circle_where_a_way_leads_back(steps, found):
    assert circular(steps) == found


@given(pairs)
def test_circles_are_those_that_walking_every_way_finds(steps):
    reach = set(steps)
    for through, one, other in product(range(7), repeat=3):
        if {(one, through), (through, other)} <= reach:
            reach.add((one, other))

    assert circular(steps) == {step for step in steps if step[0] == step[1] or step[::-1] in reach}


def test_a_hundred_thousand_steps_in_a_row_need_no_deep_stack():
    row = [(key, key + 1) for key in range(100_000)]

    assert circular(row) == set()
    assert len(circular([*row, (100_000, 0)])) == 100_001


def counts(session, *, agency, by):
    found = breakdown(session, scope=the_scope(session, agency=agency), dimension=by)
    return {row.key: row.figure.n for row in found.rows}


@pytest.mark.parametrize("circle", [[(0, 1), (1, 0)], [*permutations(range(3), 2)]])
def test_agencies_in_a_circle_count_where_they_stand(session, circle):
    province, version = an_agency(session), a_version(session)
    communes = [an_agency(session, under=province) for _ in range(4)]
    for one, other in [*circle, (3, 0)]:
        a_succession(session, of=communes[one], by=communes[other], on=FEBRUARY)
    below = an_agency(session, under=communes[1])
    for agency, n in zip([*communes, below], (10, 20, 30, 40, 50), strict=True):
        a_cell(session, version=version, agency=agency, month=MARCH, overall={"5": n})

    found = counts(session, agency=province, by=Dimension.AGENCY)

    assert found == {key.id: n for key, n in zip(communes, (50, 70, 30), strict=False)}


@pytest.mark.parametrize("between", [False, True])
def test_who_stood_last_below_what_went_into_it_counts_there(session, between):
    """The district counts as itself: where it went cannot be said."""
    province, version = an_agency(session), a_version(session)
    district = an_agency(session, under=province)
    branch = an_agency(session, under=district) if between else district
    commune = an_agency(session, under=branch)
    elsewhere = an_agency(session, under=province)
    for heir in (commune, elsewhere):
        a_succession(session, of=district, by=heir, on=FEBRUARY)
    for agency, n in zip((district, commune, elsewhere), (10, 20, 30), strict=True):
        a_cell(session, version=version, agency=agency, month=MARCH, overall={"5": n})

    found = counts(session, agency=province, by=Dimension.AGENCY)

    assert found == {district.id: 30, elsewhere.id: 30}


@given(pairs, st.dictionaries(st.integers(0, 6), st.integers(0, 6), max_size=5))
def test_once_those_below_themselves_are_left_out_every_way_ends(steps, parents):
    steps = steps - circular(steps)
    parents = {low: up for low, up in parents.items() if low < up}

    closing = below_themselves(steps, parents=parents)

    gone = {one for one, _ in closing}
    left = {step for step in steps if step[0] not in gone}
    heirs = {one for one, _ in left}
    ways = left | {(low, up) for low, up in parents.items() if low not in heirs}
    assert closing <= steps
    assert not circular(ways)


def test_procedures_in_a_circle_count_as_themselves(session):
    agency, version = an_agency(session), a_version(session)
    point = a_point(session, agency=agency)
    ring = [a_procedure(session, at=point) for _ in range(5)]
    into = a_procedure(session, at=point)
    for one, other in [*pairwise(ring), (ring[-1], ring[0]), (into, ring[2])]:
        session.add(
            ProcedureSuccession(
                predecessor_id=one.id,
                successor_id=other.id,
                kind=SuccessionKind.RENAME,
                effective_on=FEBRUARY,
            )
        )
    for procedure, n in zip([*ring, into], range(10, 70, 10), strict=True):
        where = {"point": point, "procedure": procedure}
        a_cell(session, version=version, month=MARCH, overall={"5": n}, **where)

    found = counts(session, agency=agency, by=Dimension.PROCEDURE)

    assert found == {key.id: n for key, n in zip(ring, (10, 20, 90, 40, 50), strict=True)}
