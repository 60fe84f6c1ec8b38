"""Control charts of shares."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.control_charts import laney_chart, p_chart

# Montgomery, Introduction to Statistical Quality Control, example 7.1: cans that leak of 50.
LEAKING = [12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22]
LEAKING += [8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6]
a_series = st.lists(
    st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    min_size=2,
    max_size=12,
).filter(lambda counts: len({x / n for x, n in counts}) > 1)


def test_p_chart_reproduces_montgomerys_example():
    chart = p_chart(LEAKING, 50)

    assert chart.centre == pytest.approx(0.2313, abs=5e-5)
    assert chart.lower[0] == pytest.approx(0.0524, abs=5e-5)
    assert chart.upper[0] == pytest.approx(0.4102, abs=5e-5)
    assert chart.beyond.tolist() == [14, 22]


def test_laney_chart_agrees_with_its_definition():
    x, n = [810, 430, 1600, 77, 990], [900, 520, 2000, 90, 1250]
    centre = sum(x) / sum(n)
    sigma = [(centre * (1 - centre) / trials) ** 0.5 for trials in n]
    z = [(a / b - centre) / s for a, b, s in zip(x, n, sigma, strict=True)]
    sigma_z = sum(abs(z[i] - z[i - 1]) for i in range(1, 5)) / 4 / 1.128

    chart = laney_chart(x, n, sigmas=2)

    assert chart.sigma_z == pytest.approx(sigma_z, rel=1e-12)
    assert chart.upper == pytest.approx(
        [min(1, centre + 2 * s * sigma_z) for s in sigma], rel=1e-12
    )
    assert chart.distance == pytest.approx([point / sigma_z for point in z], rel=1e-12)


@settings(deadline=None, max_examples=15)
@given(a_series)
def test_limits_hold_the_centre_and_lie_between_0_and_1(counts):
    x, n = np.transpose(counts)

    for chart in (p_chart(x, n), laney_chart(x, n)):
        assert np.all((chart.lower >= 0) & (chart.lower <= chart.centre))
        assert np.all((chart.upper <= 1) & (chart.upper >= chart.centre))


@settings(deadline=None, max_examples=15)
@given(a_series)
def test_a_chart_of_the_others_mirrors_that_of_the_satisfied(counts):
    x, n = np.transpose(counts)
    chart, mirror = laney_chart(x, n), laney_chart(n - x, n)

    assert chart.lower == pytest.approx(1 - mirror.upper, abs=1e-12)
    assert chart.z == pytest.approx(-mirror.z, abs=1e-9)


@settings(deadline=None, max_examples=15)
@given(a_series, st.integers(2, 50))
def test_laneys_limits_do_not_see_how_many_answered_in_every_group_alike(counts, times):
    x, n = np.transpose(counts)
    chart, larger = laney_chart(x, n), laney_chart(x * times, n * times)

    assert larger.lower == pytest.approx(chart.lower, abs=1e-9)
    assert larger.sigma_z == pytest.approx(chart.sigma_z * times**0.5)


def test_a_baseline_sets_the_limits_of_what_comes_later():
    x, n = [80, 85, 78, 82, 40], [100, 100, 100, 100, 100]

    for chart_of in (p_chart, laney_chart):
        known, whole = chart_of(x[:4], n[:4]), chart_of(x, n, baseline=4)
        assert whole.centre == known.centre
        assert whole.lower[:4] == pytest.approx(known.lower)
        assert whole.beyond.tolist() == [4]


@pytest.mark.parametrize("chart_of", [p_chart, laney_chart])
@pytest.mark.parametrize(
    ("successes", "trials", "word"),
    [
        ([], [], "trials"),
        ([1, 2], [0, 5], "trials"),
        ([1, 2], [3, np.nan], "trials"),
        ([1, 2], [3, np.inf], "trials"),
        ([1, 2], [3.5, 4], "trials"),
        ([-1, 2], [3, 4], "successes"),
        ([1, 5], [3, 4], "successes"),
        ([1, np.nan], [3, 4], "successes"),
        ([1.5, 2], [3, 4], "successes"),
        ([0, 0], [3, 4], "successes"),
        ([3, 4], [3, 4], "successes"),
    ],
)
def test_a_series_that_is_none_is_refused(chart_of, successes, trials, word):
    with pytest.raises(ValueError, match=word):
        chart_of(successes, trials)


@pytest.mark.parametrize("sigmas", [0, -3, np.nan, np.inf])
def test_limits_without_width_are_refused(sigmas):
    with pytest.raises(ValueError, match="sigmas"):
        p_chart([1, 2], [3, 4], sigmas=sigmas)


@pytest.mark.parametrize(("chart_of", "baseline"), [(p_chart, 0), (p_chart, 4), (laney_chart, 1)])
def test_a_baseline_that_is_none_is_refused(chart_of, baseline):
    with pytest.raises(ValueError, match="baseline"):
        chart_of([1, 2, 2], [3, 4, 5], baseline=baseline)


def test_laney_chart_refuses_a_series_without_spread():
    with pytest.raises(ValueError, match="no spread"):
        laney_chart([10, 20, 30], [30, 60, 90])
    with pytest.raises(ValueError, match="baseline"):
        laney_chart([10], [30])
