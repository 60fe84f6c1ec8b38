"""A step in a series: as statsmodels finds it, where it is put, and what is refused."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st

from analysis.interrupted_series import Step, difference_in_differences, step_in_trend

RNG = np.random.default_rng(7)
TIMES = np.array([0, 1, 2, 3, 5, 6, 7, 8, 9, 10])  # the month with number 4 is not shown
AFTER = TIMES >= 7
NOISE = RNG.normal(0, 3, TIMES.size)
SIZES = RNG.integers(40, 400, TIMES.size)
VARIANCES = 1600 / SIZES
VALUES = 75 + 0.4 * TIMES + 6 * AFTER + NOISE
OTHERS = 80 - 0.2 * TIMES + RNG.normal(0, 1, TIMES.size)
FIGURES = st.lists(st.floats(0, 100), min_size=10, max_size=10)


def reference(y, x, variances, *, confidence=0.95):
    """Weighted least squares; where chance explains the scatter the scale is left at 1."""
    model = sm.WLS(y, x, weights=1 / np.asarray(variances))
    free = model.fit()
    fitted = free if free.scale > 1 else model.fit(cov_type="fixed scale", use_t=True)
    lower, upper = fitted.conf_int(1 - confidence)[-1]
    return lower, fitted.params[-1], upper, max(free.scale, 1)


@pytest.mark.parametrize("times", [1, 0.05], ids=["scattered", "smooth"])
@pytest.mark.parametrize("confidence", [0.9, 0.95])
def test_a_step_out_of_a_trend_is_what_statsmodels_finds(times: float, confidence: float):
    y = VALUES - NOISE + times * NOISE
    x = np.column_stack([np.ones(y.size), TIMES, AFTER])
    lower, estimate, upper, scale = reference(y, x, VARIANCES, confidence=confidence)

    step = step_in_trend(y, VARIANCES, times=TIMES, change_at=7, confidence=confidence)

    assert step.change == pytest.approx((lower, estimate, upper), rel=1e-9)
    assert step.dispersion == pytest.approx(scale)
    assert step.freedom == y.size - 3


def test_a_difference_in_differences_is_what_statsmodels_finds():
    x = np.column_stack([np.ones(TIMES.size), AFTER])
    lower, estimate, upper, scale = reference(VALUES - OTHERS, x, VARIANCES)

    step = difference_in_differences(VALUES, OTHERS, VARIANCES, times=TIMES, change_at=7)

    assert step.change == pytest.approx((lower, estimate, upper), rel=1e-9)
    assert step.dispersion == pytest.approx(scale)


def test_the_wage_of_new_jersey_comes_out_as_printed():
    """Card and Krueger (1994), American Economic Review 84(4), 772-793, table 3, row 1 to 4:
    employment 20.44 to 21.03 in New Jersey, 23.33 to 21.17 in Pennsylvania, 2.76 apart."""
    jersey, others = [20.44, 20.44, 21.03], [23.33, 23.33, 21.17]

    step = difference_in_differences(jersey, others, [2.0] * 3, times=range(3), change_at=2)

    assert step.change.estimate == pytest.approx(2.76, abs=0.015)


@given(values=FIGURES, others=FIGURES, shift=st.floats(-50, 50))
def test_a_step_that_is_put_in_is_found_in_full(values, others, shift: float):
    y, z = np.array(values), np.array(others)
    moved = y + shift * AFTER

    for before, later in (
        (_trend(y), _trend(moved)),
        (_difference(y, z), _difference(moved, z)),
    ):
        moved_by = np.array(later.change) - np.array(before.change)
        assert moved_by == pytest.approx([shift] * 3, abs=1e-7)


@given(values=FIGURES, others=FIGURES, season=FIGURES)
def test_what_meets_both_alike_is_no_difference(values, others, season):
    y, z, both = np.array(values), np.array(others), np.array(season)

    assert _difference(y + both, z + both).change == pytest.approx(
        _difference(y, z).change, abs=1e-7
    )


@given(values=FIGURES, slope=st.floats(-5, 5))
def test_a_trend_that_goes_on_is_no_step(values, slope: float):
    y = np.array(values)

    assert _trend(y + slope * TIMES).change == pytest.approx(_trend(y).change, abs=1e-6)


@given(values=FIGURES)
def test_limits_enclose_the_step_and_are_never_narrower_than_chance(values):
    for step in (_trend(np.array(values)), _difference(np.array(values), OTHERS)):
        assert step.change.lower < step.change.estimate < step.change.upper
        assert step.dispersion >= 1


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"values": VALUES[:2]}, "values"),
        ({"values": [*VALUES[:9], np.nan]}, "values"),
        ({"variances": [0.0, *VARIANCES[1:]]}, "variances"),
        ({"variances": VARIANCES[:3]}, "variances"),
        ({"times": TIMES[:3]}, "times"),
        ({"change_at": 1}, "change_at"),
        ({"change_at": 99}, "change_at"),
        ({"confidence": 1}, "confidence"),
    ],
)
def test_what_no_step_can_be_told_of_is_refused_by_name(changed, named: str):
    asked = {"values": VALUES, "variances": VARIANCES, "times": TIMES, "change_at": 7} | changed
    values = asked.pop("values")

    with pytest.raises(ValueError, match=named):
        step_in_trend(values, **asked)
    with pytest.raises(ValueError, match=named):
        difference_in_differences(values, OTHERS[: len(values)], **asked)


def test_others_are_as_many_as_the_values():
    with pytest.raises(ValueError, match="others"):
        difference_in_differences(VALUES, OTHERS[:4], VARIANCES, times=TIMES, change_at=7)


def _trend(y) -> Step:
    return step_in_trend(y, VARIANCES, times=TIMES, change_at=7)


def _difference(y, z) -> Step:
    return difference_in_differences(y, z, VARIANCES, times=TIMES, change_at=7)
