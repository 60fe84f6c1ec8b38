"""Rules about control charts."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.chart_rules import Rule, anhoej_runs, runs_on_one_side, western_electric

distances = st.lists(st.floats(-4, 4).map(lambda z: round(z, 1)), min_size=1, max_size=40)


@pytest.mark.parametrize(
    ("series", "rule", "points"),
    [
        ([0, 3.1, 0, -3.2], Rule.BEYOND_LIMITS, [1, 3]),
        ([2.1, 0, 2.5, 0], Rule.TWO_OF_THREE_FAR, [2]),
        ([1.1, 1.2, -0.5, 1.3, 1.4, 0.2], Rule.FOUR_OF_FIVE_OFF, [4]),
        ([0.1, 0.2, 0.1, 0.3, 0.2, 0.1, 0.2, 0.1, 0.3], Rule.RUN_ON_ONE_SIDE, [7, 8]),
        ([-0.9, -0.5, -0.1, 0.1, 0.4, 0.8, 0.9], Rule.STEADY_TREND, [5, 6]),
        ([0.9, 0.5, 0.1, -0.1, -0.4, -0.8, -0.8], Rule.STEADY_TREND, [5]),
    ],
)
def test_a_pattern_breaks_its_rule_and_no_other(series, rule, points):
    assert [(s.rule, s.points.tolist()) for s in western_electric(series)] == [(rule, points)]


@pytest.mark.parametrize("series", [[2.1, 0, 0, 2.5], [2.1, -2.5, 0], [3, -3, 1], [0.1] * 7, [1]])
def test_a_pattern_that_is_not_complete_breaks_no_rule(series):
    assert western_electric(series) == []


@settings(deadline=None, max_examples=15)
@given(distances)
def test_the_rules_agree_with_counting_point_by_point(series):
    found = {signal.rule: signal.points.tolist() for signal in western_electric(series)}

    for rule, level, times, of in [
        (Rule.TWO_OF_THREE_FAR, 2, 2, 3),
        (Rule.FOUR_OF_FIVE_OFF, 1, 4, 5),
        (Rule.RUN_ON_ONE_SIDE, 0, 8, 8),
    ]:
        expected = [
            i
            for i in range(len(series))
            if any(
                side * series[i] > level
                and sum(side * z > level for z in series[max(0, i - of + 1) : i + 1]) >= times
                for side in (1, -1)
            )
        ]
        assert found.get(rule, []) == expected


@settings(deadline=None, max_examples=15)
@given(distances)
def test_a_mirrored_series_breaks_the_same_rules(series):
    there, back = western_electric(series), western_electric([-z for z in series])

    assert [(s.rule, s.points.tolist()) for s in there] == [
        (s.rule, s.points.tolist()) for s in back
    ]


def test_a_point_on_the_centre_ends_a_run():
    assert runs_on_one_side([1, 1, 0, 1, 1, 1], length=3).tolist() == [5]


@pytest.mark.parametrize("useful", [2, 10, 12, 20, 24, 60])
def test_anhoejs_limits_follow_their_formulas(useful):
    runs = anhoej_runs([1, -1] * (useful // 2))

    assert runs.longest_run_allowed == round(np.log2(useful) + 3)
    assert runs.crossings_required == stats.binom.ppf(0.05, useful - 1, 0.5)
    assert (runs.useful, runs.longest_run, runs.crossings) == (useful, 1, useful - 1)
    assert not runs.shifted


def test_a_long_run_or_too_few_crossings_are_a_shift():
    long = anhoej_runs([1, -1, 1, -1, 1, -1, *[1] * 8])
    few = anhoej_runs([1] * 5 + [-1] * 5 + [1] * 4 + [-1] * 5)

    assert (long.longest_run, long.longest_run_allowed) == (8, 7)
    assert (few.crossings, few.crossings_required) == (3, 6)
    assert long.shifted
    assert few.shifted


def test_points_on_the_centre_are_not_counted():
    assert anhoej_runs([1, 0, 1, 0, -1, 1]) == anhoej_runs([1, 1, -1, 1])


@pytest.mark.parametrize("rule", [western_electric, runs_on_one_side, anhoej_runs])
@pytest.mark.parametrize("series", [[], [1, np.nan], [1, np.inf], [[1, 2], [3, 4]]])
def test_distances_that_are_none_are_refused(rule, series):
    with pytest.raises(ValueError, match="distances"):
        rule(series)


def test_rules_without_length_are_refused():
    with pytest.raises(ValueError, match="length"):
        runs_on_one_side([1, 2], length=1)
    with pytest.raises(ValueError, match="length"):
        western_electric([1, 2], run_length=1)
    with pytest.raises(ValueError, match="trend_length"):
        western_electric([1, 2], trend_length=2)
    with pytest.raises(ValueError, match="off the centre"):
        anhoej_runs([0, 0, 1])
