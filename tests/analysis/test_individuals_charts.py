"""Control charts of single values, against their definitions written out."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.individuals_charts import cusum_chart, ewma_chart, xmr_chart

# Montgomery, Introduction to Statistical Quality Control, table 9.1: the mean shifts after 20.
SHIFTED = [9.45, 7.99, 9.29, 11.66, 12.16, 10.18, 8.04, 11.46, 9.20, 10.34]
SHIFTED += [9.03, 11.47, 10.51, 9.40, 10.08, 9.37, 10.62, 10.31, 8.52, 10.84]
SHIFTED += [10.90, 9.33, 12.29, 11.50, 10.60, 11.08, 10.38, 11.62, 11.31, 10.52]
a_series = st.lists(st.integers(0, 1000).map(lambda v: v / 10), min_size=2, max_size=15).filter(
    lambda values: len(set(values)) > 1
)


def test_cusum_reproduces_montgomerys_example():
    # Table 9.2: K = 0.5, H = 5, the sum is 5.28 at point 29, having left 0 at point 22.
    chart = cusum_chart(SHIFTED, centre=10, sigma=1)

    assert chart.above.tolist() == [28, 29]
    assert chart.below.tolist() == []
    assert chart.upwards[[2, 3, 4, 28]] == pytest.approx([0, 1.16, 2.82, 5.28])
    assert chart.downwards[:3] == pytest.approx([-0.05, -1.56, -1.77])


def test_ewma_reproduces_montgomerys_example():
    # Example 9.2: lambda = 0.1, L = 2.7; the first averages and limits, later ones by hand.
    chart = ewma_chart(SHIFTED, centre=10, sigma=1, weight=0.1, sigmas=2.7)

    average = 10.0
    for value, ours in zip(SHIFTED, chart.average, strict=True):
        average = 0.1 * value + 0.9 * average
        assert ours == pytest.approx(average, rel=1e-12)
    assert chart.average[:2] == pytest.approx([9.945, 9.7495])
    assert chart.upper[[0, 1, 29]] == pytest.approx([10.27, 10.36, 10.62], abs=0.005)
    assert chart.lower + chart.upper == pytest.approx(np.full(30, 20.0))
    assert chart.beyond.tolist() == [i for i in range(30) if chart.average[i] > chart.upper[i]]


def test_xmr_agrees_with_its_definition():
    values = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6]
    ranges = [abs(b - a) for a, b in pairwise(values)]
    mean, spread = sum(values) / 7, sum(ranges) / 6

    chart = xmr_chart(values)

    assert chart.centre == pytest.approx(mean, rel=1e-12)
    assert chart.upper == pytest.approx(mean + 3 * spread / 1.128, rel=1e-12)
    assert chart.range_upper == pytest.approx(3.267 * spread, rel=1e-12)
    assert xmr_chart([1, 2] * 10 + [9]).beyond.tolist() == [20]


@settings(deadline=None, max_examples=15)
@given(a_series, st.floats(0.1, 5), st.floats(-100, 100))
def test_charts_do_not_see_the_unit(values, times, plus):
    other = [times * value + plus for value in values]
    one, two = xmr_chart(values), xmr_chart(other)
    sums, others = (
        cusum_chart(series, centre=chart.centre, sigma=chart.sigma)
        for series, chart in ((values, one), (other, two))
    )

    assert two.upper == pytest.approx(times * one.upper + plus)
    assert others.upwards == pytest.approx(sums.upwards, abs=1e-6)
    assert others.downwards == pytest.approx(sums.downwards, abs=1e-6)


@settings(deadline=None, max_examples=15)
@given(a_series)
def test_an_average_of_the_newest_alone_is_the_chart_of_single_values(values):
    chart = xmr_chart(values)
    smoothed = ewma_chart(values, centre=chart.centre, sigma=chart.sigma, weight=1)

    assert smoothed.average == pytest.approx(values)
    assert smoothed.upper == pytest.approx(np.full(len(values), chart.upper))


@pytest.mark.parametrize("values", [[], [1], [1, np.nan], [1, np.inf], [2, 2, 2], [[1, 2], [3, 4]]])
def test_a_series_that_is_none_is_refused(values):
    with pytest.raises(ValueError, match="values"):
        xmr_chart(values)


@pytest.mark.parametrize("chart", [ewma_chart, cusum_chart])
def test_a_process_that_is_none_is_refused(chart):
    with pytest.raises(ValueError, match="values"):
        chart([np.nan], centre=1, sigma=1)
    with pytest.raises(ValueError, match="sigma"):
        chart([1], centre=1, sigma=0)
    with pytest.raises(ValueError, match="centre"):
        chart([1], centre=np.nan, sigma=1)


@pytest.mark.parametrize("number", [0, -1, np.nan, np.inf])
def test_settings_out_of_range_are_refused(number):
    with pytest.raises(ValueError, match="weight"):
        ewma_chart([1], centre=1, sigma=1, weight=number)
    with pytest.raises(ValueError, match="sigmas"):
        ewma_chart([1], centre=1, sigma=1, sigmas=number)
    with pytest.raises(ValueError, match="shift"):
        cusum_chart([1], centre=1, sigma=1, shift=number)
    with pytest.raises(ValueError, match="decision"):
        cusum_chart([1], centre=1, sigma=1, decision=number)
    with pytest.raises(ValueError, match="mean_range"):
        xmr_chart([1, 2], mean_range=number)
