"""Units in a funnel, and each against the others."""

import pytest

from analysis.comparison import difference_of_shares
from analysis.funnel import exact_limits, normal_limits, share_funnel
from analysis.multiplicity import holm
from analysis.proportions import pooled_test
from survey.measures.breakdown import breakdown
from survey.measures.differences import Finding, between_periods
from survey.measures.figure import State
from survey.measures.funnel import Place, funnel
from survey.measures.tables import Dimension
from tests.factories import a_cell, a_point, a_version, an_agency
from tests.measures.asking import APRIL, MARCH, the_scope

ALIKE = ((80, 100), (83, 100), (161, 200), (78, 100), (240, 300))
SPREAD = ((180, 200), (150, 200), (130, 200), (190, 200), (165, 200), (140, 200), (60, 200))


@pytest.fixture
def counters(session):
    """Sets down how many of how many were satisfied at the counters of an agency."""
    agency, version = an_agency(session), a_version(session)
    points = []

    def counters(units, *, month=MARCH):
        for number, (satisfied, n) in enumerate(units):
            if number == len(points):
                points.append(a_point(session, agency=agency, name=f"Quầy {number}"))
            answers = {"5": satisfied, "1": n - satisfied}
            a_cell(session, version=version, point=points[number], month=month, overall=answers)
        return agency

    return counters


def by_point(session, *, agency, month=MARCH):
    scope = the_scope(session, agency=agency, first=month)
    return breakdown(session, scope=scope, dimension=Dimension.POINT)


@pytest.fixture
def funnelled(session, counters):
    return lambda units: funnel(by_point(session, agency=counters(units)))


def test_where_chance_explains_the_spread_the_limits_are_exact(funnelled):
    found = funnelled(ALIKE)

    limits = exact_limits(found.target, [n for _, n in ALIKE], coverage=0.998)
    assert found.target == pytest.approx(642 / 800)
    assert not found.is_widened
    assert [unit.limits.action_lower for unit in found.units] == pytest.approx(
        limits.lower.tolist()
    )
    assert {unit.place for unit in found.units} == {Place.INSIDE}


def test_where_units_vary_by_more_the_limits_allow_for_it(funnelled):
    found = funnelled(SPREAD)

    spread = share_funnel([x for x, _ in SPREAD], [n for _, n in SPREAD])
    limits = normal_limits(spread.target, spread.sigma_additive, coverage=0.95)
    assert found.is_widened
    assert [unit.limits.warning_lower for unit in found.units] == pytest.approx(
        limits.lower.tolist()
    )
    assert all(unit.limits.warning_upper == min(1, limits.upper[0]) for unit in found.units)


def test_a_unit_that_stands_out_is_outside(funnelled):
    found = funnelled((*ALIKE, *ALIKE, (40, 100)))

    assert [unit.place for unit in found.outside] == [Place.BELOW]
    assert found.outside[0].counted == (40, 100)


def test_each_is_held_against_all_others_and_corrected_after_holm(funnelled):
    found = funnelled((*ALIKE, (40, 100)))

    units = (*ALIKE, (40, 100))
    x, n = (sum(column) for column in zip(*units, strict=True))
    others = [(x - own, n - size) for own, size in units]
    p = holm([pooled_test(*pair).p_value for pair in zip(units, others, strict=True)])
    interval = difference_of_shares(units[-1], others[-1], confidence=1 - 0.05 / 6)
    tested = [unit.difference for unit in found.units]
    assert [own.p_value for own in tested] == pytest.approx(p.tolist())
    assert tested[-1].interval.lower == pytest.approx(float(interval.lower))
    assert tested[-1].finding is Finding.LOWER
    assert tested[0].finding is Finding.NO_DIFFERENCE


def test_fewer_than_five_units_have_no_limits(funnelled):
    found = funnelled(ALIKE[:4])

    assert found.target is None
    assert found.curve == ()


def test_hidden_units_are_left_out_of_everything(session, counters):
    """The figures are those of the shown units alone: nothing can be subtracted."""
    agency = counters((*ALIKE, (3, 3), (1, 4)))
    total = by_point(session, agency=agency)

    found = funnel(total)

    shown = [unit for unit in found.units if unit.row.figure.state is State.SHOWN]
    x, n = (sum(column) for column in zip(*(unit.counted for unit in shown), strict=True))
    hidden = [unit for unit in found.units if unit.row.figure.state is State.TOO_FEW]
    assert found.target == pytest.approx(x / n)
    assert found.hidden == len(hidden) == 2
    assert {(unit.place, unit.limits, unit.counted) for unit in hidden} == {
        (Place.NOT_COMPARED, None, None)
    }
    assert {unit.difference.interval for unit in hidden} == {None}


def test_small_groups_are_tested_exactly(funnelled):
    found = funnelled(((5, 5), (0, 5), (5, 5), (5, 5), (5, 5)))

    assert found.units[1].difference.p_value == pytest.approx(5 / 53130)


def test_what_changed_between_two_periods_is_corrected_for_all_parts(session, counters):
    counters(ALIKE)
    agency = counters(((40, 100), *ALIKE[1:]), month=APRIL)
    parts = [by_point(session, agency=agency, month=month) for month in (MARCH, APRIL)]

    found = list(between_periods(*parts).values())

    p = pooled_test((40, 100), (80, 100)).p_value
    assert found[0].finding is Finding.LOWER
    assert found[0].p_value == pytest.approx(5 * p)
    assert {own.finding for own in found[1:]} == {Finding.NO_DIFFERENCE}


def test_a_part_that_was_hidden_in_one_period_is_not_compared(session, counters):
    counters((*ALIKE, (3, 3), (3, 3)))
    agency = counters((*ALIKE, (50, 60), (50, 60)), month=APRIL)
    parts = [by_point(session, agency=agency, month=month) for month in (MARCH, APRIL)]

    found = list(between_periods(*parts).values())

    assert [own.finding for own in found[5:]] == [Finding.NOT_COMPARED] * 2
    assert {own.interval for own in found[5:]} == {None}
