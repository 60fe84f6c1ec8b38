"""Figures beside their aims: the middle of the rounds decides, ratios are taken round by round."""

import pytest

from bench.figures import Figure, Report, at_least, at_most, ratios, short, table


def test_the_middle_of_the_rounds_decides_whether_an_aim_is_met():
    figure = Figure("rate", [100, 300, 290], "/s", at_least(250))

    assert figure.value == 290
    assert figure.is_met


def test_an_aim_can_be_missed_from_above():
    assert Figure("p99", [201], "ms", at_most(200)).is_met is False


def test_a_figure_without_an_aim_is_neither_met_nor_missed():
    assert Figure("p50", [20], "ms").is_met is None


def test_ratios_compare_what_ran_beside_each_other():
    assert ratios("r", [100, 10], [200, 20]).values == [0.5, 0.5]


def test_rounds_that_do_not_pair_are_refused():
    with pytest.raises(ValueError, match="shorter"):
        ratios("r", [1, 2], [1])


def test_the_table_says_which_aims_were_missed():
    report = Report("x", "X", [Figure("rate", [100, 120], "/s", at_least(250))])

    assert "110" in table(report)
    assert "≥ 250" in table(report)
    assert "MISSED" in table(report)


@pytest.mark.parametrize(("value", "text"), [(1, "1"), (0.256, "0.26"), (12.34, "12.3")])
def test_figures_are_written_with_the_digits_that_mean_something(value: float, text: str):
    assert short(value) == text
